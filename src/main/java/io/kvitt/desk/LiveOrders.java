package io.kvitt.desk;

import io.kvitt.ledger.CommandQueries;
import io.kvitt.ledger.CommandRecord;
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
    private final CommandViews views;
    private final Admission admission;

    LiveOrders(Orders orders, CommandQueries commands, CommandViews views, Admission admission) {
        this.orders = orders;
        this.commands = commands;
        this.views = views;
        this.admission = admission;
    }

    /** @param commands newest first; at most a hundred, as of the changes in the order */
    public record LiveOrder(String orderNumber, Order order, List<CommandView> commands) {}

    /**
     * The payment as it is at its provider now, and each action with why it is not possible.
     *
     * @throws NotDone when nothing is known of it that the caller may see
     */
    public LiveOrder find(Caller caller, String orderNumber) {
        admission.require(caller, Permission.PAYMENTS_READ, "orders.find");
        Order order = orders.find(orderNumber, caller.accounts());
        List<CommandView> all = commands.list(caller.accounts(), orderNumber, null, null, null, MOST_COMMANDS).stream()
                .map(views::of)
                .toList();
        if (order.reference() == null && order.changes().isEmpty() && all.isEmpty()) {
            throw new NotDone(Reason.ORDER_NOT_FOUND, "orderNumber: not known here");
        }
        return new LiveOrder(orderNumber, order, all);
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
        List<CommandRecord> commanded =
                commands.list(caller.accounts(), orderNumber, null, null, from.command(), PAGE + 1);
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
