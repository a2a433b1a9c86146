package io.kvitt.desk;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Replaced;
import io.kvitt.ledger.CommandQueries;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.ledger.ReferenceTable;
import io.kvitt.orderstatus.Orders;
import io.kvitt.orderstatus.Orders.Happened;
import io.kvitt.orderstatus.Orders.Order;
import io.kvitt.orderstatus.Orders.Past;
import io.kvitt.security.Caller;
import io.kvitt.security.Permission;
import io.kvitt.views.CommandView;
import io.kvitt.views.CommandViews;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Orders as they stand, and what has happened to them. */
@Component
public class LiveOrders {

    private static final int MOST_COMMANDS = 100;
    private static final int PAGE = 50;

    private final Orders orders;
    private final CommandQueries commands;
    private final ReferenceTable references;
    private final CommandViews views;
    private final Admission admission;

    LiveOrders(
            Orders orders,
            CommandQueries commands,
            ReferenceTable references,
            CommandViews views,
            Admission admission) {
        this.orders = orders;
        this.commands = commands;
        this.references = references;
        this.views = views;
        this.admission = admission;
    }

    /**
     * @param commands newest first, with those of other numbers of the payment; at most a hundred, as of the changes in the order
     * @param otherNumbers that lead to the same payment
     * @param replaced what the order number has led to before, the last first
     */
    public record LiveOrder(
            String orderNumber,
            Order order,
            List<CommandView> commands,
            List<String> otherNumbers,
            List<Replaced> replaced) {}

    /**
     * The payment as it is at its provider now, and each action with why it is not possible.
     *
     * @param account null where the order number tells it
     * @throws NotDone when nothing is known of it that the caller may see
     * @throws CommandRejected when several of the caller's accounts have the order number and none is named
     */
    public LiveOrder find(Caller caller, String orderNumber, @Nullable String account) {
        admission.require(caller, Permission.PAYMENTS_READ, "orders.find");
        Order order = orders.find(orderNumber, account, caller.accounts());
        OrderReference reference = order.reference();
        List<String> others = reference == null ? List.of() : references.alsoCalled(reference);
        List<CommandView> all = commands
                .ofOrder(
                        caller.accounts(),
                        orderNumber,
                        account == null
                                        && reference != null
                                        && references.find(orderNumber).all().size() > 1
                                ? reference.account()
                                : account,
                        reference,
                        others,
                        Long.MAX_VALUE,
                        MOST_COMMANDS)
                .stream()
                .map(views::of)
                .toList();
        if (reference == null && order.changes().isEmpty() && all.isEmpty()) {
            if (!references.find(orderNumber).all().isEmpty()) {
                admission.denied(caller, "orders.find");
            }
            throw new NotDone(Reason.ORDER_NOT_FOUND, "orderNumber: not known here");
        }
        return new LiveOrder(
                orderNumber, order, all, others, reference == null ? List.of() : references.replaced(reference));
    }

    /** One thing that happened to an order. */
    public sealed interface Event {

        Instant at();

        /** A command was accepted. */
        record Commanded(Instant at, CommandView command) implements Event {}

        /** A change of its status came in. */
        record Changed(Instant at, Past change) implements Event {}
    }

    /** The rows before which a page begins. */
    public record Place(long command, long change) {

        static final Place NEWEST = new Place(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** @param next null when it is the last page */
    public record Timeline(List<Event> events, @Nullable Place next) {}

    /**
     * What happened to an order, newest first; empty when nothing is known that the caller may see. No provider is asked.
     *
     * @param before as the page before says where the next begins; null for the first
     */
    public Timeline timeline(Caller caller, String orderNumber, @Nullable Place before) {
        admission.require(caller, Permission.PAYMENTS_READ, "orders.timeline");
        Place from = before == null ? Place.NEWEST : before;
        OrderReference reference = references.find(orderNumber).meant(null, null, caller.accounts());
        boolean seen = reference != null && caller.accounts().allows(reference.account());
        List<CommandRecord> commanded = commands.ofOrder(
                caller.accounts(),
                orderNumber,
                null,
                seen ? reference : null,
                seen ? references.alsoCalled(reference) : List.of(),
                from.command(),
                PAGE + 1);
        List<Happened> changed = orders.past(orderNumber, caller.accounts(), from.change(), PAGE + 1);
        List<Event> events = new ArrayList<>();
        int c = 0;
        int h = 0;
        while (events.size() < PAGE && (c < commanded.size() || h < changed.size())) {
            boolean command = h == changed.size()
                    || c < commanded.size()
                            && !commanded
                                    .get(c)
                                    .acceptedAt()
                                    .isBefore(changed.get(h).receivedAt());
            if (command) {
                CommandRecord record = commanded.get(c++);
                events.add(new Event.Commanded(record.acceptedAt(), views.of(record)));
            } else {
                Happened happened = changed.get(h++);
                events.add(new Event.Changed(happened.receivedAt(), happened.past()));
            }
        }
        boolean more = c < commanded.size() || h < changed.size();
        return new Timeline(
                events,
                more
                        ? new Place(
                                c == 0 ? from.command() : commanded.get(c - 1).id(),
                                h == 0 ? from.change() : changed.get(h - 1).row())
                        : null);
    }
}
