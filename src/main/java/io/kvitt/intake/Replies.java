package io.kvitt.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts an HTTP answer into the exchange; headers of the request do not come back. */
final class Replies {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private Replies() {}

    static Message json(Exchange exchange, int status, Object body) {
        return set(exchange, status, "application/json", text(body));
    }

    static void problem(Exchange exchange, Problem problem) {
        set(exchange, problem.status(), "application/problem+json", text(problem));
    }

    static Message set(Exchange exchange, int status, String contentType, String body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, contentType + ";charset=UTF-8");
        message.setBody(body.getBytes(StandardCharsets.UTF_8));
        return message;
    }

    static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
