package io.kvitt.sandbox.klarna;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a caller shows in {@code Authorization}: user and password in base64, or an API key, which may stand there as it
 * is, or in base64 behind a colon or a user. The scheme is read as HTTP has it: in any case, before one blank or more.
 *
 * @param key null where no key alone is known to be taken
 */
record Credentials(String user, String password, @Nullable String key) {

    private static final String SCHEME = "Basic";

    boolean areShownBy(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME + " ", 0, SCHEME.length() + 1)) {
            return false;
        }
        String shown = authorization.substring(SCHEME.length()).strip();
        String decoded = decoded(shown);
        String expected = user + ":" + password;
        return decoded.equals(expected)
                || key != null && (shown.equals(key) || decoded.equals(":" + key) || decoded.equals(user + ":" + key));
    }

    private static String decoded(String shown) {
        try {
            return new String(Base64.getDecoder().decode(shown), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
