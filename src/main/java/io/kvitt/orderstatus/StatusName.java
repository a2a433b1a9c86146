package io.kvitt.orderstatus;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/** How a merchant's own status names are compared. */
final class StatusName {

    private StatusName() {}

    /**
     * What two spellings of one status have in common: compatibility characters composed (NFKC), white space around it
     * gone, and case folded in full ({@code STRASSE} is {@code Straße}). Java has no case folding; upper case and then
     * lower case, independent of language, comes to the same.
     */
    static String key(String name) {
        String folded = Normalizer.normalize(name, Form.NFKC)
                .strip()
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Form.NFKC);
    }
}
