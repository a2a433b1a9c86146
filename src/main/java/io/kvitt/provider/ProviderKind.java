package io.kvitt.provider;

import java.util.Locale;

/** Whose API an account speaks. */
public enum ProviderKind {
    KLARNA,
    /** The former Klarna Checkout: Klarna's paths on a host of its own. */
    KUSTOM,
    SVEA;

    /** Whether every update needs all lines, whatever the payment is like. */
    public boolean updatesNeedLines() {
        return switch (this) {
            case KLARNA, KUSTOM -> true;
            case SVEA -> false;
        };
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
