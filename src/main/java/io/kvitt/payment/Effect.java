package io.kvitt.payment;

import java.util.Locale;

/** One kind of change at a provider. A command may need more than one, each in a pass of its own. */
public enum Effect {
    ACTIVATE,
    ANNUL,
    CREDIT,
    UPDATE,
    /** Give back what a partly activated payment still has reserved, once all that was taken is paid back. */
    RELEASE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
