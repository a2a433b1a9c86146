package io.kvitt.command;

import io.kvitt.payment.Action;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.payment.OrderLine;
import io.kvitt.payment.Wish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's wish to change one order's payment, whichever way it came in.
 *
 * @param commandId unique over all channels and accounts; the same id never takes effect twice
 * @param orderNumber the merchant's order number; required unless account and providerOrderId are given
 * @param account the configured account; null lets the order reference decide
 * @param providerOrderId the provider's own id of the order
 * @param amount minor units, greater than zero: a guard for activate, annul and credit, the new total for update
 * @param currency ISO 4217; required with an amount
 * @param lines the full new set of lines, for update only
 * @param reason the merchant's own words, kept in the ledger and never sent to the provider
 * @param requestedBy who or what asked
 * @param byStatus how far an order status may credit, for a command that one led to; null for one that was asked for
 *     by itself
 */
public record PaymentCommand(
        String commandId,
        Action action,
        @Nullable String orderNumber,
        @Nullable String account,
        @Nullable String providerOrderId,
        @Nullable Long amount,
        @Nullable String currency,
        List<OrderLine> lines,
        @Nullable String reason,
        @Nullable String requestedBy,
        @Nullable CreditByStatus byStatus) {

    public PaymentCommand {
        orderNumber = orderNumber == null ? null : OrderNumber.trimmed(orderNumber);
        lines = List.copyOf(lines);
    }

    /** A command that was asked for by itself. */
    public PaymentCommand(
            String commandId,
            Action action,
            @Nullable String orderNumber,
            @Nullable String account,
            @Nullable String providerOrderId,
            @Nullable Long amount,
            @Nullable String currency,
            List<OrderLine> lines,
            @Nullable String reason,
            @Nullable String requestedBy) {
        this(
                commandId,
                action,
                orderNumber,
                account,
                providerOrderId,
                amount,
                currency,
                lines,
                reason,
                requestedBy,
                null);
    }

    /** Whether it says itself which payment it means; otherwise its order's reference has to. */
    public boolean namesPayment() {
        return account != null && providerOrderId != null;
    }

    /** Whether somebody asked for it without saying how much; of an order status nobody expects an amount. */
    public boolean namesNoAmount() {
        return amount == null && byStatus == null;
    }

    /**
     * @param knownTotal what Kvitt itself knows the payment to be worth; null when it knows nothing
     * @param begun whether this command has changed the payment already
     */
    public Wish wish(@Nullable Long knownTotal, boolean begun) {
        return new Wish(action, amount, currency, lines, byStatus, knownTotal, begun);
    }

    /** SHA-256 of everything but the id and who asked, in hex: tells a replay from another command under the same id. */
    public String digest() {
        StringBuilder text = new StringBuilder();
        for (Object part :
                new Object[] {action, orderNumber, account, providerOrderId, amount, currency, reason, lines.size()}) {
            text.append(part).append('\u001f');
        }
        for (OrderLine line : lines) {
            for (Object part : new Object[] {
                line.reference(),
                line.name(),
                line.quantity().stripTrailingZeros().toPlainString(),
                line.unitPrice(),
                line.taxRate(),
                line.totalAmount()
            }) {
                text.append(part).append('\u001f');
            }
        }
        if (byStatus != null) {
            text.append("by status");
        }
        return Sha256.hex(text.toString());
    }
}
