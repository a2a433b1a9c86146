package io.kvitt.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** Answers refused calls with {@code application/problem+json}, and has them audited. */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeniedCalls denied;
    private final AttemptLimits limits;

    Refusals(DeniedCalls denied, AttemptLimits limits) {
        this.denied = denied;
        this.limits = limits;
    }

    /** No credentials, or wrong ones; who goes on with wrong ones is told to wait. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        boolean tried = request.getHeader(ApiKeyFilter.HEADER) != null || request.getHeader("Authorization") != null;
        refuse(
                request,
                response,
                tried && !limits.mayFailAgain(request) ? Refusal.TOO_MANY_ATTEMPTS : Refusal.UNAUTHENTICATED);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        if (e instanceof CsrfException) {
            refuse(request, response, Refusal.CSRF_TOKEN_MISSING);
        } else if (!ApiRules.label(request).equals(ApiRules.UNKNOWN)) {
            refuse(request, response, Refusal.PERMISSION_MISSING);
        } else if (ApiRules.methods(request).isEmpty()) {
            refuse(request, response, Refusal.NOT_FOUND);
        } else {
            response.setHeader("Allow", String.join(", ", ApiRules.methods(request)));
            refuse(request, response, Refusal.METHOD_NOT_ALLOWED);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
            throws IOException {
        // The path itself is not looked at any more: it is what was rejected.
        denied.count("anonymous", Refusal.REQUEST_REJECTED.wireName(), "unknown path");
        write(response, Refusal.REQUEST_REJECTED);
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        denied.count(request, refusal.wireName());
        write(response, refusal);
    }

    static void write(HttpServletResponse response, Refusal refusal) throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:kvitt:problem:" + refusal.wireName());
        problem.put("title", refusal.sentence().en());
        problem.put("status", refusal.status());
        problem.put("code", refusal.wireName());
        problem.put("message", refusal.sentence());
        response.setStatus(refusal.status());
        response.setContentType("application/problem+json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (refusal.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"kvitt\"");
        }
        if (refusal == Refusal.TOO_MANY_ATTEMPTS || refusal == Refusal.UNAVAILABLE) {
            response.setHeader("Retry-After", "10");
        }
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }
}
