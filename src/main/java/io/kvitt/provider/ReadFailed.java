package io.kvitt.provider;

import io.kvitt.payment.Code;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The payment could not be read. Nothing was changed by trying. */
public final class ReadFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final @Nullable Duration wait;

    /**
     * @param code {@code PAYMENT_NOT_FOUND}, {@code CREDENTIALS_REFUSED}, {@code PROVIDER_BUSY},
     *     {@code PROVIDER_UNAVAILABLE}, or {@code READING_CONTRADICTS} for an order that is there and makes no sense
     * @param wait what the provider asked for before the next try; null when it did not say
     */
    public ReadFailed(Code code, String message, @Nullable Duration wait) {
        super(message);
        this.code = code;
        this.wait = wait;
    }

    public Code code() {
        return code;
    }

    public @Nullable Duration waitTime() {
        return wait;
    }
}
