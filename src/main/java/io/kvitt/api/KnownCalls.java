package io.kvitt.api;

import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import io.kvitt.views.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.rest.RestParamType;
import org.apache.camel.model.rest.VerbDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Refuses what no REST path of the routes takes: another path or method, a query parameter that is not declared there
 * or that stands twice, and an encoding. A misspelt filter would list everything.
 */
@Component
class KnownCalls extends OncePerRequestFilter {

    private record Call(String method, PathPattern path, Set<String> parameters) {}

    private final ObjectProvider<CamelContext> camel;
    private volatile @Nullable List<Call> calls;

    KnownCalls(ObjectProvider<CamelContext> camel) {
        this.camel = camel;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/v1/")
                || request.getRequestURI().equals("/api/v1/session");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        List<Call> here =
                calls().stream().filter(call -> call.path().matches(path)).toList();
        List<Call> meant = here.stream()
                .filter(call -> call.method().equals(request.getMethod()))
                .toList();
        String encoding = request.getHeader("Content-Encoding");
        if (here.isEmpty()) {
            HttpProblem.NOT_FOUND.write(response, "");
        } else if (meant.isEmpty()) {
            Set<String> allowed = new TreeSet<>();
            here.forEach(call -> allowed.add(call.method()));
            if (allowed.contains("GET")) {
                allowed.add("HEAD");
            }
            response.setHeader("Allow", String.join(", ", allowed));
            HttpProblem.METHOD_NOT_ALLOWED.write(response, "");
        } else if (encoding != null && !encoding.trim().equalsIgnoreCase("identity")) {
            response.setHeader("Accept-Encoding", "identity");
            HttpProblem.UNSUPPORTED_MEDIA_TYPE.write(response, "Content-Encoding: send the body as it is");
        } else {
            Violation wrong = wrongQuery(request.getQueryString(), meant);
            if (wrong == null) {
                chain.doFilter(request, response);
            } else {
                HttpProblem.write(response, Problem.of(List.of(wrong)));
            }
        }
    }

    /** What is wrong with the query; null when nothing is. */
    private static @Nullable Violation wrongQuery(@Nullable String query, List<Call> meant) {
        Set<String> taken = new TreeSet<>();
        meant.forEach(call -> taken.addAll(call.parameters()));
        Set<String> seen = new HashSet<>();
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            String name;
            try {
                name = decoded(pair).split("=", 2)[0];
            } catch (IllegalArgumentException e) {
                return new Violation(Code.MALFORMED, "query", "send % only before two hexadecimal digits, else %25");
            } catch (CharacterCodingException e) {
                return new Violation(Code.MALFORMED, "query", "percent-encode the bytes of UTF-8");
            }
            if (!taken.contains(name)) {
                return new Violation(
                        Code.UNKNOWN_FIELD, "query", taken.isEmpty() ? "no query parameters" : "one of " + taken);
            }
            if (!seen.add(name)) {
                return new Violation(Code.INVALID_VALUE, name, "send it once");
            }
        }
        return null;
    }

    /** The server would take what is no UTF-8 for a fault of its own. */
    private static String decoded(String pair) throws CharacterCodingException {
        byte[] bytes = URLDecoder.decode(pair, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private List<Call> calls() {
        List<Call> known = calls;
        if (known == null) {
            known = ((ModelCamelContext) camel.getObject())
                    .getRestDefinitions().stream()
                            .flatMap(rest -> rest.getVerbs().stream().map(verb -> call(rest.getPath(), verb)))
                            .toList();
            calls = known;
        }
        return known;
    }

    private static Call call(@Nullable String base, VerbDefinition verb) {
        String tail = verb.getPath() == null || verb.getPath().equals("/") ? "" : verb.getPath();
        List<String> parameters = new ArrayList<>();
        verb.getParams().forEach(parameter -> {
            if (parameter.getType() == RestParamType.query) {
                parameters.add(parameter.getName());
            }
        });
        return new Call(
                verb.asVerb().toUpperCase(Locale.ROOT),
                PathPatternParser.defaultInstance.parse("/api" + (base == null ? "" : base) + tail),
                Set.copyOf(parameters));
    }
}
