package io.kvitt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.sandbox.SandboxClient.Reply;
import io.kvitt.sandbox.simulation.NewOrder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the providers' documents forbid is refused, in their words, and does nothing. */
class ForbiddenRequestsTest {

    private static final String LINE = "\"reference\":\"A\",\"name\":\"Stol\",\"quantity\":1,\"unit_price\":1000,"
            + "\"tax_rate\":2500,\"total_amount\":1000,\"total_tax_amount\":200";
    private static final String ROW = "\"Name\":\"Stol\",\"Quantity\":100,\"UnitPrice\":1000,\"VatPercent\":2500";
    private static final Pattern LETTERS = Pattern.compile("~(\\d+)~");

    private static final SandboxServer SERVER = SandboxServer.start(0);
    private final SandboxClient client = new SandboxClient(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    static Stream<String> requests() throws IOException {
        try (InputStream file = ForbiddenRequestsTest.class.getResourceAsStream("/sandbox/forbidden.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_forbidden_request_is_refused_and_does_nothing(String line) {
        String[] parts = line.split(" \\| ");
        String provider = parts[0];
        String[] order = parts[1].split(" ");
        String id = client.create(NewOrder.authorized(provider, SandboxClient.nextNumber(), 20_000)
                .withState(order[0])
                .paidBy(order.length > 1 ? order[1] : null));
        boolean svea = provider.equals("svea");
        JsonNode before = svea ? client.sveaOrder(id) : client.klarnaOrder(id);
        String[] call = parts[2].split(" ");
        String path = call.length < 2
                ? id
                : id + "/"
                        + call[1].replace(
                                        "%C",
                                        before.at("/captures/0/capture_id").asText())
                                .replace("%D", before.at("/Deliveries/0/Id").asText());
        String body = body(parts[3]);
        Reply reply = svea ? client.svea(call[0], path, body) : client.klarna(call[0], path, body);
        String reason = svea ? reply.json().at("/Errors/0/Field").asText() : reply.errorCode();
        assertThat((reply.status() + " " + reason).strip()).as(reply.body()).isEqualTo(parts[4]);
        assertThat(client.ledger(provider, id)).isEmpty();
        assertThat(svea ? client.sveaOrder(id) : client.klarnaOrder(id)).isEqualTo(before);
    }

    private static String body(String text) {
        String whole = text.replace("%1001LINES", many(1001, "{%LINE}"))
                .replace("%501SHIPMENTS", many(501, "{}"))
                .replace("%LINE", LINE)
                .replace("%ROW", ROW);
        return LETTERS.matcher(whole).replaceAll(found -> "x".repeat(Integer.parseInt(found.group(1))));
    }

    private static String many(int count, String item) {
        return String.join(",", Collections.nCopies(count, item));
    }
}
