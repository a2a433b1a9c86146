package io.kvitt.provider.klarna;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kvitt.payment.Code;
import io.kvitt.provider.Outcome;
import io.kvitt.provider.Outcome.Busy;
import io.kvitt.provider.Outcome.Done;
import io.kvitt.provider.Outcome.Refused;
import io.kvitt.provider.Outcome.Unknown;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ReadFailed;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Klarna's answers mean. Only codes and ids are taken out of them, never their texts, which may name a person.
 *
 * <p>An answer without an {@code error_code} did not come from the API but from something in front of it, and proves
 * nothing about a write.
 */
final class KlarnaAnswers {

    private static final int MAX_ERROR = 64 * 1024;
    private static final int MAX_ORDER = 8 * 1024 * 1024;

    private static final Pattern ERROR_CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
    private static final Pattern MADE = Pattern.compile("/(capture|refund)s/([A-Za-z0-9._:-]{1,100})/?$");

    private final KlarnaWaitTime waitTime;

    KlarnaAnswers(Clock clock) {
        this.waitTime = new KlarnaWaitTime(clock);
    }

    KlarnaOrder order(ProviderAnswer answer) {
        if (answer.status() != 200) {
            throw new ReadFailed(
                    whyUnread(answer), "The order was answered with " + answer.status(), waitTime.of(answer));
        }
        if (answer.body().length > MAX_ORDER) {
            throw new ReadFailed(Code.READING_CONTRADICTS, "The order is too large to be read", null);
        }
        return KlarnaOrderJson.read(answer.text());
    }

    private static Code whyUnread(ProviderAnswer answer) {
        String errorCode = errorCode(error(answer));
        return switch (answer.status()) {
            case 404 -> Code.PAYMENT_NOT_FOUND;
            case 400, 422 -> "INVALID_ORDER_ID".equals(errorCode) ? Code.PAYMENT_NOT_FOUND : Code.PROVIDER_UNAVAILABLE;
            case 401 -> Code.CREDENTIALS_REFUSED;
            // reading breaks no business rule, so the API's own 403 can only be about who asks
            case 403 -> errorCode == null ? Code.PROVIDER_UNAVAILABLE : Code.CREDENTIALS_REFUSED;
            case 429 -> Code.PROVIDER_BUSY;
            default -> Code.PROVIDER_UNAVAILABLE;
        };
    }

    Outcome outcome(ProviderAnswer answer) {
        JsonNode error = error(answer);
        String errorCode = errorCode(error);
        String correlationId = correlationId(answer, error);
        if (answer.isSuccess()) {
            return new Done(reference(answer), correlationId);
        }
        return switch (answer.status()) {
            case 401 -> new Refused(Code.CREDENTIALS_REFUSED, errorCode, correlationId);
            case 429 -> new Busy(waitTime.of(answer), correlationId);
            case 400, 403, 404, 405, 413, 422 ->
                errorCode == null
                        ? unknown(answer, null, correlationId)
                        : new Refused(refusal(errorCode), errorCode, correlationId);
            // with a 409 the same key is still in flight, so its effect may yet come
            default -> unknown(answer, errorCode, correlationId);
        };
    }

    private static Code refusal(String errorCode) {
        return errorCode.equals("NO_SUCH_ORDER") ? Code.PAYMENT_NOT_FOUND : Code.PROVIDER_REFUSED;
    }

    private static Unknown unknown(ProviderAnswer answer, @Nullable String errorCode, @Nullable String correlationId) {
        return new Unknown(
                errorCode == null ? "HTTP " + answer.status() : "HTTP " + answer.status() + " " + errorCode,
                correlationId);
    }

    private static JsonNode error(ProviderAnswer answer) {
        return answer.body().length > MAX_ERROR ? MissingNode.getInstance() : KlarnaJson.object(answer.text());
    }

    private static @Nullable String errorCode(JsonNode error) {
        return matching(ERROR_CODE, KlarnaJson.text(error, "error_code"));
    }

    private static @Nullable String correlationId(ProviderAnswer answer, JsonNode body) {
        String header = matching(ID, answer.header("Klarna-Correlation-Id"));
        return header != null ? header : matching(ID, KlarnaJson.text(body, "correlation_id"));
    }

    private static @Nullable String reference(ProviderAnswer answer) {
        String capture = matching(ID, answer.header("Capture-Id"));
        if (capture != null) {
            return "capture:" + capture;
        }
        String refund = matching(ID, answer.header("Refund-Id"));
        if (refund != null) {
            return "refund:" + refund;
        }
        String location = answer.header("Location");
        Matcher made = MADE.matcher(location == null ? "" : location);
        return made.find() ? made.group(1) + ":" + made.group(2) : null;
    }

    private static @Nullable String matching(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches() ? text : null;
    }
}
