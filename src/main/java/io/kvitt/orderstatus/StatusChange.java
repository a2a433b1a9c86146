package io.kvitt.orderstatus;

import io.kvitt.command.OrderNumber;
import io.kvitt.command.Sha256;
import io.kvitt.payment.OrderLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order has got a new status in the merchant's system.
 *
 * @param changeId the sender's id of this change, unique over everything that is sent to this Kvitt; null lets order
 *     number, status and time be it
 * @param status the merchant's own name or number of it
 * @param previousStatus what the order had before, as far as the sender knows; only recorded
 * @param occurredAt when it happened; null: when it arrived
 * @param account the configured account; null lets the order reference decide
 * @param providerOrderId the provider's own id of the order
 * @param paymentType the merchant's own name of how the order is paid
 * @param amount minor units: the new total where the status means an update, else a guard
 * @param lines the full new set of lines; used where the status means an update
 * @param requestedBy who or what changed it
 */
public record StatusChange(
        @Nullable String changeId,
        String orderNumber,
        String status,
        @Nullable String previousStatus,
        @Nullable Instant occurredAt,
        @Nullable String account,
        @Nullable String providerOrderId,
        @Nullable String paymentType,
        @Nullable Long amount,
        @Nullable String currency,
        List<OrderLine> lines,
        @Nullable String requestedBy) {

    public StatusChange {
        orderNumber = OrderNumber.trimmed(orderNumber);
        // As exact as the database, so that what was stored is not later than what was said.
        occurredAt = occurredAt == null ? null : occurredAt.truncatedTo(ChronoUnit.MICROS);
        lines = List.copyOf(lines);
    }

    /** The sender's id, or one that is the same for the same order, status and time. */
    String id() {
        return changeId != null
                ? changeId
                : "at-" + hash(orderNumber, StatusName.key(status), occurredAt).substring(0, 40);
    }

    /** Of everything but the id and who changed it: tells a replay from another change under the same id. */
    String digest() {
        return hash(
                orderNumber,
                StatusName.key(status),
                previousStatus,
                occurredAt,
                account,
                providerOrderId,
                paymentType,
                content());
    }

    /** Of amount and lines: an update with other ones is another update. */
    String content() {
        StringBuilder text = new StringBuilder().append(amount).append(currency);
        for (OrderLine line : lines) {
            text.append('\u001e')
                    .append(hash(
                            line.reference(),
                            line.name(),
                            line.quantity().stripTrailingZeros().toPlainString(),
                            line.unitPrice(),
                            line.taxRate(),
                            line.totalAmount()));
        }
        return hash(text);
    }

    private static String hash(@Nullable Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part).append('\u001f');
        }
        return Sha256.hex(text.toString());
    }
}
