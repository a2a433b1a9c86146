package io.kvitt.provider;

import java.util.Locale;

/** Whose API an account speaks. */
public enum ProviderKind {
    KLARNA,
    /** The former Klarna Checkout: Klarna's paths on a host of its own. */
    KUSTOM,
    SVEA;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
