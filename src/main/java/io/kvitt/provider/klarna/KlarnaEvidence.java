package io.kvitt.provider.klarna;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.Attempt;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether an order, read later, shows that a write took effect. The same change made by a person in Klarna's portal
 * counts too: what the command wanted is so.
 *
 * <p>An intent that cannot be read is an error and never "no", since "no" lets the write be sent again.
 */
final class KlarnaEvidence {

    private final Attempt attempt;
    private final JsonNode basis;
    private final KlarnaOrder now;

    KlarnaEvidence(Attempt attempt, KlarnaOrder now) {
        this.attempt = attempt;
        this.basis = KlarnaJson.object(attempt.basis());
        this.now = now;
        if (!now.orderId().equals(KlarnaJson.text(basis, "order_id"))) {
            throw new IllegalStateException("Attempt " + attempt.id() + " was not based on this order");
        }
    }

    boolean isShown() {
        return switch (attempt.effect()) {
            case ACTIVATE ->
                madeSince("captures", now.captures().stream().map(made -> new Made(made.id(), made.reference())))
                        || hasMoved(now.activated() - integer(basis, "captured_amount"));
            case CREDIT ->
                madeSince("refunds", now.refunds().stream().map(made -> new Made(made.id(), made.reference())))
                        || hasMoved(now.credited() - integer(basis, "refunded_amount"));
            case ANNUL -> now.status() == PaymentStatus.ANNULLED;
            case UPDATE ->
                now.standsAt(integer(body(), "order_amount"), KlarnaLine.readAll(body().path("order_lines")));
            // had somebody captured the rest instead, the amount that the command was checked against would be another
            case RELEASE -> now.remaining() == 0 && now.activated() == integer(basis, "captured_amount");
        };
    }

    private record Made(@Nullable String id, @Nullable String reference) {}

    /** Whether something with this attempt's reference is there that was not there before. */
    private boolean madeSince(String list, Stream<Made> made) {
        String reference = KlarnaJson.text(body(), "reference");
        if (reference == null) {
            throw new IllegalStateException("Attempt " + attempt.id() + " has no reference");
        }
        Set<String> before = new HashSet<>();
        basis.path(list).forEach(id -> before.add(id.asText()));
        return made.anyMatch(
                one -> one.id() != null && reference.equals(one.reference()) && !before.contains(one.id()));
    }

    /** By the order's own totals: those of its captures lag behind. */
    private boolean hasMoved(long difference) {
        if (attempt.amount() <= 0) {
            throw new IllegalStateException("Attempt " + attempt.id() + " moves nothing");
        }
        return difference >= attempt.amount();
    }

    private JsonNode body() {
        return KlarnaJson.object(attempt.body());
    }

    private long integer(JsonNode node, String field) {
        Long value = KlarnaJson.integer(node, field);
        if (value == null) {
            throw new IllegalStateException("Attempt " + attempt.id() + " lacks " + field);
        }
        return value;
    }
}
