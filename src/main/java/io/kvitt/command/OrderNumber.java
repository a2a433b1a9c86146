package io.kvitt.command;

import java.util.regex.Pattern;

/**
 * Order numbers as merchants' systems write them, by one rule for every way in. What stands around one has no meaning and
 * goes; inside nothing is folded: {@code a1} is not {@code A1}, and {@code 007} is not {@code 7}.
 */
public final class OrderNumber {

    static final String REMEDY =
            "1 to 64 letters, digits, blanks or . , _ : # + - / ( ) [ ] & * ! = @ ' ~ | $ № §, the first of"
                    + " them none of . , : + - / ) ] = @ ' |; between slashes more than nothing, . or ..";

    /** What a spreadsheet would take for a formula begins no number. */
    private static final Pattern NUMBER =
            Pattern.compile("[\\p{L}\\p{N}_#(\\[&*!~$№§][\\p{L}\\p{M}\\p{N} ._,:#+/()\\[\\]&*!='@~|$№§-]{0,63}");

    private OrderNumber() {}

    /** Without what stands around it that is white space, also of the kind that does not break, or that nobody can see. */
    public static String trimmed(String given) {
        int from = 0;
        int to = given.length();
        while (from < to && isAround(given.codePointAt(from))) {
            from += Character.charCount(given.codePointAt(from));
        }
        while (to > from && isAround(given.codePointBefore(to))) {
            to -= Character.charCount(given.codePointBefore(to));
        }
        return given.substring(from, to);
    }

    /** Whether a trimmed one may be an order number. */
    public static boolean isOne(String number) {
        if (!NUMBER.matcher(number).matches()) {
            return false;
        }
        // In an address, whatever stands between the two would read these parts as steps to somewhere else.
        for (String part : number.split("/", -1)) {
            if (part.isBlank() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAround(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT
                || character == 0x85;
    }
}
