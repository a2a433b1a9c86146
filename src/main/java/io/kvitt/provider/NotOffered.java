package io.kvitt.provider;

import io.kvitt.payment.Code;

/** No request of this provider can do what the command asks of this payment; nothing was sent. */
public final class NotOffered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;

    public NotOffered(Code code) {
        super(code.wireName());
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
