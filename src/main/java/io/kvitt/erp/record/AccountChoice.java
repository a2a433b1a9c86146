package io.kvitt.erp.record;

import io.kvitt.erp.format.FieldText;
import io.kvitt.payment.Code;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the account that a record's provider stands for. */
@Component
public final class AccountChoice {

    private final Accounts accounts;

    public AccountChoice(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Exactly one of the two, or neither when the order reference decides.
     *
     * @param account the account's name
     * @param refusal why there is none
     */
    record Choice(@Nullable String account, @Nullable Code refusal) {}

    Choice choose(@Nullable String provider, boolean hasOrderNumber) {
        if (provider == null) {
            return new Choice(null, null);
        }
        if (accounts.named(provider).isPresent()) {
            return new Choice(provider, null);
        }
        List<Account> candidates = accounts.at(FieldText.lowerCase(provider));
        return switch (candidates.size()) {
            case 0 -> new Choice(null, Code.ACCOUNT_UNKNOWN);
            case 1 -> new Choice(candidates.get(0).name(), null);
            default -> hasOrderNumber ? new Choice(null, null) : new Choice(null, Code.ACCOUNT_AMBIGUOUS);
        };
    }
}
