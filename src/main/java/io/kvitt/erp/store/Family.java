package io.kvitt.erp.store;

import java.util.Locale;

/** A receipt answers in the kind of format that it was asked in. */
public enum Family {
    CSV,
    JSON,
    XML;

    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
