package io.kvitt.provider.klarna;

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
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Klarna's order management, which Kustom speaks too. */
@Component("klarna")
final class Klarna implements Provider {

    /** Klarna promises 24 hours from the first try; an hour is left for clocks and slow networks. */
    private static final Duration KEY_LIFE = Duration.ofHours(23);

    private final KlarnaAnswers answers;
    private final KlarnaRequests requests;
    private final KlarnaHeaders headers;
    private final Duration settlingTime;

    Klarna(Clock clock, KlarnaRequests requests, KlarnaHeaders headers, KlarnaSettings settings) {
        this.settlingTime = settings.settlingTime();
        this.answers = new KlarnaAnswers(clock);
        this.requests = requests;
        this.headers = headers;
    }

    @Override
    public Set<ProviderKind> kinds() {
        return KlarnaAccounts.KINDS;
    }

    @Override
    public String orderPath(String providerOrderId) {
        return requests.path(providerOrderId);
    }

    @Override
    public Map<String, Object> headers(Account account, byte[] body, @Nullable String idempotencyKey) {
        return headers.headers(account, idempotencyKey, body.length > 0);
    }

    @Override
    public Set<String> headerNames() {
        return KlarnaHeaders.NAMES;
    }

    @Override
    public PaymentReading reading(Assignment assignment, ProviderAnswer answer) {
        KlarnaOrder order = answers.order(answer);
        if (!order.orderId().equalsIgnoreCase(assignment.providerOrderId())) {
            throw new ReadFailed(Code.READING_CONTRADICTS, "Klarna answered with another order", null);
        }
        return order;
    }

    @Override
    public Requests<KlarnaOrder> requests() {
        return requests;
    }

    @Override
    public Outcome outcome(ProviderAnswer answer) {
        return answers.outcome(answer);
    }

    @Override
    public boolean shows(Attempt attempt, PaymentReading now) {
        return new KlarnaEvidence(attempt, (KlarnaOrder) now).isShown();
    }

    /** The server gives a request up after 59 seconds of silence; the last quick try may leave a minute after the intent. */
    @Override
    public Duration settlingTime() {
        return settlingTime;
    }

    @Override
    public Duration keyLife() {
        return KEY_LIFE;
    }
}
