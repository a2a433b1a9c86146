package io.kvitt.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.Bound;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ClosingTest {

    private final Closing closing = new Closing(Bound.settings(ShutdownSettings.class, "drain", "0s"));

    @Test
    void callers_are_asked_to_let_go_of_their_connections_once_the_end_has_begun() throws Exception {
        closing.start();
        assertThat(connection()).isNull();

        closing.stop();

        assertThat(connection()).isEqualTo("close");
        assertThat(closing.isRunning()).isFalse();
    }

    @Test
    void they_are_asked_before_the_server_takes_no_more_calls() {
        assertThat(closing.getPhase()).isGreaterThan(WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE);
    }

    private @Nullable String connection() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        closing.doFilter(new MockHttpServletRequest(), response, new MockFilterChain());
        return response.getHeader("Connection");
    }
}
