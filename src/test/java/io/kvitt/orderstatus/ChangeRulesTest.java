package io.kvitt.orderstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.command.Violation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void a_change_of_today_is_in_order() {
        assertThat(check(NOW)).isEmpty();
        assertThat(check(NOW.plusSeconds(299))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-999999999-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "1999-12-31T23:59:59Z",
                "2026-11-24T12:05:01Z",
                "+294277-01-01T00:00:00Z"
            })
    void a_time_that_cannot_be_true_or_kept_is_refused_by_name(Instant occurredAt) {
        assertThat(check(occurredAt)).extracting(Violation::field).containsExactly("occurredAt");
    }

    private static List<Violation> check(Instant occurredAt) {
        return ChangeRules.check(
                new StatusChange(
                        null, "1", "Levererad", null, occurredAt, null, null, null, null, null, List.of(), null),
                NOW);
    }
}
