package io.kvitt.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** {@code GET /api/v1/openapi.yaml} and {@code /asyncapi.yaml}: the contract, for programs to read. */
@Component("restContract")
public class RestContract {

    private final String openApi = read("openapi.yaml");
    private final String asyncApi = read("asyncapi.yaml");

    public void openApi(Exchange exchange) {
        Replies.set(exchange, 200, "application/yaml", openApi);
    }

    public void asyncApi(Exchange exchange) {
        Replies.set(exchange, 200, "application/yaml", asyncApi);
    }

    private static String read(String name) {
        try {
            return new ClassPathResource(name).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " is not in the jar", e);
        }
    }
}
