package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.Ids;
import io.kvitt.sandbox.simulation.Json;
import java.util.List;
import java.util.Map;

/** Error answers that come from the edge of a provider and not from its order management. */
final class FaultAnswer {

    private static final Map<Integer, String> KLARNA_CODES = Map.of(
            404, "NO_SUCH_ORDER",
            409, "CONFLICT",
            429, "TOO_MANY_REQUESTS",
            500, "INTERNAL_SERVER_ERROR");

    private FaultAnswer() {}

    static Answer of(String provider, FaultRule rule) {
        int status = rule.statusOrDefault();
        boolean svea = provider.equals("svea");
        if (status == 401) {
            return svea
                    ? Answer.empty(401)
                    : Answer.html(401, "401 Authorization Required")
                            .with("WWW-Authenticate", "Basic realm=\"very closed site\"");
        }
        if (status == 429 && Boolean.TRUE.equals(rule.waitHeaders())) {
            return body(svea, status).with("Retry-After", "1").with("X-Ratelimit-Reset", "1");
        }
        return body(svea, status);
    }

    /** A firewall's 403 and the gateway's 502, 503 and 504 are HTML. */
    private static Answer body(boolean svea, int status) {
        if (status == 403 || status > 500) {
            return Answer.html(status, Integer.toString(status));
        }
        if (svea) {
            return Answer.json(
                    status, Json.bytes(Map.of("Code", status, "Message", "Status " + status, "Errors", List.of())));
        }
        String correlationId = Ids.random();
        String code = KLARNA_CODES.getOrDefault(status, "HTTP_ERROR");
        return Answer.json(
                        status,
                        Json.bytes(Map.of(
                                "error_code", code, "error_messages", List.of(), "correlation_id", correlationId)))
                .with("Klarna-Correlation-Id", correlationId);
    }
}
