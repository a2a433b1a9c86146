package io.kvitt.camel;

import io.kvitt.orderstatus.DryPass;
import io.kvitt.payment.Code;
import io.kvitt.payment.Decision;
import io.kvitt.payment.Decision.Perform;
import io.kvitt.payment.Decision.Refuse;
import io.kvitt.payment.DecisionTable;
import io.kvitt.payment.PaymentReading;
import io.kvitt.provider.Account;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.NotOffered;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.Providers;
import io.kvitt.provider.ReadFailed;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** The route {@code dry-run}, and what it asks between the reading and the request. */
@Component("dryPasses")
public class DryPasses implements DryPass {

    private final ProducerTemplate producer;
    private final Providers providers;

    DryPasses(ProducerTemplate producer, Providers providers) {
        this.producer = producer;
        this.providers = providers;
    }

    @Override
    public Seen look(Assignment assignment, boolean updateNotDone) {
        Account account = assignment.account();
        Exchange done = producer.send("direct:dry-run", exchange -> {
            exchange.setProperty("dryRun", true);
            exchange.setProperty("updateNotDone", updateNotDone);
            exchange.setProperty("assignment", assignment);
            exchange.setProperty("provider", account.provider().wireName());
            exchange.setProperty("port", providers.at(account.provider()));
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

    /** Sets {@code effect}, or the {@code reason} for none. */
    public void decide(
            Exchange exchange,
            @ExchangeProperty("assignment") Assignment assignment,
            @ExchangeProperty("reading") PaymentReading reading) {
        Decision decision = DecisionTable.decide(reading, assignment.command().wish(null, false));
        if (!(decision instanceof Refuse) && exchange.getProperty("updateNotDone", false, Boolean.class)) {
            decision = new Refuse(Code.UPDATE_NOT_DONE);
        }
        if (decision instanceof Perform perform) {
            exchange.setProperty("effect", perform.effect().wireName());
        } else {
            exchange.setProperty("reason", decision.code());
        }
    }

    private static Code code(Exception broken) {
        if (broken instanceof NotOffered notOffered) {
            return notOffered.code();
        }
        return broken instanceof ReadFailed failed ? failed.code() : Code.PROVIDER_UNAVAILABLE;
    }
}
