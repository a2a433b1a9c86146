package io.kvitt.orderstatus;

import io.kvitt.command.AccountScope;
import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.ledger.ReferenceTable;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.LivePayments.Seen;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.DecisionTable;
import io.kvitt.payment.PaymentReading;
import io.kvitt.payment.Wish;
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
     * @param possible what could be done now, apart from amounts that a command may give
     * @param changes newest first
     */
    public record Order(
            @Nullable OrderReference reference,
            @Nullable PaymentReading payment,
            @Nullable Code unread,
            List<Action> possible,
            List<Past> changes) {}

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
                : new Order(reference, payment, null, possible(payment), past);
    }

    private static List<Action> possible(PaymentReading payment) {
        return Arrays.stream(Action.values())
                .filter(action -> LivePayments.reason(
                                DecisionTable.decide(payment, new Wish(action, null, null, List.of(), false)))
                        == null)
                .toList();
    }

    /** A command that is never sent: only the reading that it leads to is wanted. */
    private static PaymentCommand question(String orderNumber) {
        return new PaymentCommand(
                "question", Action.REVERSE, orderNumber, null, null, null, null, List.of(), null, null);
    }
}
