package io.kvitt.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** A session knows who logged in; what they may do is looked up anew, so that a removed user is out at once. */
final class CurrentUserFilter extends OncePerRequestFilter {

    private final Logins logins;

    CurrentUserFilter(Logins logins) {
        this.logins = logins;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller = Caller.of(SecurityContextHolder.getContext().getAuthentication());
        if (caller.name().startsWith(User.PREFIX)) {
            try {
                Optional<Caller> current = logins.current(caller);
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                current.ifPresent(now -> context.setAuthentication(now.authenticated()));
                SecurityContextHolder.setContext(context);
            } catch (DataAccessException e) {
                Refusals.write(response, Refusal.UNAVAILABLE);
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
