package io.kvitt.provider.svea;

import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.NotOffered;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.ReadFailed;
import io.kvitt.provider.Requests;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The one write that brings an effect about, built from the reading that was decided on.
 *
 * <p>Svea knows no idempotency keys. What it does know is used instead: totals that are cumulative and rows that are
 * named, so that the same request sent twice is refused the second time.
 */
@Component
class SveaRequests implements Requests<SveaOrder> {

    private static final Pattern ORDER_ID = Pattern.compile("[1-9][0-9]{0,18}");

    /** @throws ReadFailed when the id cannot be one of Svea's, which are positive 64-bit numbers */
    public String readPath(String providerOrderId) {
        return "/api/v1/orders/" + orderId(providerOrderId);
    }

    /**
     * Delivers everything that remains. Where rows can be delivered on their own they are named: a row that somebody
     * adds or delivers meanwhile then makes Svea refuse, instead of moving another amount than was committed. The
     * payment types without such rows can only be delivered whole, which an empty list means.
     */
    @Override
    public ProviderRequest activate(Assignment assignment, SveaOrder order) {
        require(order, Effect.ACTIVATE);
        List<SveaRow> rows = order.undelivered();
        boolean byRow = order.canDeliverPartially()
                && rows.stream().allMatch(row -> row.actions().contains("CanDeliverRow"));
        List<Long> ids = byRow ? rows.stream().map(SveaRow::orderRowId).toList() : List.of();
        return new ProviderRequest(
                Effect.ACTIVATE,
                "deliver",
                order.remaining(),
                order.currency(),
                "POST",
                path(assignment, order) + "/deliveries",
                Map.of("OrderRowIds", ids),
                null);
    }

    @Override
    public ProviderRequest annul(Assignment assignment, SveaOrder order) {
        require(order, Effect.ANNUL);
        return cancelOrder(Effect.ANNUL, assignment, order);
    }

    /** Gives back what a partly delivered order still has reserved. */
    @Override
    public ProviderRequest release(Assignment assignment, SveaOrder order) {
        require(order, Effect.RELEASE);
        if (order.canCancelOrder()) {
            return cancelOrder(Effect.RELEASE, assignment, order);
        }
        long cumulative = order.cancelledAmount() + order.remaining();
        return cancelAmount(Effect.RELEASE, order.remaining(), cumulative, assignment, order);
    }

    /** The next of the writes that pay everything back; a payment with several deliveries needs several. */
    @Override
    public ProviderRequest credit(Assignment assignment, SveaOrder order) {
        require(order, Effect.CREDIT);
        SveaCredit.Step step = SveaCredit.next(order).orElseThrow(() -> new NotOffered(Code.NOT_OFFERED));
        return new ProviderRequest(
                Effect.CREDIT,
                step.operation(),
                step.amount(),
                order.currency(),
                step.method(),
                path(assignment, order) + step.path(),
                step.body(),
                null);
    }

    @Override
    public ProviderRequest update(Assignment assignment, SveaOrder order) {
        require(order, Effect.UPDATE);
        Long amount = assignment.command().amount();
        if (amount == null) {
            throw new NotOffered(Code.MISSING_FIELD);
        }
        return order.canReplaceRows() ? replaceRows(amount, assignment, order) : lower(amount, assignment, order);
    }

    private static ProviderRequest replaceRows(long amount, Assignment assignment, SveaOrder order) {
        List<OrderLine> lines = assignment.command().lines();
        if (lines.isEmpty()) {
            throw new NotOffered(Code.LINES_REQUIRED);
        }
        return new ProviderRequest(
                Effect.UPDATE,
                "replace-rows",
                amount,
                order.currency(),
                "PUT",
                path(assignment, order) + "/rows/replaceOrderRows",
                Map.of("OrderRows", SveaRows.of(lines)),
                null);
    }

    /** A card's amount can only go down, and its rows stay as they were. */
    private static ProviderRequest lower(long amount, Assignment assignment, SveaOrder order) {
        if (amount > order.total()) {
            throw new NotOffered(Code.INCREASE_NOT_ALLOWED);
        }
        if (amount <= 0 || amount == order.total()) {
            throw new NotOffered(Code.NOT_OFFERED);
        }
        return cancelAmount(Effect.UPDATE, amount, order.orderAmount() - amount, assignment, order);
    }

    private static ProviderRequest cancelOrder(Effect effect, Assignment assignment, SveaOrder order) {
        return new ProviderRequest(
                effect,
                "cancel-order",
                order.remaining(),
                order.currency(),
                "PATCH",
                path(assignment, order),
                Map.of("IsCancelled", true),
                null);
    }

    /** @param cumulative all that is cancelled once this is done, not what is cancelled now */
    private static ProviderRequest cancelAmount(
            Effect effect, long amount, long cumulative, Assignment assignment, SveaOrder order) {
        return new ProviderRequest(
                effect,
                "cancel-amount",
                amount,
                order.currency(),
                "PATCH",
                path(assignment, order),
                Map.of("CancelledAmount", cumulative),
                null);
    }

    private static void require(SveaOrder order, Effect effect) {
        if (!order.allowed().contains(effect)) {
            throw new NotOffered(Code.NOT_OFFERED);
        }
    }

    private static String path(Assignment assignment, SveaOrder order) {
        if (orderId(assignment.providerOrderId()) != order.id()) {
            throw new ReadFailed(Code.READING_CONTRADICTS, "Svea answered with another order", null);
        }
        return "/api/v1/orders/" + order.id();
    }

    private static long orderId(String providerOrderId) {
        try {
            if (ORDER_ID.matcher(providerOrderId).matches()) {
                return Long.parseLong(providerOrderId);
            }
        } catch (NumberFormatException e) {
            // nineteen digits, and too large
        }
        throw new ReadFailed(Code.PAYMENT_NOT_FOUND, "Svea's order ids are positive whole numbers", null);
    }
}
