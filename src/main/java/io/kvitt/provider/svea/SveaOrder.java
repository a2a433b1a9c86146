package io.kvitt.provider.svea;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.payment.PaymentReading;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.ReadFailed;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order as Svea's Payment Admin answered it. What may be done is read from the actions, not from the payment type.
 *
 * @param orderAmount never lowered by a cancellation, a delivery or a credit
 * @param cancelledAmount everything cancelled so far
 * @param orderRows what has not been delivered, cancelled rows included
 */
record SveaOrder(
        long id,
        String currency,
        String orderStatus,
        @Nullable String systemStatus,
        @Nullable String paymentType,
        long orderAmount,
        long cancelledAmount,
        List<SveaRow> orderRows,
        List<Delivery> deliveries,
        Set<String> actions)
        implements PaymentReading {

    /** Thirteen digits. */
    static final long MAX_AMOUNT = 9_999_999_999_999L;

    SveaOrder {
        orderRows = orderRows == null ? List.of() : List.copyOf(orderRows);
        deliveries = deliveries == null ? List.of() : List.copyOf(deliveries);
        actions = actions == null ? Set.of() : Set.copyOf(actions);
    }

    /** @throws ReadFailed when the text is no order, or one that contradicts itself */
    static SveaOrder parse(String json) {
        // neither message nor cause: they quote the body, which holds personal data
        JsonNode answer;
        try {
            answer = SveaJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ReadFailed(Code.PROVIDER_UNAVAILABLE, "Svea's answer is not JSON", null);
        }
        if (SveaJson.field(answer, "Id") == null || SveaJson.field(answer, "OrderStatus") == null) {
            throw new ReadFailed(Code.PROVIDER_UNAVAILABLE, "Svea's answer is not an order", null);
        }
        SveaOrder order;
        try {
            order = SveaJson.MAPPER.treeToValue(answer, SveaOrder.class);
        } catch (JsonProcessingException e) {
            throw new ReadFailed(Code.READING_CONTRADICTS, "Svea's order has facts of another kind", null);
        }
        if (!order.isSound()) {
            throw new ReadFailed(Code.READING_CONTRADICTS, "Svea's order lacks or contradicts essential facts", null);
        }
        SveaStatus.of(order);
        return order;
    }

    private boolean isSound() {
        return id > 0
                && currency != null
                && currency.matches("[A-Z]{3}")
                && orderStatus != null
                && isAmount(orderAmount)
                && isAmount(cancelledAmount)
                && cancelledAmount <= orderAmount
                && orderRows.stream().allMatch(row -> row.orderRowId() != null)
                && deliveries.stream().allMatch(Delivery::isSound)
                && deliveries.stream().map(Delivery::id).distinct().count() == deliveries.size();
    }

    private static boolean isAmount(long amount) {
        return amount >= 0 && amount <= MAX_AMOUNT;
    }

    @Override
    public PaymentStatus status() {
        return SveaStatus.of(this);
    }

    @Override
    public long total() {
        return orderAmount - cancelledAmount;
    }

    @Override
    public long activated() {
        return deliveries.stream().mapToLong(Delivery::deliveryAmount).sum();
    }

    @Override
    public long credited() {
        return deliveries.stream().mapToLong(Delivery::creditedAmount).sum();
    }

    /** What can still be delivered or, while Svea reviews the order, cancelled. */
    @Override
    public long remaining() {
        return switch (status()) {
            case AUTHORIZED, PARTLY_ACTIVATED -> Math.max(0, total() - activated());
            case PENDING -> canCancelOrder() ? Math.max(0, total() - activated()) : 0;
            case REST_ENDED, ACTIVATED, ANNULLED, CREDITED, PARTLY_CREDITED, EXPIRED, FAILED -> 0;
        };
    }

    @Override
    public Set<Effect> allowed() {
        Set<Effect> allowed = EnumSet.noneOf(Effect.class);
        switch (status()) {
            case PENDING -> add(allowed, Effect.ANNUL, canCancelOrder() && deliveries.isEmpty());
            case AUTHORIZED -> {
                add(allowed, Effect.ACTIVATE, canDeliver());
                add(allowed, Effect.ANNUL, canCancelOrder());
                add(allowed, Effect.UPDATE, canReplaceRows() || canCancelAmount());
            }
            case PARTLY_ACTIVATED -> {
                add(allowed, Effect.ACTIVATE, canDeliver());
                add(allowed, Effect.CREDIT, SveaCredit.next(this).isPresent());
                add(allowed, Effect.RELEASE, canCancelOrder() || canCancelAmount());
            }
            case ACTIVATED, REST_ENDED, PARTLY_CREDITED ->
                add(allowed, Effect.CREDIT, SveaCredit.next(this).isPresent());
            case ANNULLED, CREDITED, EXPIRED, FAILED -> {}
        }
        return allowed;
    }

    private static void add(Set<Effect> allowed, Effect effect, boolean offered) {
        if (offered) {
            allowed.add(effect);
        }
    }

    /** Rows are compared where Svea lets us set them; where it only lets us lower the amount, the amount is all there is. */
    @Override
    public boolean matches(long amount, List<OrderLine> lines) {
        return amount == total() && (lines.isEmpty() || !canReplaceRows() || SveaRows.same(orderRows, lines));
    }

    @Override
    public String basis() {
        return SveaBasis.of(this).json();
    }

    boolean canDeliver() {
        return actions.contains("CanDeliverOrder");
    }

    boolean canDeliverPartially() {
        return actions.contains("CanDeliverPartially") || actions.contains("CanDeliverOrderPartially");
    }

    boolean canCancelOrder() {
        return actions.contains("CanCancelOrder");
    }

    boolean canCancelAmount() {
        return actions.contains("CanCancelAmount") || actions.contains("CanCancelOrderAmount");
    }

    boolean canReplaceRows() {
        return actions.contains("CanUpdateOrderRow");
    }

    /** The rows that a delivery of everything would take. */
    List<SveaRow> undelivered() {
        return orderRows.stream().filter(row -> !row.cancelled()).toList();
    }

    /**
     * What has been taken and sent to the buyer in one go.
     *
     * @param creditedAmount everything paid back of it so far
     */
    record Delivery(
            long id,
            long deliveryAmount,
            long creditedAmount,
            List<Credit> credits,
            List<SveaRow> orderRows,
            Set<String> actions) {

        Delivery {
            credits = credits == null ? List.of() : List.copyOf(credits);
            orderRows = orderRows == null ? List.of() : List.copyOf(orderRows);
            actions = actions == null ? Set.of() : Set.copyOf(actions);
        }

        boolean isSound() {
            return id > 0 && isAmount(deliveryAmount) && isAmount(creditedAmount);
        }

        long left() {
            return Math.max(0, deliveryAmount - creditedAmount);
        }
    }

    /** A credit that has been made; its quantities are negative. */
    record Credit(List<SveaRow> orderRows) {

        Credit {
            orderRows = orderRows == null ? List.of() : List.copyOf(orderRows);
        }
    }
}
