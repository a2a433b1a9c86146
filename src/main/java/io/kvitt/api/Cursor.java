package io.kvitt.api;

import java.util.OptionalLong;

/** Where a page ends, as its caller gets it: with a check number, so that an altered or invented one is noticed. */
final class Cursor {

    private static final long CHECK = 1009;

    private Cursor() {}

    static String of(long row) {
        return Long.toString(row * CHECK + (row * 31 + 7) % CHECK, Character.MAX_RADIX);
    }

    /** The row that the cursor was made of; empty for one that was not made here. */
    static OptionalLong row(String cursor) {
        try {
            long row = Long.parseLong(cursor, Character.MAX_RADIX) / CHECK;
            return row >= 0 && of(row).equals(cursor) ? OptionalLong.of(row) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
