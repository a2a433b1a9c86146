package io.kvitt.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Replaced;
import io.kvitt.desk.LiveOrders;
import io.kvitt.desk.LiveOrders.LiveOrder;
import io.kvitt.orderstatus.Orders.Option;
import io.kvitt.orderstatus.Orders.Order;
import io.kvitt.orderstatus.Orders.Past;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.PaymentReading;
import io.kvitt.views.CommandView;
import io.kvitt.words.Sentence;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code GET /api/v1/orders/{orderNumber}}. */
@Component("restOrders")
public class RestOrders {

    private final LiveOrders desk;

    RestOrders(LiveOrders desk) {
        this.desk = desk;
    }

    public void get(Exchange exchange) {
        Message request = exchange.getMessage();
        LiveOrder found = desk.find(
                Requests.caller(request), Requests.orderNumberInPath(request), Requests.value(request, "account"));
        Replies.json(exchange, 200, View.of(found));
    }

    /**
     * @param unread why the payment could not be read
     * @param otherNumbers that lead to the same payment; absent when there is none
     * @param replaced what the order number has led to before, the last first; absent when nothing
     * @param actions each action, and why it is not possible; empty when the payment could not be read
     * @param commands newest first, as the changes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String orderNumber,
            @Nullable OrderReference reference,
            @Nullable List<String> otherNumbers,
            @Nullable List<Before> replaced,
            @Nullable Payment payment,
            @Nullable Sentence unread,
            List<String> possible,
            List<Choice> actions,
            List<CommandView> commands,
            List<Change> statusChanges) {

        /** @param by who had the number lead elsewhere */
        record Before(String account, String providerOrderId, String currency, String at, String by) {

            static Before of(Replaced replaced) {
                return new Before(
                        replaced.reference().account(),
                        replaced.reference().providerOrderId(),
                        replaced.reference().currency(),
                        replaced.at().toString(),
                        replaced.by());
            }
        }

        /** Amounts are minor units. */
        record Payment(String status, String currency, long total, long remaining, long activated, long credited) {}

        /** @param code why it would change nothing now */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Choice(
                String action,
                boolean possible,
                @Nullable String code,
                @Nullable Sentence message) {

            static Choice of(Option option) {
                Code reason = option.reason();
                return new Choice(
                        option.action().wireName(),
                        reason == null,
                        reason == null ? null : reason.wireName(),
                        reason == null ? null : reason.sentence());
            }
        }

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

        static View of(LiveOrder found) {
            Order order = found.order();
            PaymentReading payment = order.payment();
            Code unread = order.unread();
            return new View(
                    found.orderNumber(),
                    order.reference(),
                    found.otherNumbers().isEmpty() ? null : found.otherNumbers(),
                    found.replaced().isEmpty()
                            ? null
                            : found.replaced().stream().map(Before::of).toList(),
                    payment == null
                            ? null
                            : new Payment(
                                    payment.status().name(),
                                    payment.currency(),
                                    payment.total(),
                                    payment.remaining(),
                                    payment.activated(),
                                    payment.credited()),
                    unread == null ? null : unread.sentence(),
                    order.possible().stream().map(Action::wireName).toList(),
                    order.options().stream().map(Choice::of).toList(),
                    found.commands(),
                    order.changes().stream().map(Change::of).toList());
        }
    }
}
