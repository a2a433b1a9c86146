package io.kvitt.desk;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.CommandRules;
import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentName;
import io.kvitt.command.Referred;
import io.kvitt.command.Violation;
import io.kvitt.ledger.ReferenceTable;
import io.kvitt.ledger.ReferenceTable.Answer;
import io.kvitt.ledger.ReferenceTable.Asked;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.provider.Accounts;
import io.kvitt.security.Caller;
import io.kvitt.security.Permission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** @param replace whether it is to be stored whatever is in its way */
    public record Wanted(OrderReference reference, boolean replace) {}

    /**
     * @param account null where the order number tells it
     * @throws NotDone when there is none that the caller may see
     * @throws CommandRejected when several of the caller's accounts have the order number and none is named
     */
    public OrderReference find(Caller caller, String orderNumber, @Nullable String account) {
        admission.require(caller, Permission.PAYMENTS_READ, "references.find");
        Referred referred = references.find(orderNumber);
        List<String> ambiguous = referred.ambiguous(account, null, caller.accounts());
        if (!ambiguous.isEmpty()) {
            throw new CommandRejected(Violation.ambiguous(ambiguous));
        }
        OrderReference reference = referred.meant(account, null, caller.accounts());
        if (reference != null && !caller.accounts().allows(reference.account())) {
            admission.denied(caller, "references.find");
            reference = null;
        }
        if (reference == null || account != null && !reference.account().equals(account)) {
            throw new NotDone(Reason.REFERENCE_NOT_FOUND, "orderNumber: not known here");
        }
        return reference;
    }

    /** What is wrong with it; the same rules as for a command that carries the same fields. */
    public List<Violation> check(OrderReference reference) {
        List<Violation> found = new ArrayList<>(CommandRules.check(
                new PaymentName(reference.orderNumber(), reference.account(), reference.providerOrderId())));
        found.addAll(CommandRules.check(Action.ANNUL, null, reference.currency(), List.of()));
        if (found.isEmpty() && accounts.named(reference.account()).isEmpty()) {
            found.add(new Violation(Code.ACCOUNT_UNKNOWN, "account", "the name of a configured account"));
        }
        return found;
    }

    /**
     * Stores what nothing is in the way of; none of them when one is wrong, or leads to an account that is not the caller's.
     *
     * @param given no order number of an account, and no payment, twice
     * @return for each what is in its way; null when it is stored
     * @throws CommandRejected when one is wrong, or leads to an account that is not the caller's
     */
    public List<@Nullable Violation> put(Caller caller, List<Wanted> given) {
        admission.require(caller, Permission.PAYMENTS_ACT, "references.put");
        List<Violation> found = given.stream()
                .flatMap(wanted -> check(wanted.reference()).stream())
                .limit(50)
                .toList();
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        List<Answer> answers = references.put(
                given.stream()
                        .map(wanted -> new Asked(wanted.reference(), wanted.replace()))
                        .toList(),
                caller.accounts(),
                caller.name());
        if (answers.contains(Answer.DENIED)) {
            throw admission.outside(caller, "references.put", "an account that you may use");
        }
        List<@Nullable Violation> inTheWay = new ArrayList<>();
        answers.forEach(answer -> inTheWay.add(inTheWay(answer)));
        return inTheWay;
    }

    private static @Nullable Violation inTheWay(Answer answer) {
        return switch (answer) {
            case STORED, DENIED -> null;
            case NUMBER_TAKEN ->
                new Violation(
                        Code.REFERENCE_TAKEN,
                        "orderNumber",
                        "it leads to another payment, which is not over: send \"replace\": true to have it lead to this one");
            case PAYMENT_TAKEN ->
                new Violation(
                        Code.REFERENCE_TAKEN,
                        "providerOrderId",
                        "another order number leads to the payment: send \"replace\": true if both are to");
        };
    }
}
