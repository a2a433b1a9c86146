package io.kvitt.provider.mini;

import io.kvitt.payment.Code;
import io.kvitt.payment.PaymentReading;
import io.kvitt.payment.PaymentStatus;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The smallest provider that can be: docs/add-a-provider.md, done once. */
@Component("mini")
final class Mini implements Provider {

    private final MiniRequests requests = new MiniRequests();

    Mini() {}

    @Override
    public Set<ProviderKind> kinds() {
        return MiniAccounts.KINDS;
    }

    @Override
    public String orderPath(String providerOrderId) {
        return MiniRequests.path(providerOrderId);
    }

    @Override
    public Map<String, Object> headers(Account account, byte[] body, @Nullable String idempotencyKey) {
        Map<String, Object> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + account.secret());
        headers.put("Content-Type", "application/json");
        if (idempotencyKey != null) {
            headers.put("Mini-Key", idempotencyKey);
        }
        return headers;
    }

    @Override
    public Set<String> headerNames() {
        return Set.of("Authorization", "Content-Type", "Mini-Key");
    }

    @Override
    public PaymentReading reading(Assignment assignment, ProviderAnswer answer) {
        if (answer.status() == 200) {
            MiniOrder order = MiniOrder.read(answer.text());
            if (!order.id().equals(assignment.providerOrderId())) {
                throw new ReadFailed(Code.READING_CONTRADICTS, "Mini answered with another payment", null);
            }
            return order;
        }
        Code code = switch (answer.status()) {
            case 401 -> Code.CREDENTIALS_REFUSED;
            case 404 -> Code.PAYMENT_NOT_FOUND;
            case 429 -> Code.PROVIDER_BUSY;
            default -> Code.PROVIDER_UNAVAILABLE;
        };
        throw new ReadFailed(code, "Mini answered with " + answer.status(), null);
    }

    @Override
    public Requests<MiniOrder> requests() {
        return requests;
    }

    @Override
    public Outcome outcome(ProviderAnswer answer) {
        return switch (answer.status()) {
            case 200 -> new Outcome.Done(null, null);
            case 401 -> new Outcome.Refused(Code.CREDENTIALS_REFUSED, null, null);
            case 429 -> new Outcome.Busy(null, null);
            case 409 ->
                answer.text().startsWith("{\"error\":")
                        ? new Outcome.Refused(Code.PROVIDER_REFUSED, null, null)
                        : new Outcome.Unknown("a 409 that is not Mini's", null);
            default -> new Outcome.Unknown("HTTP " + answer.status(), null);
        };
    }

    @Override
    public boolean shows(Attempt attempt, PaymentReading now) {
        return switch (attempt.effect()) {
            case ACTIVATE -> now.activated() > 0;
            case ANNUL -> now.status() == PaymentStatus.ANNULLED;
            case CREDIT -> now.credited() > 0;
            case UPDATE, RELEASE -> throw new IllegalStateException("Mini is sent no " + attempt.effect());
        };
    }

    @Override
    public Duration settlingTime() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration keyLife() {
        return Duration.ofHours(1);
    }
}
