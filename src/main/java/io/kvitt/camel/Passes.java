package io.kvitt.camel;

import io.kvitt.execution.Dispatcher;
import io.kvitt.execution.Execution;
import io.kvitt.execution.Executor;
import io.kvitt.execution.LeaseLost;
import io.kvitt.execution.Settlement;
import io.kvitt.execution.Verdict;
import io.kvitt.metrics.LogContext;
import io.kvitt.payment.Code;
import io.kvitt.payment.PaymentReading;
import io.kvitt.provider.Account;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.Outcome;
import io.kvitt.provider.Provider;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.Providers;
import io.kvitt.provider.ReadFailed;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One pass as the routes see it: what the router routes on stands in exchange properties. */
@Component("passes")
public class Passes {

    private static final Logger LOG = LoggerFactory.getLogger(Passes.class);

    private final Executor executor;
    private final Dispatcher dispatcher;
    private final Providers providers;

    Passes(Executor executor, Dispatcher dispatcher, Providers providers) {
        this.executor = executor;
        this.dispatcher = dispatcher;
        this.providers = providers;
    }

    /** Sets {@code provider}, {@code action}, {@code task} and {@code open}, which is false once the pass has ended. */
    public void begin(Exchange exchange) {
        Execution execution = exchange.getMessage().getBody(Execution.class);
        exchange.setProperty("execution", execution);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                LogContext.end();
            }
        });
        exchange.setProperty("assignment", execution.assignment());
        exchange.setProperty("action", execution.assignment().command().action().wireName());
        exchange.setProperty("open", true);
        Account account = execution.assignment().account();
        LogContext.of(
                execution.assignment().command(),
                account == null ? null : account.provider().wireName());
        if (account == null) {
            throw new ReadFailed(Code.ACCOUNT_REMOVED, "the account is not configured", null);
        }
        exchange.setProperty("account", account);
        exchange.setProperty("rateLimit", account.rateLimit());
        exchange.setProperty("provider", account.provider().wireName());
        exchange.setProperty("port", providers.at(account.provider()));
        exchange.setProperty("task", execution.task());
    }

    /** Sets {@code reading} to what the answer says. */
    public void reading(
            Exchange exchange,
            @ExchangeProperty("assignment") Assignment assignment,
            @ExchangeProperty("port") Provider provider,
            @Body ProviderAnswer answer) {
        exchange.setProperty("reading", provider.reading(assignment, answer));
    }

    /** Sets {@code outcome} to what the answer to the write means. */
    public void outcome(Exchange exchange, @ExchangeProperty("port") Provider provider, @Body ProviderAnswer answer) {
        exchange.setProperty("outcome", provider.outcome(answer));
    }

    /** Sets {@code outcome} to what has become of the task. */
    public void taskOutcome(
            Exchange exchange,
            @ExchangeProperty("port") Provider provider,
            @ExchangeProperty("task") String task,
            @Body ProviderAnswer answer) {
        exchange.setProperty("outcome", provider.taskOutcome(task, answer));
    }

    /** Sets {@code paymentStatus} and {@code verdict}: write (with {@code effect}) or settle. */
    public void decide(
            Exchange exchange,
            @ExchangeProperty("execution") Execution execution,
            @ExchangeProperty("reading") PaymentReading reading,
            @ExchangeProperty("port") Provider provider) {
        exchange.setProperty("paymentStatus", reading.status().name());
        Verdict verdict = executor.decide(execution, reading, provider);
        if (verdict instanceof Verdict.Write write) {
            exchange.setProperty("verdict", "write");
            exchange.setProperty("effect", write.effect().wireName());
            exchange.setProperty("absent", write.absent());
        } else if (verdict instanceof Verdict.Settle settle) {
            exchange.setProperty("verdict", "settle");
            exchange.setProperty("settlement", settle.settlement());
        }
    }

    public void settle(@ExchangeProperty("settlement") Settlement settlement) {
        executor.settle(settlement);
    }

    /** Commits the intent; from here on a broken pass means an unknown outcome. */
    public void intend(
            Exchange exchange,
            @ExchangeProperty("execution") Execution execution,
            @ExchangeProperty("reading") PaymentReading reading,
            @ExchangeProperty("request") ProviderRequest request,
            @ExchangeProperty("port") Provider provider) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        String sent = request.body() == null ? null : new String(body, StandardCharsets.UTF_8);
        Attempt attempt = executor.intend(
                execution, reading, request, sent, exchange.getProperty("absent", Long.class), provider);
        exchange.setProperty("attempt", attempt);
    }

    /**
     * A dry run, which only reads, has no lease to lose.
     *
     * @throws LeaseLost when another executor may have taken over meanwhile
     */
    public void hold(Exchange exchange) {
        Execution execution = exchange.getProperty("execution", Execution.class);
        if (exchange.getProperty("dryRun") == null && !dispatcher.holds(execution)) {
            throw new LeaseLost(execution);
        }
        exchange.setProperty(ProviderCallMeter.LEFT_AT, System.nanoTime());
    }

    public void conclude(
            @ExchangeProperty("execution") Execution execution,
            @ExchangeProperty("reading") PaymentReading reading,
            @ExchangeProperty("attempt") Attempt attempt,
            @ExchangeProperty("outcome") Outcome outcome,
            @ExchangeProperty("triesInPass") int tries) {
        executor.conclude(execution, reading, attempt, outcome, tries > 1);
    }

    public void concludeTask(
            Exchange exchange,
            @ExchangeProperty("execution") Execution execution,
            @ExchangeProperty("outcome") Outcome outcome) {
        exchange.setProperty("open", !executor.concludeTask(execution, outcome));
    }

    /** Whatever broke the pass, its command goes on: later, or to a person. */
    public void breakOff(Exchange exchange) {
        Execution execution = exchange.getProperty("execution", Execution.class);
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (cause instanceof LeaseLost) {
            LOG.warn("command {}: {}", execution.commandRow(), cause.getMessage());
            return;
        }
        try {
            Attempt attempt = exchange.getProperty("attempt", Attempt.class);
            executor.breakOff(execution, attempt, cause, neverSent(exchange, cause));
        } catch (RuntimeException e) {
            // The lease runs out by itself and the payment is claimed again.
            LOG.error("command {}: the end of a broken pass could not be committed", execution.commandRow(), e);
        }
    }

    /** Whether every try of this pass failed before a connection stood, so that the write cannot have left. */
    private static boolean neverSent(Exchange exchange, Throwable cause) {
        return exchange.getProperty("triesInPass", 0, Integer.class) == 0
                && (cause instanceof HttpHostConnectException
                        || cause instanceof ConnectTimeoutException
                        || cause instanceof UnknownHostException);
    }

    /** The router found no way: nothing was sent, and a person has to look. A dry run's answer is that it has no request. */
    public void reject(Exchange exchange, @ExchangeProperty("execution") @Nullable Execution execution) {
        if (execution == null) {
            return;
        }
        LOG.error(
                "command {}: no route for provider {}, status {}, effect {}",
                execution.commandRow(),
                exchange.getProperty("provider"),
                exchange.getProperty("paymentStatus"),
                exchange.getProperty("effect"));
        executor.reject(execution);
    }
}
