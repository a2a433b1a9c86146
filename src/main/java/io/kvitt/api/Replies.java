package io.kvitt.api;

import io.kvitt.views.Json;
import io.kvitt.views.Problem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Puts an HTTP answer into the exchange; headers of the request do not come back. */
final class Replies {

    private Replies() {}

    static Message json(Exchange exchange, int status, Object body) {
        return set(exchange, status, "application/json", Json.text(body));
    }

    /** A page under its name, and where the next begins. */
    static void page(Exchange exchange, String name, List<?> items, @Nullable Long next) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(name, items);
        if (next != null) {
            body.put("nextCursor", Cursor.of(next));
        }
        json(exchange, 200, body);
    }

    static void problem(Exchange exchange, Problem problem) {
        set(exchange, problem.status(), "application/problem+json", Json.text(problem));
    }

    static Message set(Exchange exchange, int status, String contentType, String body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, contentType + ";charset=UTF-8");
        message.setBody(body.getBytes(StandardCharsets.UTF_8));
        return message;
    }
}
