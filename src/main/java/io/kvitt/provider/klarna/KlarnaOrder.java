package io.kvitt.provider.klarna;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.payment.PaymentReading;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.ReadFailed;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One order as Klarna or Kustom shows it. An order whose amounts contradict each other does not come to exist.
 *
 * @param orderAmount what the order is worth now, {@code order_amount}
 * @param reserved {@code remaining_authorized_amount} as received; null when absent. It means nothing once the order is
 *     closed: a cancelled order has been seen to keep its full amount
 * @param fraudStatus null when absent, which counts as accepted: Klarna itself refuses what it has not accepted
 */
record KlarnaOrder(
        String orderId,
        KlarnaStatus klarnaStatus,
        @Nullable String fraudStatus,
        String currency,
        long orderAmount,
        long activated,
        long credited,
        @Nullable Long reserved,
        List<KlarnaLine> lines,
        List<Capture> captures,
        List<Refund> refunds)
        implements PaymentReading {

    private static final Set<String> FRAUD_STATUSES = Set.of("ACCEPTED", "PENDING", "REJECTED", "STOPPED");

    /** Money that was taken. An answer may leave any of it out. */
    record Capture(
            @Nullable String id,
            @Nullable Long amount,
            @Nullable String reference,
            List<KlarnaLine> lines) {}

    /** Money that was paid back. */
    record Refund(@Nullable String id, @Nullable String reference) {}

    KlarnaOrder {
        lines = List.copyOf(lines);
        captures = List.copyOf(captures);
        refunds = List.copyOf(refunds);
        require(credited >= 0 && credited <= activated && activated <= orderAmount, "amounts out of order");
        switch (klarnaStatus) {
            case AUTHORIZED ->
                require(
                        activated == 0 && reserved != null && reserved == orderAmount,
                        "authorized, but not for the order's amount");
            case PART_CAPTURED ->
                require(
                        activated > 0 && reserved != null && (reserved == 0 || reserved == orderAmount - activated),
                        "partly captured, but what remains is not the rest");
            case CAPTURED -> require(activated > 0, "captured, but nothing was taken");
            case CANCELLED -> require(activated == 0, "cancelled, but something was taken");
            case EXPIRED, CLOSED -> {}
        }
        require(
                !klarnaStatus.isOpen() || fraudStatus == null || FRAUD_STATUSES.contains(fraudStatus),
                "a fraud status that is not known");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ReadFailed(Code.READING_CONTRADICTS, "The order contradicts itself: " + otherwise, null);
        }
    }

    @Override
    public PaymentStatus status() {
        return switch (klarnaStatus) {
            case AUTHORIZED -> "PENDING".equals(fraudStatus) ? PaymentStatus.PENDING : PaymentStatus.AUTHORIZED;
            case PART_CAPTURED -> remaining() > 0 ? PaymentStatus.PARTLY_ACTIVATED : byAmounts();
            case CAPTURED -> byAmounts();
            case CANCELLED -> PaymentStatus.ANNULLED;
            case EXPIRED -> activated == 0 ? PaymentStatus.EXPIRED : byAmounts();
            case CLOSED -> activated == 0 ? PaymentStatus.FAILED : byAmounts();
        };
    }

    /**
     * What became of the money that was taken, now that nothing is left to take. Whether that was all, and whether it was
     * paid back, is told by amounts, never by a status.
     */
    private PaymentStatus byAmounts() {
        if (credited == 0) {
            return activated < orderAmount ? PaymentStatus.REST_ENDED : PaymentStatus.ACTIVATED;
        }
        return credited < activated ? PaymentStatus.PARTLY_CREDITED : PaymentStatus.CREDITED;
    }

    @Override
    public long total() {
        return activated + remaining();
    }

    @Override
    public long remaining() {
        return klarnaStatus.isOpen() && reserved != null ? reserved : 0;
    }

    @Override
    public Set<Effect> allowed() {
        return switch (status()) {
            case PENDING -> Set.of(Effect.ANNUL);
            case AUTHORIZED -> {
                if (!isAccepted()) {
                    yield Set.of(Effect.ANNUL);
                }
                yield remaining() > 0
                        ? Set.of(Effect.ACTIVATE, Effect.ANNUL, Effect.UPDATE)
                        : Set.of(Effect.ANNUL, Effect.UPDATE);
            }
            case PARTLY_ACTIVATED -> {
                Set<Effect> allowed = EnumSet.of(Effect.RELEASE);
                if (isAccepted()) {
                    allowed.add(Effect.ACTIVATE);
                }
                if (credited < activated) {
                    allowed.add(Effect.CREDIT);
                }
                yield allowed;
            }
            case ACTIVATED, REST_ENDED, PARTLY_CREDITED -> credited < activated ? Set.of(Effect.CREDIT) : Set.of();
            case ANNULLED, CREDITED, EXPIRED, FAILED -> Set.of();
        };
    }

    private boolean isAccepted() {
        return fraudStatus == null || fraudStatus.equals("ACCEPTED");
    }

    @Override
    public boolean matches(long amount, List<OrderLine> wished) {
        return wished.isEmpty()
                ? amount == orderAmount
                : standsAt(amount, wished.stream().map(KlarnaLine::of).toList());
    }

    /** Whether the order is worth this much and holds exactly these lines. */
    boolean standsAt(long amount, List<KlarnaLine> expected) {
        return amount == orderAmount && KlarnaLine.same(expected, lines);
    }

    @Override
    public String basis() {
        ObjectNode basis = JsonNodeFactory.instance.objectNode();
        basis.put("order_id", orderId);
        basis.put("status", klarnaStatus.name());
        basis.put("fraud_status", fraudStatus);
        basis.put("order_amount", orderAmount);
        basis.put("captured_amount", activated);
        basis.put("refunded_amount", credited);
        basis.put("remaining_authorized_amount", remaining());
        ArrayNode captureIds = basis.putArray("captures");
        captures.stream().map(Capture::id).filter(Objects::nonNull).forEach(captureIds::add);
        ArrayNode refundIds = basis.putArray("refunds");
        refunds.stream().map(Refund::id).filter(Objects::nonNull).forEach(refundIds::add);
        return basis.toString();
    }
}
