package io.kvitt.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.Bound;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class MaskTest {

    private final Mask mask = mask();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna.svensson+kvitt@example.se",
                "Bearer eyJhbGciOi.abc-def",
                "basic c2FuZGJveDpzZWNyZXQ=",
                "4111111111111111",
                "4111 1111 1111 1111",
                "19121212-1212",
                "121212+1212",
                "191212121212"
            })
    void what_looks_personal_or_secret_is_masked_wherever_it_stands(String text) {
        assertThat(mask.of("the answer '" + text + "' is odd")).isEqualTo("the answer '(masked)' is odd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "erp1-000123",
                "100045",
                "202611240001",
                "00000000-0000-4000-8000-000000100001",
                "012c94cf-0e5f-409f-b4f5-1489938aaced",
                "2026-11-24T10:00:00.123456Z",
                "capture:b02fec4a-bd6c-4434-aaa7-275203de05fa"
            })
    void ids_and_times_are_left_alone(String text) {
        assertThat(mask.of("command " + text + " ended")).isEqualTo("command " + text + " ended");
    }

    private static Mask mask() {
        return new Mask(new MockEnvironment()
                .withProperty(
                        "kvitt.logging.mask",
                        Bound.settings(LoggingSettings.class).mask()));
    }
}
