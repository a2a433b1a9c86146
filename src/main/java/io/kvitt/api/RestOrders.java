package io.kvitt.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.command.AccountScope;
import io.kvitt.command.OrderReference;
import io.kvitt.ledger.CommandQueries;
import io.kvitt.orderstatus.Orders;
import io.kvitt.orderstatus.Orders.Order;
import io.kvitt.orderstatus.Orders.Past;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.PaymentReading;
import io.kvitt.views.CommandView;
import io.kvitt.views.CommandViews;
import io.kvitt.views.Problem;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code GET /api/v1/orders/{orderNumber}}. */
@Component("restOrders")
public class RestOrders {

    private static final int MOST_COMMANDS = 100;

    private final Orders orders;
    private final CommandQueries commands;
    private final CommandViews views;

    RestOrders(Orders orders, CommandQueries commands, CommandViews views) {
        this.orders = orders;
        this.commands = commands;
        this.views = views;
    }

    public void get(Exchange exchange) {
        String orderNumber = String.valueOf(Requests.value(exchange.getMessage(), "orderNumber"));
        AccountScope scope = Requests.scope(exchange.getMessage());
        Order order = orders.find(orderNumber, scope);
        List<CommandView> all = commands.list(scope, orderNumber, null, null, null, MOST_COMMANDS).stream()
                .map(views::of)
                .toList();
        if (order.reference() == null && order.changes().isEmpty() && all.isEmpty()) {
            Replies.problem(
                    exchange,
                    Problem.of(
                            404,
                            "order-not-found",
                            "Ordern är inte känd här.",
                            "The order is not known here.",
                            "orderNumber: not known here"));
            return;
        }
        Replies.json(exchange, 200, View.of(orderNumber, order, all));
    }

    /**
     * @param unread why the payment could not be read
     * @param commands newest first, as the changes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String orderNumber,
            @Nullable OrderReference reference,
            @Nullable Payment payment,
            CommandView.@Nullable Message unread,
            List<String> possible,
            List<CommandView> commands,
            List<Change> statusChanges) {

        /** Amounts are minor units. */
        record Payment(String status, String currency, long total, long remaining, long activated, long credited) {}

        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Change(
                String changeId,
                String status,
                String occurredAt,
                String code,
                @Nullable String group,
                @Nullable String commandId,
                long settingsVersion) {

            static Change of(Past past) {
                return new Change(
                        past.verdict().changeId(),
                        past.change().status(),
                        String.valueOf(past.change().occurredAt()),
                        past.verdict().code().wireName(),
                        past.verdict().group() == null
                                ? null
                                : past.verdict().group().wireName(),
                        past.verdict().commandId(),
                        past.verdict().settingsVersion());
            }
        }

        static View of(String orderNumber, Order order, List<CommandView> commands) {
            PaymentReading payment = order.payment();
            Code unread = order.unread();
            return new View(
                    orderNumber,
                    order.reference(),
                    payment == null
                            ? null
                            : new Payment(
                                    payment.status().name(),
                                    payment.currency(),
                                    payment.total(),
                                    payment.remaining(),
                                    payment.activated(),
                                    payment.credited()),
                    unread == null ? null : new CommandView.Message(unread.swedish(), unread.english()),
                    order.possible().stream().map(Action::wireName).toList(),
                    commands,
                    order.changes().stream().map(Change::of).toList());
        }
    }
}
