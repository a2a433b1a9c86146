package io.kvitt.orderstatus;

import io.kvitt.command.AccountScope;
import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.ledger.ReferenceTable;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.DryPass.Seen;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.DecisionTable;
import io.kvitt.payment.PaymentReading;
import io.kvitt.payment.Wish;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An order as it stands: its payment at the provider, what may be done about it, and what its statuses have led to. */
@Component
public class Orders {

    private static final int MOST_CHANGES = 100;

    private final ReferenceTable references;
    private final ChangeHistory changes;
    private final LivePayments payments;

    Orders(ReferenceTable references, ChangeHistory changes, LivePayments payments) {
        this.references = references;
        this.changes = changes;
        this.payments = payments;
    }

    /**
     * @param reference null: not known
     * @param payment null: not known, or it could not be read
     * @param unread why it could not be read
     * @param options every action, with why it is not possible; none when the payment is not known
     * @param changes newest first
     */
    public record Order(
            @Nullable OrderReference reference,
            @Nullable PaymentReading payment,
            @Nullable Code unread,
            List<Option> options,
            List<Past> changes) {

        /** What could be done now. */
        public List<Action> possible() {
            return options.stream()
                    .filter(option -> option.reason() == null)
                    .map(Option::action)
                    .toList();
        }
    }

    /**
     * An action, apart from amounts that a command may give.
     *
     * @param reason why it would change nothing now; null when it is possible
     */
    public record Option(Action action, @Nullable Code reason) {}

    /**
     * A change in the order in which it came in.
     *
     * @param row the ledger's
     */
    public record Happened(long row, Instant receivedAt, Past past) {}

    /** One change of status and what became of it. */
    public record Past(StatusChange change, Recorded verdict) {}

    /** @param scope whoever may not see the order's account, or all of them while it is not known, sees no order */
    public Order find(String orderNumber, AccountScope scope) {
        OrderReference reference = references.find(List.of(orderNumber)).get(orderNumber);
        if (!scope.allows(reference == null ? null : reference.account())) {
            return new Order(null, null, null, List.of(), List.of());
        }
        List<Past> past = changes.of(orderNumber, MOST_CHANGES).stream()
                .map(told -> new Past(told.change(), told.verdict()))
                .toList();
        if (reference == null) {
            return new Order(null, null, null, List.of(), past);
        }
        Seen seen = payments.look(question(orderNumber), reference);
        PaymentReading payment = seen.reading();
        return payment == null
                ? new Order(reference, null, seen.code(), List.of(), past)
                : new Order(reference, payment, null, options(payment), past);
    }

    /** The order's changes, the last that came in first; none for whoever may not see them. */
    public List<Happened> past(String orderNumber, AccountScope scope, long beforeRow, int most) {
        OrderReference reference = references.find(List.of(orderNumber)).get(orderNumber);
        return scope.allows(reference == null ? null : reference.account())
                ? changes.received(orderNumber, beforeRow, most)
                : List.of();
    }

    private static List<Option> options(PaymentReading payment) {
        return Arrays.stream(Action.values())
                .map(action -> new Option(
                        action,
                        DecisionTable.decide(payment, new Wish(action, null, null, List.of(), false))
                                .code()))
                .toList();
    }

    /** A command that is never sent: only the reading that it leads to is wanted. */
    private static PaymentCommand question(String orderNumber) {
        return new PaymentCommand(
                "question", Action.REVERSE, orderNumber, null, null, null, null, List.of(), null, null);
    }
}
