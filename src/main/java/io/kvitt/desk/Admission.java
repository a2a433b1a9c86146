package io.kvitt.desk;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import io.kvitt.security.Caller;
import io.kvitt.security.DeniedCalls;
import io.kvitt.security.Permission;
import io.kvitt.security.Refusal;
import org.springframework.stereotype.Component;

/**
 * Who is let to a use case, for every face. A denial is audited under the use case's name: it says what was reached for, and
 * nothing that the caller wrote.
 */
@Component
class Admission {

    private final DeniedCalls denied;

    Admission(DeniedCalls denied) {
        this.denied = denied;
    }

    /** @throws NotDone when the caller lacks the permission */
    void require(Caller caller, Permission permission, String useCase) {
        if (!caller.grant().permissions().contains(permission)) {
            denied.count(caller, Refusal.PERMISSION_MISSING.wireName(), useCase);
            throw new NotDone(Refusal.PERMISSION_MISSING);
        }
    }

    /**
     * For what is one for all accounts: the settings of order-status actions, and the audit trail.
     *
     * @throws NotDone when the caller lacks the permission
     * @throws CommandRejected when it may not see all accounts
     */
    void requireForAllAccounts(Caller caller, Permission permission, String useCase) {
        require(caller, permission, useCase);
        if (!caller.accounts().isAll()) {
            throw outside(caller, useCase, "ask somebody who may use all accounts");
        }
    }

    /** The caller has reached for another's account, and is not told that it is there. */
    void denied(Caller caller, String useCase) {
        denied.count(caller, Code.ACCOUNT_NOT_ALLOWED.wireName(), useCase);
    }

    /** The same, told openly. */
    CommandRejected outside(Caller caller, String useCase, String remedy) {
        denied(caller, useCase);
        return rejected(Code.ACCOUNT_NOT_ALLOWED, "account", remedy);
    }

    static CommandRejected rejected(Code code, String field, String remedy) {
        return new CommandRejected(new Violation(code, field, remedy));
    }
}
