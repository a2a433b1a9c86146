package io.kvitt.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** The header {@code X-API-Key}. A request that has it is judged by it alone, whatever cookies it carries. */
final class ApiKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-API-Key";

    private final KeyRing keys;
    private final Refusals refusals;

    ApiKeyFilter(KeyRing keys, Refusals refusals) {
        this.keys = keys;
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> values = Collections.list(request.getHeaders(HEADER));
        SecurityContextHolder.clearContext();
        Optional<Caller> caller;
        try {
            caller = values.size() == 1 && request.getHeader("Authorization") == null
                    ? keys.callerWith(values.get(0))
                    : Optional.empty();
        } catch (DataAccessException e) {
            Refusals.write(response, Refusal.UNAVAILABLE);
            return;
        }
        if (caller.isEmpty()) {
            refusals.commence(request, response, new BadCredentialsException("key"));
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(caller.get().authenticated());
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }
}
