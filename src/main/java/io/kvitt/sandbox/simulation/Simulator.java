package io.kvitt.sandbox.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One simulated provider. */
public interface Simulator {

    Target target(Call call);

    /** Lets a call in: authentication and reservation of the idempotency key happen here, the effect later. */
    Exchange open(Call call);

    /** @throws IllegalArgumentException when the order makes no sense at this provider */
    OrderSummary create(NewOrder order);

    /** Creates many orders that differ in id and order number only. */
    void createMany(BulkOrder bulk);

    List<OrderSummary> orders(int limit);

    int size();

    /**
     * An edit by a human in the provider's portal.
     *
     * @throws IllegalArgumentException when the order or operation is unknown, or the provider would refuse
     */
    OrderSummary portal(String orderId, PortalEdit edit);

    void reset();

    /**
     * @param operation in the provider's words
     * @param amount minor units; without it everything that is left
     */
    record PortalEdit(String operation, @Nullable Long amount) {}
}
