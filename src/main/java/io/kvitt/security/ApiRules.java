package io.kvitt.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Which permission each call needs. What is not in the list is denied. */
final class ApiRules {

    /**
     * One line of the list; the first that matches counts.
     *
     * @param permission null when any valid caller may
     */
    record Rule(
            @Nullable HttpMethod method,
            String path,
            @Nullable Permission permission,
            RequestMatcher matcher) {

        /** For the audit trail: the pattern, never what the caller wrote. */
        String label() {
            return (method == null ? "any" : method.name()) + " " + path;
        }
    }

    static final List<Rule> ALL = List.of(
            rule(HttpMethod.POST, "/api/v1/commands", Permission.PAYMENTS_ACT),
            rule(HttpMethod.GET, "/api/v1/commands", Permission.PAYMENTS_READ),
            rule(HttpMethod.GET, "/api/v1/commands/{commandId}", Permission.PAYMENTS_READ),
            rule(HttpMethod.POST, "/api/v1/commands/{commandId}/retry", Permission.OPERATIONS),
            rule(HttpMethod.POST, "/api/v1/commands/{commandId}/resolve", Permission.OPERATIONS),
            rule(HttpMethod.GET, "/api/v1/files/**", Permission.PAYMENTS_READ),
            rule(null, "/api/v1/attention/**", Permission.OPERATIONS),
            rule(HttpMethod.GET, "/api/v1/webhook-deliveries", Permission.OPERATIONS),
            rule(HttpMethod.GET, "/api/v1/orders/**", Permission.PAYMENTS_READ),
            rule(HttpMethod.GET, "/api/v1/order-references/{orderNumber}", Permission.PAYMENTS_READ),
            rule(HttpMethod.PUT, "/api/v1/order-references/{orderNumber}", Permission.PAYMENTS_ACT),
            rule(HttpMethod.POST, "/api/v1/order-references", Permission.PAYMENTS_ACT),
            rule(HttpMethod.POST, "/api/v1/order-status-changes", Permission.PAYMENTS_ACT),
            rule(HttpMethod.GET, "/api/v1/order-status-actions/**", Permission.SETTINGS_READ),
            rule(HttpMethod.POST, "/api/v1/order-status-actions/preview", Permission.SETTINGS_READ),
            rule(null, "/api/v1/order-status-actions/**", Permission.SETTINGS_WRITE),
            rule(null, "/api/v1/api-keys/**", Permission.SETTINGS_WRITE),
            rule(null, "/api/v1/users/**", Permission.SETTINGS_WRITE),
            rule(HttpMethod.GET, "/api/v1/audit/**", Permission.OPERATIONS),
            rule(HttpMethod.GET, "/api/v1/openapi.yaml", null),
            rule(HttpMethod.GET, "/api/v1/asyncapi.yaml", null),
            rule(HttpMethod.GET, "/actuator/prometheus", Permission.METRICS_READ),
            rule(HttpMethod.GET, "/actuator/**", Permission.OPERATIONS));

    private ApiRules() {}

    static final String UNKNOWN = "unknown path";

    static String label(HttpServletRequest request) {
        return ALL.stream()
                .filter(rule -> rule.matcher().matches(request))
                .map(Rule::label)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** The methods of the rules that are for the path, whatever the method of this request; none for an unknown path. */
    static Set<String> methods(HttpServletRequest request) {
        Set<String> methods = new TreeSet<>();
        for (Rule rule : ALL) {
            if (rule.method() != null
                    && PathPatternRequestMatcher.withDefaults()
                            .matcher(rule.path())
                            .matches(request)) {
                methods.add(rule.method().name());
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private static Rule rule(@Nullable HttpMethod method, String path, @Nullable Permission permission) {
        PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
        return new Rule(
                method, path, permission, method == null ? builder.matcher(path) : builder.matcher(method, path));
    }
}
