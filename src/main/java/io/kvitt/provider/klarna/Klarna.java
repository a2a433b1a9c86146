package io.kvitt.provider.klarna;

import io.kvitt.payment.Code;
import io.kvitt.payment.PaymentReading;
import io.kvitt.provider.Account;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.Outcome;
import io.kvitt.provider.Provider;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ReadFailed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What Klarna's and Kustom's answers mean. In doubt a write is unknown, never done and never refused.
 *
 * <p>Their 401 is HTML, and a 403 without an error object comes from a firewall in front of the API.
 */
@Component("klarna")
class Klarna implements Provider {

    static String path(String providerOrderId) {
        return "/ordermanagement/v1/orders/" + providerOrderId;
    }

    @Override
    public String orderPath(String providerOrderId) {
        return path(providerOrderId);
    }

    @Override
    public Map<String, Object> headers(Account account, byte[] body, @Nullable String idempotencyKey) {
        String credentials = account.user() + ":" + account.secret();
        Map<String, Object> headers = new HashMap<>();
        headers.put(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "Kvitt");
        if (body.length > 0) {
            headers.put("Content-Type", "application/json");
        }
        if (idempotencyKey != null) {
            headers.put("Klarna-Idempotency-Key", idempotencyKey);
        }
        return headers;
    }

    @Override
    public KlarnaOrder reading(ProviderAnswer http) {
        if (http.status() == 200) {
            return KlarnaOrder.parse(http.text());
        }
        KlarnaAnswer answer = KlarnaAnswer.of(http);
        Code code = switch (http.status()) {
            case 401 -> Code.CREDENTIALS_REFUSED;
            case 403 -> answer.errorCode() == null ? Code.PROVIDER_UNAVAILABLE : Code.CREDENTIALS_REFUSED;
            case 404 -> answer.errorCode() == null ? Code.PROVIDER_UNAVAILABLE : Code.PAYMENT_NOT_FOUND;
            case 400 ->
                "INVALID_ORDER_ID".equals(answer.errorCode()) ? Code.PAYMENT_NOT_FOUND : Code.PROVIDER_UNAVAILABLE;
            case 429 -> Code.PROVIDER_BUSY;
            default -> Code.PROVIDER_UNAVAILABLE;
        };
        throw new ReadFailed(code, "Klarna answered the reading with status " + http.status(), answer.retryAfter());
    }

    @Override
    public Outcome outcome(ProviderAnswer http) {
        KlarnaAnswer answer = KlarnaAnswer.of(http);
        if (http.isSuccess()) {
            return new Outcome.Done(answer.reference(), answer.correlationId());
        }
        return switch (http.status()) {
            case 401 -> new Outcome.Refused(Code.CREDENTIALS_REFUSED, null, answer.correlationId());
            case 429 -> new Outcome.Busy(answer.retryAfter(), answer.correlationId());
            case 400, 403, 404, 405, 413, 422 -> refused(answer, http.status());
            // 409: the same key is being executed right now. Anything else says nothing about the write.
            default -> unknown(answer, http.status());
        };
    }

    private static Outcome refused(KlarnaAnswer answer, int status) {
        String error = answer.errorCode();
        if (error == null) {
            return unknown(answer, status);
        }
        Code code = error.equals("NO_SUCH_ORDER") ? Code.PAYMENT_NOT_FOUND : Code.PROVIDER_REFUSED;
        return new Outcome.Refused(code, error, answer.correlationId());
    }

    private static Outcome unknown(KlarnaAnswer answer, int status) {
        return new Outcome.Unknown("status " + status, answer.correlationId());
    }

    @Override
    public boolean shows(Attempt attempt, PaymentReading now) {
        return new KlarnaEvidence(attempt, (KlarnaOrder) now).isThere();
    }

    /** Klarna gives up on a silent connection after 59 seconds. */
    @Override
    public Duration settlingTime() {
        return Duration.ofSeconds(60);
    }

    /** Klarna keeps a key for 24 hours from its first use; an hour is left for clocks and queues. */
    @Override
    public Duration keyLife() {
        return Duration.ofHours(23);
    }
}
