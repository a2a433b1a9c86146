package io.kvitt.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has callers let go of their connections before the server does: a call that is sent on one that is just being closed has
 * no answer. Being of the default phase, this stops first, while calls are still taken and the probe says no more of them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Closing extends OncePerRequestFilter implements SmartLifecycle {

    private final Duration time;
    private volatile boolean running;
    private volatile boolean closing;

    Closing(ShutdownSettings settings) {
        this.time = settings.drain();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (closing) {
            response.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        closing = true;
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
