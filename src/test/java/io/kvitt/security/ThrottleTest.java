package io.kvitt.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ThrottleTest {

    private final MovableClock clock = new MovableClock();
    private final Throttle throttle = new Throttle(3, Duration.ofSeconds(6), clock);

    @Test
    void a_burst_is_let_through_and_then_one_in_each_period() {
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.take("a")).isTrue();
        }
        assertThat(throttle.take("a")).isFalse();
        clock.advance(Duration.ofSeconds(6));
        assertThat(throttle.take("a")).isTrue();
        assertThat(throttle.take("a")).isFalse();
    }

    @Test
    void a_long_silence_gives_no_more_than_a_burst() {
        throttle.take("a");
        clock.advance(Duration.ofDays(1));
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.take("a")).isTrue();
        }
        assertThat(throttle.take("a")).isFalse();
    }

    @Test
    void one_does_not_pay_for_another_and_the_memory_is_bounded() {
        for (int i = 0; i < 4; i++) {
            throttle.take("a");
        }
        assertThat(throttle.take("b")).isTrue();
        for (int i = 0; i < 10_001; i++) {
            throttle.take("source-" + i);
        }
        assertThat(throttle.take("a")).isTrue();
    }

    @Test
    void the_addresses_of_one_ipv6_network_count_as_one_source() {
        assertThat(source("2001:db8:1:2:3:4:5:6")).isEqualTo(source("2001:db8:1:2:9:9:9:9"));
        assertThat(source("2001:db8:1:2:3:4:5:6")).isNotEqualTo(source("2001:db8:1:3:3:4:5:6"));
        assertThat(source("192.0.2.1")).isEqualTo("192.0.2.1");
    }

    private static String source(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return Sources.of(request);
    }
}
