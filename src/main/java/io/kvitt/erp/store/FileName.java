package io.kvitt.erp.store;

import java.util.regex.Pattern;

/** A dropped file's name, made safe for receipts, logs and any file system. */
public final class FileName {

    private static final Pattern PREFIX = Pattern.compile("^[0-9a-f]{8}~");
    private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{N}._-]");
    private static final int MAX_LENGTH = 90;

    private FileName() {}

    /** @param workName in work/, where a name that was taken is told from the other by a prefix */
    public static String original(String workName) {
        String safe = UNSAFE.matcher(PREFIX.matcher(workName).replaceFirst("")).replaceAll("_");
        int excess = safe.codePointCount(0, safe.length()) - MAX_LENGTH;
        return excess <= 0 ? safe : safe.substring(safe.offsetByCodePoints(0, excess));
    }

    public static String withoutExtension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** Puts text before the extension. */
    public static String with(String name, String text) {
        String stem = withoutExtension(name);
        return stem + text + name.substring(stem.length());
    }
}
