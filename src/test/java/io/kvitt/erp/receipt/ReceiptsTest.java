package io.kvitt.erp.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kvitt.Bound;
import io.kvitt.erp.drop.ErpDrop;
import io.kvitt.erp.drop.FileBench;
import io.kvitt.erp.drop.FileSettings;
import io.kvitt.erp.format.Samples;
import io.kvitt.erp.store.ReceiptLedger;
import io.kvitt.words.LanguageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.w3c.dom.Document;

class ReceiptsTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-23T17:00:12Z");

    @TempDir
    Path directory;

    FileBench bench;
    Receipts receipts;
    Instant now = RECEIVED;

    @BeforeEach
    void open() throws IOException {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(now, zone);
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        bench = new FileBench(directory, clock);
        receipts = receipts("sv", clock);
    }

    private Receipts receipts(String language, Clock clock) {
        return receipts(language, clock, FileBench.settings(directory), bench.drop);
    }

    private Receipts receipts(String language, Clock clock, FileSettings settings, ErpDrop drop) {
        JdbcTransactionManager transactions = new JdbcTransactionManager(bench.database);
        LanguageSettings words = Bound.settings(LanguageSettings.class, "language", language);
        Wording wording = new Wording(words);
        return new Receipts(
                settings,
                new ReceiptLedger(bench.jdbc, transactions, clock),
                new ReceiptRows(bench.database, transactions, bench.accounts, wording),
                drop,
                wording,
                words);
    }

    private void end(String commandId, String state, String code) {
        bench.jdbc
                .sql("update command set state = ?, code = ?, ended_at = ? where command_id = ?")
                .param(state)
                .param(code)
                .param(OffsetDateTime.ofInstant(now.plusSeconds(8), ZoneOffset.UTC))
                .param(commandId)
                .update();
        bench.jdbc
                .sql("insert into attempt (command, operation, result, begun_at)"
                        + " select id, 'capture', 'DONE', now() from command where command_id = ?")
                .param(commandId)
                .update();
    }

    private String receipt(String name) throws IOException {
        return Files.readString(directory.resolve("receipts").resolve(name));
    }

    private static String sha256(String receipt) {
        return receipt.replaceAll("(sha256=|\"sha256\":\")[0-9a-f]{64}", "$1…");
    }

    private boolean exists(String name) {
        return Files.exists(directory.resolve("receipts").resolve(name));
    }

    @Test
    void an_accepted_file_is_acknowledged_at_once() throws IOException {
        bench.take("orders.csv", Samples.CSV);
        receipts.writeDue();
        assertThat(sha256(receipt("orders.ack.csv")))
                .isEqualTo("#kvitt-receipt;version=1;type=ack;file=orders.csv;file_id=ERP1-0007;sha256=…;"
                        + "received=2026-11-23T18:00:12+01:00;status=ACCEPTED;records=4;rejected=1\r\n");
        assertThat(exists("orders.result.csv")).isFalse();
    }

    @Test
    void a_broken_file_is_told_where_it_is_broken_and_what_to_do() throws IOException {
        bench.take("orders.csv", Samples.CSV.replace("T;4", "T;5"));
        receipts.writeDue();
        assertThat(sha256(receipt("orders.ack.csv")))
                .isEqualTo("#kvitt-receipt;version=1;type=ack;file=orders.csv;file_id=;sha256=…;"
                        + "received=2026-11-23T18:00:12+01:00;status=REJECTED;records=0;rejected=0;code=F-FILE_BROKEN;line=9;"
                        + "\"message=Filen är trasig; ingenting i den har utförts. "
                        + "Antalet poster stämmer inte med det angivna antalet; skicka hela filen.\"\r\n");
        now = now.plus(Duration.ofHours(1));
        receipts.writeDue();
        assertThat(exists("orders.result.csv")).isFalse();
    }

    @Test
    void a_duplicate_file_is_acknowledged_as_one_without_overwriting_the_first_receipts() throws IOException {
        bench.take("orders.csv", Samples.CSV);
        bench.take("orders.csv", Samples.CSV);
        receipts.writeDue();
        assertThat(receipt("orders.ack.csv")).contains("status=ACCEPTED");
        assertThat(receipt("orders.2.ack.csv")).contains("status=DUPLICATE").contains("code=F-FILE_DUPLICATE");
    }

    @Test
    void a_result_is_written_when_every_command_has_ended() throws IOException {
        bench.take("orders.csv", Samples.CSV);
        receipts.writeDue();
        end("c-1", "SUCCEEDED", "ACTIVATED");
        end("c-2", "ALREADY_SO", "ALREADY_ANNULLED");
        receipts.writeDue();
        assertThat(exists("orders.result.csv")).isFalse();
        end("c-4", "REFUSED", "ACTIVATED_NO_UPDATE");
        bench.jdbc
                .sql("update command set settled_amount = 124950, settled_currency = 'SEK',"
                        + " provider_reference = '=delivery:5588' where command_id = 'c-1'")
                .update();
        now = now.plusSeconds(19);
        receipts.writeDue();
        assertThat(sha256(receipt("orders.result.csv")))
                .isEqualTo(String.join(
                        "\r\n",
                        "#kvitt-receipt;version=1;type=result;file=orders.csv;file_id=ERP1-0007;sha256=…;status=PARTIAL;"
                                + "ok=1;noop=1;duplicate=0;rejected=1;failed=1;pending=0;finished=2026-11-23T18:00:31+01:00",
                        "record;line;command_id;order_no;provider;provider_order_id;command;status;code;message;amount;"
                                + "currency;provider_ref;attempts;time",
                        "D;3;c-1;100045;svea;9118224;ACTIVATE;OK;;;1249.50;SEK;'=delivery:5588;1;2026-11-23T18:00:20+01:00",
                        "D;4;c-2;100046;;f3392f8b-6116;ANNUL;NOOP;P-ALREADY_ANNULLED;Det finns inget att annullera:"
                                + " betalningen var redan annullerad eller har upphört.;;SEK;;1;2026-11-23T18:00:20+01:00",
                        "D;5;c-4;100048;;0d7a2c55-2b0c;UPDATE;FAILED;P-ACTIVATED_NO_UPDATE;Betalningen är helt eller delvis"
                                + " aktiverad och kan inte uppdateras.;897.00;SEK;;1;2026-11-23T18:00:20+01:00",
                        "D;8;c-5;100049;;;STATUS;REJECTED;V-STATUS_UNMAPPED;Orderstatusen har ingen åtgärd. (status);;"
                                + "SEK;;0;2026-11-23T18:00:12+01:00",
                        "T;4",
                        ""));
        assertThat(state()).isEqualTo("DONE");
    }

    @Test
    void an_amount_that_does_not_agree_is_told_with_the_one_that_the_payment_has() throws IOException {
        bench.take("orders.csv", Samples.CSV);
        end("c-1", "REFUSED", "AMOUNT_MISMATCH");
        end("c-2", "SUCCEEDED", "ANNULLED");
        end("c-4", "SUCCEEDED", "UPDATED");
        bench.jdbc
                .sql("update command set found_amount = 100000 where command_id = 'c-1'")
                .update();
        receipts.writeDue();

        assertThat(receipt("orders.result.csv"))
                .contains("ingenting har skickats. Begärt: 1249,50 SEK; hos leverantören: 1000,00 SEK.");
    }

    @Test
    void what_came_to_nothing_is_given_back_line_by_line_and_can_be_sent_again() throws IOException {
        bench.take("orders.csv", Samples.CSV);
        end("c-1", "SUCCEEDED", "ACTIVATED");
        end("c-2", "SUCCEEDED", "ANNULLED");
        end("c-4", "REFUSED", "ACTIVATED_NO_UPDATE");
        receipts.writeDue();
        String columns = Samples.HEADER.replace("\n", ";felkod;feltext\n");
        String fault = ";P-ACTIVATED_NO_UPDATE;Betalningen är helt eller delvis aktiverad och kan inte uppdateras.\n";
        String retry = receipt("orders.retry.csv");
        assertThat(retry)
                .isEqualTo("#kvitt;version=1\n" + columns
                        + "O;c-4;UPDATE;klarna;0d7a2c55-2b0c;100048;;897.00;SEK;;;;;;;;" + fault
                        + "R;c-4;;;;;;;;1;KAFFE-500;Kaffe mörkrost 500 g;2;399.00;12;0;" + fault
                        + "R;c-4;;;;;;;;2;FRAKT;Frakt;1;99.00;25;0;" + fault
                        + "O;c-5;STATUS;;;100049;Levererad;;SEK;;;;;;;;;V-STATUS_UNMAPPED;"
                        + "Orderstatusen har ingen åtgärd. (status)\nT;2\n");
        assertThat(bench.take(
                                "again.csv",
                                retry.replace(";STATUS;", ";ACTIVATE;").replace("c-4", "c-6"))
                        .state())
                .isEqualTo("ACCEPTED");
        assertThat(bench.jdbc
                        .sql("select count(*) from command where command_id in ('c-5', 'c-6')")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void at_the_deadline_the_result_shows_what_is_pending_and_a_second_one_only_what_was() throws IOException {
        bench.take("orders.csv", Samples.CSV);
        end("c-1", "SUCCEEDED", "ACTIVATED");
        end("c-2", "NEEDS_ATTENTION", "RETRIES_EXHAUSTED");
        receipts.writeDue();
        now = now.plus(Duration.ofMinutes(15)).minusMillis(1);
        receipts.writeDue();
        assertThat(exists("orders.result.csv")).isFalse();
        now = now.plusMillis(1);
        receipts.writeDue();
        assertThat(receipt("orders.result.csv"))
                .contains("status=PARTIAL;ok=1;noop=0;duplicate=0;rejected=1;failed=1;pending=1")
                .contains("c-4;100048;;0d7a2c55-2b0c;UPDATE;PENDING;;;897.00;SEK;;0;2026-11-23T18:15:12+01:00");
        assertThat(state()).isEqualTo("ACCEPTED");

        end("c-4", "SUCCEEDED", "UPDATED");
        receipts.writeDue();
        assertThat(receipt("orders.result-2.csv"))
                .contains("status=OK;ok=1;noop=0;duplicate=0;rejected=0;failed=0;pending=0")
                .contains("\r\nD;5;c-4;")
                .endsWith("\r\nT;1\r\n")
                .doesNotContain("c-1", "c-2", "c-5");
        assertThat(state()).isEqualTo("DONE");
    }

    @Test
    void a_receipt_that_a_crash_left_unmarked_is_written_again_with_the_same_content() throws IOException {
        bench.take("orders.csv", Samples.CSV);
        end("c-1", "SUCCEEDED", "ACTIVATED");
        receipts.writeDue();
        now = now.plus(Duration.ofMinutes(16));
        receipts.writeDue();
        String ack = receipt("orders.ack.csv");
        String result = receipt("orders.result.csv");
        String retry = receipt("orders.retry.csv");
        bench.jdbc.sql("update erp_file set ack_at = null, result_at = null").update();
        end("c-2", "SUCCEEDED", "ANNULLED");
        end("c-4", "SUCCEEDED", "UPDATED");
        now = now.plus(Duration.ofMinutes(16));
        for (String name : new String[] {"orders.ack.csv", "orders.result.csv", "orders.retry.csv"}) {
            Files.delete(directory.resolve("receipts").resolve(name));
        }
        receipts.writeDue();
        assertThat(receipt("orders.ack.csv")).isEqualTo(ack);
        assertThat(receipt("orders.result.csv")).isEqualTo(result);
        assertThat(receipt("orders.retry.csv")).isEqualTo(retry);
        receipts.writeDue();
        assertThat(receipt("orders.result-2.csv")).contains("ok=2").endsWith("T;2\r\n");
        try (var files = Files.list(directory.resolve("receipts"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    @Test
    void a_receipt_that_cannot_be_written_holds_up_no_other_and_is_tried_again() throws IOException {
        bench.take("a.csv", Samples.CSV);
        bench.take("b.csv", "broken\n");
        Path obstacle = Files.createDirectories(directory.resolve("receipts/a.ack.csv/in-the-way"));
        receipts.writeDue();
        assertThat(exists("b.ack.csv")).isTrue();
        Files.delete(obstacle);
        Files.delete(obstacle.getParent());
        receipts.writeDue();
        assertThat(receipt("a.ack.csv")).contains("status=ACCEPTED");
    }

    @Test
    void a_command_whose_reference_never_came_was_never_sent() throws IOException {
        bench.take("orders.csv", "#kvitt;version=1\nrecord;command_id;command;order_no\nO;c-1;ANNUL;1\nT;1\n");
        end("c-1", "REFUSED", "REFERENCE_UNKNOWN");
        receipts.writeDue();
        assertThat(receipt("orders.result.csv"))
                .contains("status=FAILED;")
                .contains("D;3;c-1;1;;;ANNUL;REJECTED;R-REFERENCE_UNKNOWN;");
    }

    @Test
    void a_file_without_records_has_a_result_too() throws IOException {
        bench.take("orders.csv", "#kvitt;version=1\nrecord;command\nT;0\n");
        receipts.writeDue();
        assertThat(receipt("orders.result.csv")).contains("status=OK;").endsWith("T;0\r\n");
        assertThat(exists("orders.retry.csv")).isFalse();
    }

    @Test
    void json_is_answered_in_json() throws IOException {
        bench.take("orders.json", Samples.JSON.replace("\"ACTIVATE\"", "\"STATUS\", \"status\": \"Levererad\""));
        end("c-4", "SUCCEEDED", "UPDATED");
        receipts.writeDue();
        JsonNode ack = new ObjectMapper().readTree(receipt("orders.ack.json"));
        assertThat(ack.path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(ack.path("records").asInt()).isEqualTo(2);
        JsonNode result = new ObjectMapper().readTree(receipt("orders.result.json"));
        assertThat(result.path("status").asText()).isEqualTo("PARTIAL");
        assertThat(result.path("count").asInt()).isEqualTo(2);
        assertThat(result.path("rows").get(0).path("code").asText()).isEqualTo("V-STATUS_UNMAPPED");
        assertThat(result.path("rows").get(1).path("amount").asText()).isEqualTo("897.00");
    }

    @Test
    void xml_is_answered_in_xml() throws Exception {
        bench.take("orders.xml", Samples.XML);
        end("c-1", "SUCCEEDED", "ACTIVATED");
        end("c-4", "REFUSED", "ACTIVATED_NO_UPDATE");
        receipts.writeDue();
        assertThat(xml("orders.ack.xml").getDocumentElement().getAttribute("status"))
                .isEqualTo("ACCEPTED");
        Document result = xml("orders.result.xml");
        assertThat(result.getDocumentElement().getAttribute("failed")).isEqualTo("1");
        assertThat(result.getElementsByTagName("row").getLength()).isEqualTo(2);
        assertThat(exists("orders.retry.csv")).isFalse();
    }

    private Document xml(String name) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(directory.resolve("receipts").resolve(name).toFile());
    }

    @Test
    void sentences_are_english_for_those_who_want_them() throws IOException {
        bench.take("orders.csv", Samples.CSV.replace("1249.50", "1249,50"));
        end("c-2", "SUCCEEDED", "ANNULLED");
        end("c-4", "SUCCEEDED", "UPDATED");
        receipts("en", Clock.fixed(now, ZoneOffset.UTC)).writeDue();
        assertThat(receipt("orders.result.csv"))
                .contains(
                        "V-INVALID_VALUE;The field's value is not valid. amount: digits with a dot and at most 2 decimals,"
                                + " such as 1249.50;1249,50;SEK");
    }

    private String state() {
        return bench.jdbc.sql("select state from erp_file").query(String.class).single();
    }

    @Test
    void receipts_are_written_where_the_file_was_dropped_and_nowhere_else(@TempDir Path elsewhere) throws IOException {
        Files.createDirectories(elsewhere.resolve("receipts"));
        bench.take("orders.csv", Samples.CSV);
        try (ErpDrop other = new ErpDrop(FileBench.settings(elsewhere))) {
            receipts("sv", Clock.systemUTC(), FileBench.settings(elsewhere), other)
                    .writeDue();
        }
        assertThat(elsewhere.resolve("receipts")).isEmptyDirectory();
        receipts.writeDue();
        assertThat(directory.resolve("receipts/orders.ack.csv")).exists();
    }
}
