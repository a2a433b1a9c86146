package io.kvitt.provider.svea;

import io.kvitt.payment.Code;
import io.kvitt.payment.PaymentReading;
import io.kvitt.provider.Account;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.Outcome;
import io.kvitt.provider.Provider;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ProviderKind;
import io.kvitt.provider.ReadFailed;
import io.kvitt.provider.Requests;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What Svea Payment Admin's answers mean. In doubt a write is unknown, never done and never refused. */
@Component("svea")
class Svea implements Provider {

    private final SveaRequests requests;
    private final SveaSignature signature;
    private final Duration settlingTime;

    Svea(SveaRequests requests, SveaSignature signature, SveaSettings settings) {
        this.requests = requests;
        this.signature = signature;
        this.settlingTime = settings.settlingTime();
    }

    @Override
    public Set<ProviderKind> kinds() {
        return SveaAccounts.KINDS;
    }

    @Override
    public String orderPath(String providerOrderId) {
        return requests.readPath(providerOrderId);
    }

    @Override
    public Map<String, Object> headers(Account account, byte[] body, @Nullable String idempotencyKey) {
        return signature.headers(account, body);
    }

    @Override
    public Set<String> headerNames() {
        return SveaSignature.NAMES;
    }

    @Override
    public SveaOrder reading(Assignment assignment, ProviderAnswer http) {
        SveaAnswer answer = SveaAnswer.of(http);
        if (answer.status() == 200) {
            SveaOrder order = SveaOrder.parse(http.text());
            if (!Long.toString(order.id()).equals(assignment.providerOrderId())) {
                throw new ReadFailed(Code.READING_CONTRADICTS, "Svea answered with another order", null);
            }
            return order;
        }
        Code code = !answer.isSveas() && answer.status() != 429 && answer.status() != 401
                ? Code.PROVIDER_UNAVAILABLE
                : switch (answer.status()) {
                    case 401, 403 -> Code.CREDENTIALS_REFUSED;
                    case 404 -> Code.PAYMENT_NOT_FOUND;
                    case 429 -> Code.PROVIDER_BUSY;
                    default -> Code.PROVIDER_UNAVAILABLE;
                };
        throw new ReadFailed(code, "Svea answered the reading with status " + answer.status(), answer.retryAfter());
    }

    @Override
    public Requests<SveaOrder> requests() {
        return requests;
    }

    @Override
    public Outcome outcome(ProviderAnswer http) {
        SveaAnswer answer = SveaAnswer.of(http);
        return switch (answer.status()) {
            case 200, 204 -> performed(answer);
            case 201, 202 -> accepted(answer);
            case 401 -> refused(Code.CREDENTIALS_REFUSED, answer);
            case 429 -> new Outcome.Busy(answer.retryAfter(), answer.correlationId());
            case 408 -> unknown(answer);
            default -> answer.status() / 100 == 4 && answer.isSveas() ? no(answer) : unknown(answer);
        };
    }

    private static Outcome performed(SveaAnswer answer) {
        if (answer.task() != null) {
            return accepted(answer);
        }
        boolean plausible = answer.isSveas() && !answer.isInProgress();
        return plausible ? new Outcome.Done(answer.reference(), answer.correlationId()) : unknown(answer);
    }

    private static Outcome accepted(SveaAnswer answer) {
        String task = answer.task();
        return task == null ? unknown(answer) : new Outcome.Working(task, answer.reference(), answer.correlationId());
    }

    private static Outcome no(SveaAnswer answer) {
        return switch (answer.status()) {
            case 403 -> refused(Code.CREDENTIALS_REFUSED, answer);
            case 404 -> refused(Code.PAYMENT_NOT_FOUND, answer);
            default -> refused(Code.PROVIDER_REFUSED, answer);
        };
    }

    private static Outcome refused(Code code, SveaAnswer answer) {
        return new Outcome.Refused(code, answer.errorCode(), answer.correlationId());
    }

    private static Outcome unknown(SveaAnswer answer) {
        return new Outcome.Unknown("status " + answer.status(), answer.correlationId());
    }

    /**
     * An answer that says nothing about the task, because Svea is
     * busy or out of order, leaves it running: to believe that it has ended would be to risk doing its work twice. Its
     * end is told in the same way whether it came to something or not.
     */
    @Override
    public Outcome taskOutcome(String task, ProviderAnswer http) {
        SveaAnswer answer = SveaAnswer.of(http);
        if (answer.status() == 303) {
            return new Outcome.Ended(answer.correlationId());
        }
        boolean running = answer.status() == 200 && answer.isInProgress();
        boolean silent = answer.status() == 429 || answer.status() / 100 == 5;
        return running || silent ? new Outcome.Working(task, null, answer.correlationId()) : unknown(answer);
    }

    @Override
    public boolean shows(Attempt attempt, PaymentReading now) {
        return new SveaEvidence(attempt, (SveaOrder) now).isThere();
    }

    /** Svea queues deliveries and credits, and its own client waits a minute for them. */
    @Override
    public Duration settlingTime() {
        return settlingTime;
    }

    @Override
    public Duration keyLife() {
        return Duration.ZERO;
    }
}
