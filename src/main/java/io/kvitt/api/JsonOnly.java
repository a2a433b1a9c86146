package io.kvitt.api;

import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import io.kvitt.views.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses changes that are not declared as JSON or YAML, before the servlet takes their bodies for a form. */
@Component
class JsonOnly extends OncePerRequestFilter {

    private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> TAKEN = Set.of("application/json", "application/x-ndjson", "application/yaml");

    /**
     * Also without a body, when a session's cookie would do: a web page of somebody else's cannot declare such a type
     * without asking first. It cannot send a key or a token either, so that these need no declaration of nothing.
     */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/") || !CHANGES.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        boolean taken = type != null && TAKEN.contains(type.split(";")[0].trim().toLowerCase(Locale.ROOT));
        boolean empty =
                type == null && request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
        boolean byMachine = request.getHeader("X-API-Key") != null || request.getHeader("Authorization") != null;
        if (taken || empty && byMachine) {
            chain.doFilter(request, response);
            return;
        }
        Problem problem = Problem.of(List.of(new Violation(
                Code.INVALID_VALUE,
                "Content-Type",
                "send application/json (application/x-ndjson for JSON lines, application/yaml for settings)")));
        HttpProblem.write(response, problem.withStatus(415));
    }
}
