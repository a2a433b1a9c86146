package io.kvitt.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** {@code GET /api/v1/session}: who the caller is, and the token that a session's changes need. */
final class SessionView extends OncePerRequestFilter {

    static final String PATH = "/api/v1/session";
    static final RequestMatcher VIEW = PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, PATH);

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !VIEW.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        write(request, response, Caller.of(request.getUserPrincipal()));
    }

    static void write(HttpServletRequest request, HttpServletResponse response, Caller caller) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("caller", caller.name());
        body.put("permissions", caller.grant().permissionNames());
        body.put("accounts", caller.accounts().sorted());
        if (request.getSession(false) != null
                && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            body.put("csrfHeader", token.getHeaderName());
            body.put("csrfToken", token.getToken());
        }
        response.setContentType("application/json;charset=UTF-8");
        response.getOutputStream().write(JSON.writeValueAsBytes(body));
    }
}
