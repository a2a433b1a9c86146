package io.kvitt.orderstatus;

import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Referred;
import io.kvitt.command.Violation;
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

    /**
     * @param account null where the order number tells it
     * @param scope whoever may not see the order's account, or all of them while it is not known, sees no order
     * @throws CommandRejected when several accounts have the order number and none is named
     */
    public Order find(String orderNumber, @Nullable String account, AccountScope scope) {
        Referred referred = references.find(orderNumber);
        List<String> ambiguous = referred.ambiguous(account, null, scope);
        if (!ambiguous.isEmpty()) {
            throw new CommandRejected(Violation.ambiguous(ambiguous));
        }
        OrderReference reference = referred.meant(account, null, scope);
        if (!scope.allows(reference == null ? null : reference.account())
                || account != null && reference != null && !reference.account().equals(account)) {
            return new Order(null, null, null, List.of(), List.of());
        }
        String only = referred.all().size() > 1 && reference != null ? reference.account() : null;
        List<Past> past = changes.of(orderNumber, only, MOST_CHANGES).stream()
                .map(told -> new Past(told.change(), told.verdict()))
                .toList();
        if (reference == null) {
            return new Order(null, null, null, List.of(), past);
        }
        Seen seen = payments.look(question(orderNumber), reference);
        PaymentReading payment = seen.reading();
        return payment == null
                ? new Order(reference, null, seen.code(), List.of(), past)
                : new Order(reference, payment, null, options(reference, payment), past);
    }

    /** The order's changes, the last that came in first; none for whoever may not see them. */
    public List<Happened> past(String orderNumber, AccountScope scope, long beforeRow, int most) {
        List<OrderReference> all = references.find(orderNumber).all();
        boolean visible = all.isEmpty()
                ? scope.isAll()
                : all.stream().map(OrderReference::account).anyMatch(scope::allows);
        return visible
                ? changes.received(orderNumber, all.size() > 1 ? scope : AccountScope.ALL, beforeRow, most)
                : List.of();
    }

    private static List<Option> options(OrderReference reference, PaymentReading payment) {
        boolean mistaken = LivePayments.isMistaken(reference, payment);
        return Arrays.stream(Action.values())
                .map(action -> new Option(
                        action,
                        mistaken
                                ? Code.REFERENCE_CURRENCY
                                : DecisionTable.decide(payment, new Wish(action, null, null, List.of(), false))
                                        .code()))
                .toList();
    }

    /** A command that is never sent: only the reading that it leads to is wanted. */
    private static PaymentCommand question(String orderNumber) {
        return new PaymentCommand(
                "question", Action.REVERSE, orderNumber, null, null, null, null, List.of(), null, null);
    }
}
