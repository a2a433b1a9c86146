package io.kvitt.endtoend;

import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@EndToEnd
class FilesEndToEndTest {

    @LocalServerPort
    private int port;

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Path DIRECTORY = EndToEnd.DATA.resolve("erp");
    private static final String HEADER =
            "record;command_id;command;provider;provider_order_id;order_no;status;amount;currency;row_no;sku;name;qty;"
                    + "unit_price;vat_percent;discount_percent;reason\n";

    @Test
    void the_good_records_of_a_file_are_executed_and_the_bad_ones_named() throws IOException {
        String klarna = make(order("klarna"));
        String svea = make(invoice());
        String annulled = make(order("klarna").withState("cancelled"));
        drop(
                "mixed.csv",
                "#kvitt;version=1;file_id=E2E-1;seq=1;created=2026-11-23T18:00:00+01:00\n" + HEADER
                        + "O;e1-1;ACTIVATE;klarna;" + klarna + ";;;1000.00;SEK;;;;;;;;\n"
                        + "O;e1-2;ANNUL;svea;" + svea + ";;;;;;;;;;;;Slut i lager\n"
                        + "O;e1-3;ACTIVATE;klarna;" + annulled + ";;;;;;;;;;;;\n"
                        + "O;e1-4;ACTIVATE;klarna;" + klarna + ";;;1000,00;SEK;;;;;;;;\n"
                        + "O;e1-5;ACTIVATE;klarna;" + klarna + ";;;;;;;;;;;;\n"
                        + "O;e1-6;STATUS;;;100049;Aldrig satt;;SEK;;;;;;;;\n"
                        + "T;6\n");

        List<String> result = receipt("mixed.result.csv");

        assertThat(receipt("mixed.ack.csv").get(0)).contains("status=ACCEPTED", "records=6", "rejected=2");
        assertThat(result.get(0)).contains("status=PARTIAL", "ok=2", "noop=1", "rejected=2", "failed=1", "pending=0");
        assertThat(result.stream()
                        .filter(line -> line.startsWith("D;"))
                        .map(line -> line.split(";")[2] + " " + line.split(";", -1)[7] + " " + line.split(";", -1)[8]))
                .containsExactly(
                        "e1-1 OK ",
                        "e1-2 OK ",
                        "e1-3 FAILED P-PAYMENT_ANNULLED",
                        "e1-4 REJECTED V-INVALID_VALUE",
                        "e1-5 NOOP P-ALREADY_ACTIVATED",
                        "e1-6 REJECTED V-STATUS_UNMAPPED");
        assertThat(result).last().isEqualTo("T;6");
        assertThat(effects("klarna", klarna)).containsExactly("capture 100000");
        assertThat(effects("svea", svea)).containsExactly("cancel-order 100000");
        assertThat(receipt("mixed.retry.csv")).hasSizeGreaterThanOrEqualTo(4);
        await().atMost(BOUND).until(() -> found("done", "mixed.csv"));
    }

    @Test
    void a_file_s_progress_its_refused_records_and_its_receipts_are_seen_over_rest() throws IOException {
        String klarna = make(order("klarna"));
        drop(
                "seen.csv",
                "#kvitt;version=1;file_id=E2E-SEEN\n" + HEADER
                        + "O;seen-1;ACTIVATE;klarna;" + klarna + ";;;1000.00;SEK;;;;;;;;\n"
                        + "O;seen-2;ACTIVATE;klarna;" + klarna + ";;;1000,00;SEK;;;;;;;;\nT;2\n");
        List<String> result = receipt("seen.result.csv");
        Api api = new Api(port);

        await().atMost(BOUND)
                .until(() ->
                        seen(api, "/files?state=done", "seen.csv").findFirst().isPresent());
        JsonNode row = seen(api, "/files", "seen.csv").findFirst().orElseThrow();
        assertThat(row.path("fileId").asText()).isEqualTo("E2E-SEEN");
        assertThat(row.path("records").asInt()).isEqualTo(2);

        String id = row.path("id").asText();
        JsonNode file = api.get("/files/" + id).body();
        assertThat(file.path("commands")).hasToString("{\"SUCCEEDED\":1}");
        assertThat(file.path("refused")).hasSize(1);
        assertThat(file.path("refused").get(0).path("line").asInt()).isEqualTo(4);
        assertThat(file.path("refused").get(0).path("code").asText()).isEqualTo("invalid-value");
        assertThat(file.path("refused").get(0).path("fields").asText()).isEqualTo("amount");
        assertThat(stream(file.path("receipts")).map(JsonNode::asText))
                .containsExactly("seen.ack.csv", "seen.result.csv", "seen.retry.csv");

        Api.Reply receipt = api.get("/files/" + id + "/receipts/seen.result.csv");
        assertThat(receipt.http().headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(new String(receipt.http().body(), StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(result);
    }

    @Test
    void a_broken_file_says_why_and_where() throws IOException {
        drop("seen-cut.csv", "#kvitt;version=1\n" + HEADER + "O;seen-3;ACTIVATE;klarna;x;;;10");
        receipt("seen-cut.ack.csv");

        JsonNode row = seen(new Api(port), "/files?state=rejected", "seen-cut.csv")
                .findFirst()
                .orElseThrow();
        assertThat(row.path("fault").path("code").asText()).isEqualTo("file-broken");
        assertThat(row.path("fault").path("message").path("en").asText()).contains("not as many fields");
        assertThat(row.path("fault").path("line").asInt()).isEqualTo(3);
    }

    @Test
    void no_name_of_a_receipt_leads_out_of_the_file_s_own() throws IOException {
        drop("own.csv", "#kvitt;version=1\n" + HEADER + "T;0\n");
        receipt("own.ack.csv");
        Api api = new Api(port);
        String id = seen(api, "/files", "own.csv")
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();

        assertThat(api.get("/files/" + id + "/receipts/mixed.result.csv").text("code"))
                .isEqualTo("receipt-not-found");
        assertThat(api.get("/files/" + id + "/receipts/own.ack.json").status()).isEqualTo(404);
        assertThat(api.get("/files/999999999").text("code")).isEqualTo("file-not-found");
        assertThat(api.get("/files/none").text("code")).isEqualTo("invalid-value");
        assertThat(api.get("/files?state=gone").text("code")).isEqualTo("invalid-value");
    }

    @Test
    void what_is_never_taken_stands_in_attention_until_it_is_gone() throws IOException {
        Path folder = Files.createDirectory(DIRECTORY.resolve("in").resolve("never-taken.csv"));
        Api api = new Api(port);
        await().atMost(BOUND).until(() -> lies(api, "never-taken.csv"));

        Files.delete(folder);
        await().atMost(BOUND).until(() -> !lies(api, "never-taken.csv"));
    }

    private static boolean lies(Api api, String name) {
        return stream(api.get("/attention").body().path("files"))
                .anyMatch(file -> file.path("name").asText().equals(name));
    }

    private static Stream<JsonNode> seen(Api api, String list, String name) {
        return stream(api.get(list).body().path("files"))
                .filter(file -> file.path("name").asText().equals(name));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Test
    void a_file_that_is_cut_short_executes_nothing() throws IOException {
        String klarna = make(order("klarna"));
        drop(
                "cut.csv",
                "#kvitt;version=1;file_id=E2E-2\n" + HEADER
                        + "O;e2-1;ACTIVATE;klarna;" + klarna + ";;;1000.00;SEK;;;;;;;;\n"
                        + "O;e2-2;ACTIVATE;klarna;" + klarna + ";;;10");

        assertThat(receipt("cut.ack.csv").get(0)).contains("status=REJECTED");
        await().atMost(BOUND).until(() -> found("error", "cut.csv"));
        assertThat(effects("klarna", klarna)).isEmpty();
    }

    @Test
    void the_same_file_again_is_a_duplicate_and_the_same_command_in_another_file_too() throws IOException {
        String klarna = make(order("klarna"));
        String content = """
                {"format":"kvitt/1","fileId":"E2E-3","sequence":8}
                {"commandId":"e3-1","command":"ACTIVATE","provider":"klarna","providerOrderId":"%s"}
                {"end":true,"count":1}
                """.formatted(klarna);
        drop("first.jsonl", content);
        receipt("first.result.json");
        drop("second.jsonl", content);
        drop("third.jsonl", content.replace("E2E-3", "E2E-3b"));

        assertThat(String.join("", receipt("second.ack.json"))).contains("DUPLICATE");
        assertThat(String.join("", receipt("third.result.json"))).contains("DUPLICATE");
        assertThat(effects("klarna", klarna)).hasSize(1);
    }

    @Test
    void json_and_xml_files_are_taken_too() throws IOException {
        String updated = make(order("klarna"));
        String delivered = make(invoice());
        drop("orders.json", """
                {"format":"kvitt/1","fileId":"E2E-4","sequence":7,"count":1,"commands":[
                 {"commandId":"e4-1","command":"UPDATE","provider":"klarna","providerOrderId":"%s","amount":"897.00",
                  "currency":"SEK","rows":[
                   {"rowNo":1,"sku":"KAFFE-500","name":"Kaffe mörkrost","qty":"2","unitPrice":"399.00","vatPercent":"12"},
                   {"rowNo":2,"sku":"FRAKT","name":"Frakt","qty":"1","unitPrice":"99.00","vatPercent":"25"}]}]}
                """.formatted(updated));
        drop("orders.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <commands xmlns="urn:kvitt:commands:1" fileId="E2E-5" sequence="7" count="1">
                  <command id="e5-1" type="ACTIVATE" provider="svea">
                    <providerOrderId>%s</providerOrderId>
                    <amount currency="SEK">1000.00</amount>
                  </command>
                </commands>
                """.formatted(delivered));

        assertThat(String.join("", receipt("orders.result.json"))).contains("\"OK\"");
        assertThat(String.join("", receipt("orders.result.xml"))).contains("OK");
        assertThat(effects("klarna", updated)).singleElement().asString().endsWith(" 89700");
        assertThat(effects("svea", delivered)).containsExactly("deliver 100000");
    }

    @Test
    void an_external_entity_is_refused_with_the_whole_file() throws IOException {
        drop("xxe.xml", """
                <?xml version="1.0"?>
                <!DOCTYPE commands [<!ENTITY x SYSTEM "file:///etc/hostname">]>
                <commands><command type="ACTIVATE"><orderNo>&x;</orderNo></command></commands>
                """);

        assertThat(String.join("", receipt("xxe.ack.xml"))).contains("REJECTED");
    }

    @Test
    void status_records_do_what_the_settings_say_and_the_receipt_tells_what_did_nothing() throws IOException {
        Api api = new Api(port);
        new StatusActions(api).setUsual("{'enabled':false}");
        StatusActions.Order shipped = StatusActions.order(api, order("klarna"), "klarna");
        StatusActions.Order cancelled = StatusActions.order(api, invoice(), "svea");
        String file = "e6-" + shipped.number();
        drop(
                file + ".csv",
                "#kvitt;version=1;file_id=" + file + "\n"
                        + "record;command_id;command;order_no;status;occurred_at\n"
                        + "O;" + file + "-1;STATUS;" + shipped.number() + ";Mottagen;2026-11-20T12:00:00+01:00\n"
                        + "O;" + file + "-2;STATUS;" + shipped.number() + ";LEVERERAD;2026-11-20T13:00:00+01:00\n"
                        + "O;" + file + "-3;STATUS;" + cancelled.number() + ";makulerad;\n"
                        + "O;" + file + "-4;STATUS;" + shipped.number() + ";Klar;2026-11-20T14:00:00+01:00\n"
                        + "O;" + file + "-5;STATUS;" + shipped.number() + ";Mottagen;2026-11-20T11:00:00+01:00\n"
                        + "O;" + file + "-6;STATUS;" + shipped.number() + ";Aldrig hörd;2026-11-20T15:00:00+01:00\n"
                        + "O;" + file + "-2;STATUS;" + shipped.number() + ";Levererad;2026-11-20T13:00:00+01:00\n"
                        + "T;7\n");

        assertThat(receipt(file + ".result.csv").stream()
                        .filter(line -> line.startsWith("D;"))
                        .map(line ->
                                line.split(";", -1)[1] + " " + line.split(";", -1)[7] + " " + line.split(";", -1)[8]))
                .containsExactly(
                        "3 NOOP V-STATUS_IGNORED",
                        "4 OK ",
                        "5 OK ",
                        "6 NOOP V-STATUS_ALREADY_IN_GROUP",
                        "7 NOOP V-STATUS_IGNORED",
                        "8 REJECTED V-STATUS_UNMAPPED",
                        "9 DUPLICATE V-DUPLICATE");
        // Under the sender's own ids, whatever Kvitt calls the commands.
        assertThat(receipt(file + ".result.csv").stream()
                        .filter(line -> line.startsWith("D;"))
                        .map(line -> line.split(";", -1)[2]))
                .startsWith(file + "-1", file + "-2", file + "-3");

        assertThat(effects("klarna", shipped.id())).containsExactly("capture 100000");
        assertThat(effects("svea", cancelled.id())).containsExactly("cancel-order 100000");
    }

    @Test
    void a_status_that_comes_too_late_to_act_makes_the_file_partial_and_one_that_means_nothing_makes_none_late()
            throws IOException {
        Api api = new Api(port);
        new StatusActions(api).setUsual("{'enabled':false}");
        StatusActions.Order archived = StatusActions.order(api, order("klarna"), "klarna");
        StatusActions.Order cancelled = StatusActions.order(api, order("klarna"), "klarna");
        String file = "late-" + archived.number();
        drop(
                file + ".csv",
                "#kvitt;version=1;file_id=" + file + "\n"
                        + "record;command_id;command;order_no;status;occurred_at\n"
                        + "O;" + file + "-1;STATUS;" + archived.number() + ";Mottagen;2026-11-20T12:00:00+01:00\n"
                        + "O;" + file + "-2;STATUS;" + archived.number() + ";Levererad;2026-11-20T11:55:00+01:00\n"
                        + "O;" + file + "-3;STATUS;" + cancelled.number() + ";Makulerad;2026-11-20T12:00:00+01:00\n"
                        + "O;" + file + "-4;STATUS;" + cancelled.number() + ";Levererad;2026-11-20T11:55:00+01:00\n"
                        + "T;4\n");

        List<String> result = receipt(file + ".result.csv");

        assertThat(result.get(0)).contains("status=PARTIAL");
        assertThat(result.stream()
                        .filter(line -> line.startsWith("D;"))
                        .map(line ->
                                line.split(";", -1)[1] + " " + line.split(";", -1)[7] + " " + line.split(";", -1)[8]))
                .containsExactly("3 NOOP V-STATUS_IGNORED", "4 OK ", "5 OK ", "6 FAILED V-STATUS_STALE");
        assertThat(effects("klarna", archived.id())).containsExactly("capture 100000");
        assertThat(effects("klarna", cancelled.id())).containsExactly("cancel 100000");
        assertThat(api.get("/attention").body().path("commands").findValuesAsText("orderNumber"))
                .contains(cancelled.number())
                .doesNotContain(archived.number());
    }

    /** As an ERP does it: under another name, and then renamed. */
    private static void drop(String name, String content) throws IOException {
        Path in = DIRECTORY.resolve("in");
        Path partial = in.resolve(name + ".part");
        Files.writeString(partial, content);
        Files.move(partial, in.resolve(name));
    }

    private static List<String> receipt(String name) {
        Path receipt = DIRECTORY.resolve("receipts").resolve(name);
        await().atMost(BOUND).until(() -> Files.exists(receipt));
        try {
            return Files.readAllLines(receipt);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean found(String folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(DIRECTORY.resolve(folder))) {
            return files.anyMatch(file -> file.endsWith(name));
        }
    }
}
