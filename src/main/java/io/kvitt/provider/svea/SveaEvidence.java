package io.kvitt.provider.svea;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.svea.SveaOrder.Delivery;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Whether an order shows that a write, whose answer was lost, took effect: what it was before against what it is now. */
final class SveaEvidence {

    private static final Pattern DELIVERY = Pattern.compile("/deliveries/([0-9]{1,19})(?:/|$)");
    private static final Set<String> DIRECT_BANK = Set.of("DIRECTBANK", "TRUSTLY");

    private final Attempt attempt;
    private final SveaBasis before;
    private final JsonNode sent;
    private final SveaOrder now;

    SveaEvidence(Attempt attempt, SveaOrder now) {
        this.attempt = attempt;
        this.before = SveaBasis.parse(attempt.basis());
        this.sent = body(attempt);
        this.now = now;
    }

    private static JsonNode body(Attempt attempt) {
        try {
            return SveaJson.MAPPER.readTree(attempt.body() == null ? "{}" : attempt.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored body of an attempt cannot be read", e);
        }
    }

    boolean isThere() {
        return switch (attempt.operation()) {
            case "deliver" -> delivered();
            case "cancel-order" -> cancelled();
            case "cancel-amount" -> amountCancelled();
            case "credit-amount" -> amountCredited();
            case "credit-rows", "credit-new-rows" -> rowsCredited();
            case "replace-rows" -> SveaRows.same(now.orderRows(), sent.get("OrderRows"));
            default -> throw new IllegalStateException("not an operation of Svea's: " + attempt.operation());
        };
    }

    private boolean is(String orderStatus) {
        return now.orderStatus().equalsIgnoreCase(orderStatus);
    }

    private boolean hasNewDelivery() {
        return now.deliveries().stream()
                .anyMatch(delivery -> before.delivery(delivery.id()).isEmpty());
    }

    /** A delivery of somebody else's, of some of the rows or of less than was asked for, is not the one that was asked for. */
    private boolean delivered() {
        boolean wholeOrder = is("Delivered") && !before.status().equalsIgnoreCase("Delivered");
        Set<Long> asked = StreamSupport.stream(sent.path("OrderRowIds").spliterator(), false)
                .map(JsonNode::asLong)
                .collect(Collectors.toSet());
        boolean nothingLeft = asked.isEmpty()
                ? !now.canDeliver()
                : now.undelivered().stream().noneMatch(row -> asked.contains(row.orderRowId()));
        long taken = now.activated()
                - before.deliveries().stream()
                        .mapToLong(SveaBasis.Taken::amount)
                        .sum();
        return (wholeOrder || hasNewDelivery() && nothingLeft) && taken >= attempt.amount();
    }

    private boolean cancelled() {
        return switch (attempt.effect()) {
            case RELEASE -> released();
            case CREDIT -> is("Cancelled") || now.status() == PaymentStatus.ANNULLED;
            case ACTIVATE, ANNUL, UPDATE -> now.status() == PaymentStatus.ANNULLED;
        };
    }

    private boolean released() {
        boolean closed = !is("Open") || now.cancelledAmount() > before.cancelledAmount();
        return closed && !now.canDeliver() && !hasNewDelivery();
    }

    /** An update must stand exactly; when something is to be given back, more having been given back is enough. */
    private boolean amountCancelled() {
        long target = sent.path("CancelledAmount").asLong(Long.MAX_VALUE);
        return attempt.effect() == Effect.UPDATE ? now.cancelledAmount() == target : now.cancelledAmount() >= target;
    }

    private boolean amountCredited() {
        long target = sent.path("CreditedAmount").asLong(Long.MAX_VALUE);
        return delivery()
                .map(delivery -> delivery.creditedAmount() >= target || isOnItsWay(delivery))
                .orElse(false);
    }

    /** A bank transfer back shows in no amount at first; all that is seen is that it cannot be asked for again. */
    private boolean isOnItsWay(Delivery delivery) {
        String paymentType = now.paymentType() == null ? "" : now.paymentType();
        return DIRECT_BANK.contains(paymentType.toUpperCase(Locale.ROOT))
                && delivery.actions().isEmpty()
                && before.delivery(delivery.id())
                        .filter(taken -> !taken.actions().isEmpty())
                        .isPresent();
    }

    private boolean rowsCredited() {
        return delivery()
                .flatMap(delivery -> before.delivery(delivery.id())
                        .map(taken -> delivery.credits().size() > taken.credits()
                                && delivery.creditedAmount() >= taken.credited() + attempt.amount()))
                .orElse(false);
    }

    private Optional<Delivery> delivery() {
        Matcher path = DELIVERY.matcher(attempt.path());
        if (!path.find()) {
            throw new IllegalStateException("no delivery in the path of attempt " + attempt.id());
        }
        long id = Long.parseLong(path.group(1));
        return now.deliveries().stream().filter(delivery -> delivery.id() == id).findFirst();
    }
}
