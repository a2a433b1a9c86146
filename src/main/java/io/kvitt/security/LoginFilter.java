package io.kvitt.security;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** {@code POST /api/v1/session} with a name and a password gives a session. */
final class LoginFilter extends OncePerRequestFilter {

    static final RequestMatcher LOGIN =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, SessionView.PATH);

    private static final int LARGEST_BODY = 1024;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(2).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Logins logins;
    private final AttemptLimits limits;
    private final Refusals refusals;
    private final SessionAuthenticationStrategy sessions;
    private final SecurityContextRepository contexts;

    LoginFilter(
            Logins logins,
            AttemptLimits limits,
            Refusals refusals,
            SessionAuthenticationStrategy sessions,
            SecurityContextRepository contexts) {
        this.logins = logins;
        this.limits = limits;
        this.refusals = refusals;
        this.sessions = sessions;
        this.contexts = contexts;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !LOGIN.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            JsonNode body = body(request);
            String name = body.path("name").asText();
            if (!limits.mayLogIn(request, name)) {
                throw new Refused(Refusal.TOO_MANY_ATTEMPTS);
            }
            Authentication caller =
                    logins.logIn(name, body.path("password").asText()).authenticated();
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(caller);
            // A new session id, so that one that was planted before is worth nothing.
            request.getSession();
            sessions.onAuthentication(caller, request, response);
            SecurityContextHolder.setContext(context);
            contexts.saveContext(context, request, response);
            SessionView.write(request, response, (Caller) caller.getPrincipal());
        } catch (Refused e) {
            refusals.refuse(request, response, e.refusal());
        } catch (DataAccessException e) {
            Refusals.write(response, Refusal.UNAVAILABLE);
        }
    }

    /** Declared as JSON, which a foreign web page cannot do without asking first. */
    private static JsonNode body(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        byte[] bytes = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (type == null
                || !type.split(";")[0].trim().equalsIgnoreCase("application/json")
                || bytes.length > LARGEST_BODY) {
            throw new Refused(Refusal.LOGIN_FAILED);
        }
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new Refused(Refusal.LOGIN_FAILED);
        }
    }
}
