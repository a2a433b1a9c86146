package io.kvitt.orderstatus;

import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.ledger.UndoneUpdates;
import io.kvitt.orderstatus.DryPass.Seen;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.PaymentReading;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.Assignment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks what a command would do to a payment now. */
@Component
class LivePayments {

    private final DryPass pass;
    private final Accounts accounts;
    private final UndoneUpdates undone;

    LivePayments(DryPass pass, Accounts accounts, UndoneUpdates undone) {
        this.pass = pass;
        this.accounts = accounts;
        this.undone = undone;
    }

    Seen look(PaymentCommand command, OrderReference reference) {
        Optional<Account> account = accounts.named(reference.account());
        if (account.isEmpty()) {
            return new Seen(Code.ACCOUNT_REMOVED, null, null, null);
        }
        boolean barred = command.action() == Action.ACTIVATE
                && command.amount() == null
                && undone.newest(reference).isPresent();
        Seen seen = pass.look(new Assignment(command, account.get(), reference.providerOrderId(), 0), barred);
        return isMistaken(reference, seen.reading())
                ? new Seen(Code.REFERENCE_CURRENCY, seen.reading(), null, null)
                : seen;
    }

    /** Whether the reference says what the payment is not, so that no command goes by it. */
    static boolean isMistaken(OrderReference reference, @Nullable PaymentReading reading) {
        return reading != null && !reading.currency().equals(reference.currency());
    }
}
