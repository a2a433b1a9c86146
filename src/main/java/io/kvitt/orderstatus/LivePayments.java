package io.kvitt.orderstatus;

import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.ledger.UndoneUpdates;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.Decision;
import io.kvitt.payment.Decision.AlreadySo;
import io.kvitt.payment.Decision.Perform;
import io.kvitt.payment.Decision.Refuse;
import io.kvitt.payment.Decision.Wait;
import io.kvitt.payment.DecisionTable;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentReading;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.NotOffered;
import io.kvitt.provider.Provider;
import io.kvitt.provider.ProviderKind;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.ReadFailed;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Reads a payment and decides about it as execution does, by the same routes, decision table and request builders, and
 * stops there: nothing is claimed, intended, written or settled.
 */
@Component("livePayments")
public class LivePayments {

    private final ProducerTemplate producer;
    private final Accounts accounts;
    private final UndoneUpdates undone;
    private final Map<ProviderKind, Provider> providers;

    LivePayments(
            ProducerTemplate producer,
            Accounts accounts,
            UndoneUpdates undone,
            @Qualifier("klarna") Provider klarna,
            @Qualifier("svea") Provider svea) {
        this.producer = producer;
        this.accounts = accounts;
        this.undone = undone;
        this.providers = Map.of(ProviderKind.KLARNA, klarna, ProviderKind.KUSTOM, klarna, ProviderKind.SVEA, svea);
    }

    /**
     * @param code why nothing would be sent; null when {@code request} would be
     * @param reading null when the payment could not be read
     */
    record Seen(
            @Nullable Code code,
            @Nullable PaymentReading reading,
            @Nullable Effect effect,
            @Nullable ProviderRequest request) {}

    /** What the command would do to the payment now. */
    Seen look(PaymentCommand command, OrderReference reference) {
        Optional<Account> account = accounts.named(reference.account());
        if (account.isEmpty()) {
            return new Seen(Code.ACCOUNT_REMOVED, null, null, null);
        }
        boolean barred = command.action() == Action.ACTIVATE
                && command.amount() == null
                && undone.newest(reference).isPresent();
        Exchange done = producer.send("direct:dry-run", exchange -> {
            exchange.setProperty("dryRun", true);
            exchange.setProperty("updateNotDone", barred);
            exchange.setProperty("assignment", new Assignment(command, account.get(), reference.providerOrderId(), 0));
            exchange.setProperty("provider", account.get().provider().wireName());
            exchange.setProperty("port", providers.get(account.get().provider()));
        });
        PaymentReading reading = done.getProperty("reading", PaymentReading.class);
        if (done.getException() != null) {
            return new Seen(code(done.getException()), reading, null, null);
        }
        Code reason = done.getProperty("reason", Code.class);
        ProviderRequest request = done.getProperty("request", ProviderRequest.class);
        if (reason == null && request == null) {
            return new Seen(Code.NOT_OFFERED, reading, null, null);
        }
        return new Seen(reason, reading, request == null ? null : request.effect(), request);
    }

    /** Called by the route between the reading and the request: sets {@code effect}, or the {@code reason} for none. */
    public void decide(
            Exchange exchange,
            @ExchangeProperty("assignment") Assignment assignment,
            @ExchangeProperty("reading") PaymentReading reading) {
        Decision decision = DecisionTable.decide(reading, assignment.command().wish(false));
        if (!(decision instanceof Refuse) && exchange.getProperty("updateNotDone", false, Boolean.class)) {
            decision = new Refuse(Code.UPDATE_NOT_DONE);
        }
        if (decision instanceof Perform perform) {
            exchange.setProperty("effect", perform.effect().wireName());
        } else {
            exchange.setProperty("reason", reason(decision));
        }
    }

    /** Why a decision leads to no call; null when it leads to one. */
    static @Nullable Code reason(Decision decision) {
        if (decision instanceof AlreadySo alreadySo) {
            return alreadySo.code();
        }
        if (decision instanceof Refuse refuse) {
            return refuse.code();
        }
        return decision instanceof Wait wait ? wait.code() : null;
    }

    private static Code code(Exception broken) {
        if (broken instanceof NotOffered notOffered) {
            return notOffered.code();
        }
        return broken instanceof ReadFailed failed ? failed.code() : Code.PROVIDER_UNAVAILABLE;
    }
}
