package io.kvitt.erp.format;

import io.kvitt.command.OrderNumber;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What of a rejected record's text may be written down: only what looks like what it should be. */
public final class FieldText {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._-]{1,40}");
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:#+-]{0,99}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,20}");
    private static final Pattern NUMBER = Pattern.compile("[0-9.,+-]{1,20}");

    private FieldText() {}

    /** Only A to Z: other letters, such as the dotless i, have capitals that look like ours. */
    public static String lowerCase(String word) {
        StringBuilder lower = new StringBuilder(word);
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c - 'A' + 'a'));
            }
        }
        return lower.toString();
    }

    /** A field's or column's name; null when it could be something else. */
    static @Nullable String name(String name) {
        return NAME.matcher(name).matches() ? name : null;
    }

    public static @Nullable String of(FileRecord record, Field field) {
        String value = record.value(field);
        if (field == Field.ORDER_NO && value != null) {
            String number = OrderNumber.trimmed(value);
            // A number may hold nearly anything; an address in the wrong column is no number.
            return OrderNumber.isOne(number) && !number.contains("@") ? number : null;
        }
        Pattern allowed = switch (field) {
            case COMMAND_ID, PROVIDER, PROVIDER_ORDER_ID -> ID;
            case ORDER_NO -> null;
            case COMMAND, CURRENCY -> WORD;
            case AMOUNT -> NUMBER;
            case STATUS, OCCURRED_AT, PAYMENT_TYPE, REASON -> null;
        };
        return value != null && allowed != null && allowed.matcher(value).matches() ? value : null;
    }
}
