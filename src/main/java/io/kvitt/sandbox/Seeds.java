package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.BulkOrder;
import io.kvitt.sandbox.simulation.NewOrder;
import java.util.ArrayList;
import java.util.List;

/** The orders of a first run. Their numbers and ids never change, so that a guide can name them. */
public final class Seeds {

    /** How many plain orders there are per provider for the file demonstration. */
    private static final int PLAIN = 20;

    private static final NewOrder.Line COFFEE = new NewOrder.Line("KAFFE-500", "Kaffe 500 g", 2, 39_900, 1200);
    private static final NewOrder.Line BREWER = new NewOrder.Line("BRYGG-1", "Kaffebryggare", 1, 45_150, 2500);

    private Seeds() {}

    /**
     * Which account and provider order an order number stands for.
     *
     * @param account as configured when no account is
     */
    public record OrderReference(String orderNumber, String account, String providerOrderId, String currency) {}

    public static List<OrderReference> orderReferences() {
        List<OrderReference> references = new ArrayList<>();
        for (NewOrder order : chosen()) {
            references.add(reference(order.provider(), Long.parseLong(String.valueOf(order.orderNumber()))));
        }
        for (BulkOrder bulk : plain()) {
            for (int i = 0; i < bulk.count(); i++) {
                references.add(reference(bulk.template().provider(), bulk.firstNumber() + i));
            }
        }
        return List.copyOf(references);
    }

    /** One order per provider and state that is worth trying. */
    static List<NewOrder> chosen() {
        return List.of(
                order(100001, "klarna", "authorized"),
                order(100002, "klarna", "part-captured").activated(79_800, 1),
                order(100003, "klarna", "captured"),
                order(100004, "klarna", "cancelled"),
                order(100005, "klarna", "pending"),
                order(100006, "klarna", "expired"),
                order(100007, "kustom", "authorized"),
                order(100008, "svea", "authorized").paidBy("Invoice"),
                order(100009, "svea", "authorized").paidBy("Card"),
                order(100010, "svea", "delivered").paidBy("Card"),
                order(100011, "svea", "settled").paidBy("Card"),
                order(100012, "svea", "settled").paidBy("Swish"),
                order(100013, "svea", "authorized").paidBy("PaymentPlan"),
                inTwoDeliveries(order(100014, "svea", "delivered").paidBy("Invoice")));
    }

    static List<BulkOrder> plain() {
        return List.of(
                new BulkOrder(PLAIN, 200_001, null, null, order(0, "klarna", "authorized")),
                new BulkOrder(PLAIN, 200_021, null, sveaId(200_021), order(0, "svea", "authorized")));
    }

    static void plant(Sandbox sandbox) {
        chosen().forEach(sandbox::create);
        plain().forEach(sandbox::createMany);
    }

    private static NewOrder order(long number, String provider, String state) {
        return new NewOrder(
                provider,
                providerOrderId(provider, number),
                Long.toString(number),
                null,
                null,
                "SEK",
                List.of(COFFEE, BREWER),
                state,
                null,
                null);
    }

    private static NewOrder inTwoDeliveries(NewOrder order) {
        return new NewOrder(
                order.provider(),
                order.id(),
                order.orderNumber(),
                order.paymentType(),
                null,
                order.currency(),
                order.lines(),
                order.state(),
                null,
                2);
    }

    private static OrderReference reference(String provider, long number) {
        return new OrderReference(
                Long.toString(number), "sandbox-" + provider, providerOrderId(provider, number), "SEK");
    }

    private static String providerOrderId(String provider, long number) {
        return provider.equals("svea")
                ? Long.toString(sveaId(number))
                : String.format("00000000-0000-4000-8000-%012d", number);
    }

    private static long sveaId(long number) {
        return 9_000_000 + number;
    }
}
