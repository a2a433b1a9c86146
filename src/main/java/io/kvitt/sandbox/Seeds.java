package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.SimulatedProvider;
import java.util.List;
import java.util.Objects;

/** The orders of a first run, as the application's own table of references names them. */
final class Seeds {

    private Seeds() {}

    /**
     * Which account and provider order an order number stands for.
     *
     * @param account as configured when no account is
     */
    record OrderReference(String orderNumber, String account, String providerOrderId, String currency) {}

    static List<OrderReference> orderReferences(List<SimulatedProvider> providers) {
        return providers.stream()
                .flatMap(provider -> provider.seeds().stream().map(order -> reference(provider, order)))
                .toList();
    }

    private static OrderReference reference(SimulatedProvider provider, NewOrder order) {
        return new OrderReference(
                Objects.requireNonNull(order.orderNumber()),
                SandboxEnvironment.account(provider),
                Objects.requireNonNull(order.id()),
                order.currencyOrDefault());
    }
}
