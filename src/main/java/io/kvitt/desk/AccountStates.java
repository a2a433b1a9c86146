package io.kvitt.desk;

import io.kvitt.execution.Quotas;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.ProviderKind;
import io.kvitt.security.Caller;
import io.kvitt.security.Permission;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The accounts that a caller may use, and how their providers do, as this instance sees them. */
@Component
public class AccountStates {

    private final Accounts accounts;
    private final Quotas quotas;
    private final Admission admission;

    AccountStates(Accounts accounts, Quotas quotas, Admission admission) {
        this.accounts = accounts;
        this.quotas = quotas;
        this.admission = admission;
    }

    /** @param out whether its provider does not answer, so that only a try now and then is made */
    public record AccountState(String name, ProviderKind kind, boolean out) {}

    /** By name; nothing of credentials. */
    public List<AccountState> list(Caller caller) {
        admission.require(caller, Permission.PAYMENTS_READ, "accounts.list");
        Set<String> out = quotas.out();
        return accounts.all().stream()
                .filter(account -> caller.accounts().allows(account.name()))
                .sorted(Comparator.comparing(Account::name))
                .map(account -> new AccountState(account.name(), account.provider(), out.contains(account.name())))
                .toList();
    }
}
