package io.kvitt.desk;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.CommandRules;
import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Violation;
import io.kvitt.ledger.ReferenceTable;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.provider.Accounts;
import io.kvitt.security.Caller;
import io.kvitt.security.Permission;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where orders' payments are. */
@Component
public class References {

    private final ReferenceTable references;
    private final Accounts accounts;
    private final Admission admission;

    References(ReferenceTable references, Accounts accounts, Admission admission) {
        this.references = references;
        this.accounts = accounts;
        this.admission = admission;
    }

    /** @throws NotDone when there is none that the caller may see */
    public OrderReference find(Caller caller, String orderNumber) {
        admission.require(caller, Permission.PAYMENTS_READ, "references.find");
        OrderReference reference = references.find(List.of(orderNumber)).get(orderNumber);
        if (reference != null && !caller.accounts().allows(reference.account())) {
            admission.denied(caller, "references.find");
            reference = null;
        }
        if (reference == null) {
            throw new NotDone(Reason.REFERENCE_NOT_FOUND, "orderNumber: not known here");
        }
        return reference;
    }

    /** What is wrong with it; the same rules as for a command that carries the same fields. */
    public List<Violation> check(OrderReference reference) {
        List<Violation> found = new ArrayList<>(CommandRules.check(new PaymentCommand(
                "reference",
                Action.ANNUL,
                reference.orderNumber(),
                reference.account(),
                reference.providerOrderId(),
                null,
                reference.currency(),
                List.of(),
                null,
                null)));
        if (found.isEmpty() && accounts.named(reference.account()).isEmpty()) {
            found.add(new Violation(Code.ACCOUNT_UNKNOWN, "account", "the name of a configured account"));
        }
        return found;
    }

    /**
     * Stores or replaces them all, or none.
     *
     * @throws CommandRejected when one is wrong, or leads to an account that is not the caller's, or away from one
     */
    public void put(Caller caller, List<OrderReference> given) {
        admission.require(caller, Permission.PAYMENTS_ACT, "references.put");
        List<Violation> found = given.stream()
                .flatMap(reference -> check(reference).stream())
                .limit(50)
                .toList();
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        if (!references.put(given, caller.accounts()).isEmpty()) {
            throw admission.outside(
                    caller, "references.put", "an account that you may use, for an order that is not on another");
        }
    }
}
