package io.kvitt.desk;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.Origin;
import io.kvitt.orderstatus.ChangeSubmission;
import io.kvitt.orderstatus.ChangeVerdict;
import io.kvitt.orderstatus.ChangeVerdict.Rejected;
import io.kvitt.orderstatus.StatusChange;
import io.kvitt.orderstatus.StatusInbox;
import io.kvitt.payment.Code;
import io.kvitt.security.Caller;
import io.kvitt.security.Permission;
import io.kvitt.views.ChangeView;
import java.util.List;
import org.springframework.stereotype.Component;

/** Changes of orders' statuses. */
@Component
public class OrderStatuses {

    private final StatusInbox changes;
    private final Admission admission;

    OrderStatuses(StatusInbox changes, Admission admission) {
        this.changes = changes;
        this.admission = admission;
    }

    /**
     * What the change led to: a command, or why there is none.
     *
     * @throws CommandRejected when nothing was stored
     */
    public ChangeView change(Caller caller, StatusChange change) {
        admission.require(caller, Permission.PAYMENTS_ACT, "order-statuses.change");
        ChangeVerdict verdict = changes.accept(List.of(new ChangeSubmission(change, Origin.rest(), caller.accounts())))
                .get(0);
        if (verdict instanceof Rejected rejected && rejected.violations().get(0).code() == Code.ACCOUNT_NOT_ALLOWED) {
            admission.denied(caller, "order-statuses.change");
        }
        return ChangeView.of(change, verdict);
    }
}
