package io.kvitt.command;

/**
 * Where an order's payment is.
 *
 * @param currency ISO 4217
 */
public record OrderReference(String orderNumber, String account, String providerOrderId, String currency) {

    public OrderReference {
        orderNumber = OrderNumber.trimmed(orderNumber);
    }

    /** Whether the command names no other account or payment than this. */
    public boolean fits(PaymentCommand command) {
        return (command.account() == null || command.account().equals(account))
                && (command.providerOrderId() == null
                        || command.providerOrderId().equals(providerOrderId));
    }
}
