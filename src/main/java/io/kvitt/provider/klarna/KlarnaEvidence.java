package io.kvitt.provider.klarna;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.klarna.KlarnaOrder.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an order shows that a write, whose answer was lost, took effect. */
final class KlarnaEvidence {

    private final Attempt attempt;
    private final JsonNode before;
    private final JsonNode sent;
    private final KlarnaOrder now;

    KlarnaEvidence(Attempt attempt, KlarnaOrder now) {
        this.attempt = attempt;
        this.before = json(attempt.basis());
        this.sent = json(attempt.body());
        this.now = now;
    }

    private static JsonNode json(@Nullable String stored) {
        try {
            return KlarnaJson.MAPPER.readTree(stored == null ? "{}" : stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored attempt cannot be read", e);
        }
    }

    boolean isThere() {
        return switch (attempt.operation()) {
            case "capture" -> hasOurs(now.captures()) || now.activated() >= was("captured") + attempt.amount();
            case "refund" -> hasOurs(now.refunds()) || now.credited() >= was("refunded") + attempt.amount();
            case "cancel" -> now.status() == PaymentStatus.ANNULLED;
            case "release-remaining" -> now.remaining() == 0 && now.activated() == was("captured");
            case "update-authorization" ->
                now.total() == attempt.amount()
                        && KlarnaLine.parse(sent.path("order_lines")).equals(now.lines());
            default -> throw new IllegalStateException("not an operation of Klarna's: " + attempt.operation());
        };
    }

    /** The reference is the command's id, so this one is certainly ours. */
    private boolean hasOurs(List<Entry> entries) {
        String reference = sent.path("reference").asText("");
        return entries.stream()
                .anyMatch(entry -> entry.reference().equals(reference) && entry.amount() == attempt.amount());
    }

    private long was(String name) {
        JsonNode value = before.path(name);
        if (!value.isIntegralNumber()) {
            throw new IllegalStateException("the basis of attempt " + attempt.id() + " lacks " + name);
        }
        return value.longValue();
    }
}
