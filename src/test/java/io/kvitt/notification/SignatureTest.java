package io.kvitt.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected values were made with {@code openssl dgst -sha256 -hmac}, as docs/notifications.md says. */
class SignatureTest {

    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
    private static final String FIRST = "a-secret-of-at-least-32-characters";
    private static final String SECOND = "another-secret-of-32-characters-or-more";

    @Test
    void is_what_openssl_computes_of_the_time_and_the_body() {
        assertThat(Signature.of("{\"eventId\":\"a:1\"}", AT, List.of(FIRST)))
                .isEqualTo("t=1700000000,v1=fd8437ab5a68e06c0f18afaced33a7ec6825a5c02ed983165fa1cd1d43b84563");
    }

    @Test
    void has_one_value_for_each_secret() {
        assertThat(Signature.of("{\"eventId\":\"a:1\"}", AT, List.of(FIRST, SECOND)))
                .isEqualTo(
                        "t=1700000000,v1=fd8437ab5a68e06c0f18afaced33a7ec6825a5c02ed983165fa1cd1d43b84563,v1=abb4e474bf1ab0ffe94b180c9bf09b62cf4cee721f3b0155004e4ca715689601");
    }

    @Test
    void is_over_the_bytes_of_utf_8() {
        assertThat(Signature.of("å", AT, List.of(FIRST)))
                .isEqualTo("t=1700000000,v1=d49671e0efa70fe148365f376eebb5f0ab2c8d1ddf39c78bb1138648a240fc2b");
    }
}
