package io.kvitt.orderstatus;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a merchant's own status names are compared: what looks alike is one. */
final class StatusName {

    /** Of no width, or filling in for a letter that is not there; Unicode's default ignorables that may stand in a text. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u3164\\uFE00-\\uFE0F\\uFFA0]");

    /** The pattern of Braille without a dot is as empty as a blank. */
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\u2800]+");

    private StatusName() {}

    /**
     * What two spellings of one status have in common: compatibility characters composed (NFKC), what nobody can see gone,
     * blanks of any kind and number one, none around it, and case folded in full ({@code STRASSE} is {@code Straße}).
     * Java has no case folding; upper case and then lower case, independent of language, comes to the same.
     */
    static String key(String name) {
        String seen = UNSEEN.matcher(Normalizer.normalize(name, Form.NFKC)).replaceAll("");
        String folded = BLANKS.matcher(seen)
                .replaceAll(" ")
                .strip()
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Form.NFKC);
    }
}
