package io.kvitt.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How often signing in may be tried. A valid key or token always passes: a neighbour's mistakes must not stop payments. */
@Component
class AttemptLimits {

    private final Throttle failures;
    private final Throttle loginsBySource;
    private final Throttle loginsByName;

    AttemptLimits(LimitSettings settings, Clock clock) {
        this.failures = new Throttle(settings.attempts(), settings.attemptRefill(), clock);
        this.loginsBySource = new Throttle(settings.attempts(), settings.attemptRefill(), clock);
        this.loginsByName = new Throttle(settings.attempts(), settings.attemptRefill(), clock);
    }

    boolean mayFailAgain(HttpServletRequest request) {
        return failures.take(Sources.of(request));
    }

    /** Asked before the password is looked at, and answered alike whether the name exists or not. */
    boolean mayLogIn(HttpServletRequest request, String name) {
        return loginsBySource.take(Sources.of(request)) && loginsByName.take(name.toLowerCase(Locale.ROOT));
    }
}
