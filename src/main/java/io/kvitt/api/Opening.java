package io.kvitt.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets calls wait that come before the routes stand: the server listens some time earlier, and would say that there is no
 * such resource, which a sender takes for an end.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Opening extends OncePerRequestFilter {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch open = new CountDownLatch(1);

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        open.countDown();
    }

    /** The probes are answered at any time. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return open.getCount() == 0 || !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isOpenInTime()) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("Retry-After", "1");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private boolean isOpenInTime() {
        try {
            return open.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
