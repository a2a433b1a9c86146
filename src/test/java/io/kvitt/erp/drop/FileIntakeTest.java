package io.kvitt.erp.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.command.Acceptance;
import io.kvitt.command.Inbox;
import io.kvitt.erp.format.Samples;
import io.kvitt.erp.record.AccountChoice;
import io.kvitt.erp.record.RecordRules;
import io.kvitt.erp.store.FileSummary;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIntakeTest {

    @TempDir
    Path directory;

    FileBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new FileBench(
                directory, Clock.fixed(Instant.parse("2026-11-23T17:00:12Z"), ZoneId.of("Europe/Stockholm")));
    }

    @Test
    void every_good_record_becomes_a_command_and_every_bad_one_a_rejection() throws IOException {
        FileSummary summary = bench.take("orders.csv", Samples.CSV);
        assertThat(summary).isEqualTo(new FileSummary(1, "orders.csv", "ACCEPTED", 4, 1, 0));
        assertThat(bench.commands()).containsExactly("c-1 ACTIVATE 3", "c-2 ANNUL 4", "c-4 UPDATE 5");
        assertThat(bench.rejections()).containsExactly("8 REJECTED STATUS_UNMAPPED status");
        assertThat(bench.files("done")).containsExactly("done/2026/11/orders.csv");
        assertThat(bench.files("work")).isEmpty();
    }

    @Test
    void json_json_lines_and_xml_are_taken_in_the_same_way() throws IOException {
        bench.take("a.json", Samples.JSON);
        bench.take("b.jsonl", Samples.JSONL.replace("c-", "l-"));
        bench.take("c.xml", Samples.XML.replace("c-", "x-"));
        assertThat(bench.commands())
                .containsExactly(
                        "c-1 ACTIVATE 1",
                        "c-4 UPDATE 2",
                        "l-1 ACTIVATE 2",
                        "l-2 ANNUL 3",
                        "x-1 ACTIVATE 1",
                        "x-4 UPDATE 2");
        assertThat(bench.rejections()).isEmpty();
    }

    @Test
    void a_broken_file_executes_nothing_and_goes_to_error() throws IOException {
        FileSummary summary = bench.take("orders.csv", Samples.CSV.replace("T;4", "T;5"));
        assertThat(summary.state()).isEqualTo("REJECTED");
        assertThat(bench.commands()).isEmpty();
        assertThat(bench.rejections()).isEmpty();
        assertThat(bench.files("error")).containsExactly("error/orders.csv");
        assertThat(bench.jdbc
                        .sql("select code || ' ' || detail || ' ' || detail_line from erp_file")
                        .query(String.class)
                        .single())
                .isEqualTo("FILE_BROKEN COUNT_MISMATCH 9");
    }

    @Test
    void the_same_bytes_under_another_name_are_a_duplicate_and_execute_nothing() throws IOException {
        bench.take("orders.csv", Samples.CSV);
        FileSummary second = bench.take("again.csv", Samples.CSV);
        assertThat(second.state()).isEqualTo("DUPLICATE");
        assertThat(bench.commands()).hasSize(3);
        assertThat(bench.files("done")).containsExactly("done/2026/11/again.csv", "done/2026/11/orders.csv");
    }

    @Test
    void the_same_name_with_the_same_bytes_on_another_day_is_a_duplicate_and_overwrites_nothing() throws IOException {
        bench.take("orders.csv", Samples.CSV);
        FileSummary second = bench.take("orders.csv", Samples.CSV);
        assertThat(second.state()).isEqualTo("DUPLICATE");
        assertThat(bench.files("done")).containsExactly("done/2026/11/orders.2.csv", "done/2026/11/orders.csv");
    }

    @Test
    void a_file_that_was_broken_may_be_sent_again() throws IOException {
        bench.take("orders.csv", "nonsense\n");
        assertThat(bench.take("orders.csv", "nonsense\n").state()).isEqualTo("REJECTED");
        assertThat(bench.take("orders.csv", Samples.CSV).state()).isEqualTo("ACCEPTED");
    }

    @Test
    void a_file_that_was_accepted_but_not_moved_is_only_moved() throws IOException {
        File file = bench.work("orders.csv", Samples.CSV);
        bench.intake.receive(file);
        FileSummary summary = bench.take(file);
        assertThat(summary.state()).isEqualTo("ACCEPTED");
        assertThat(bench.jdbc
                        .sql("select count(*) from erp_file")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(bench.files("done")).containsExactly("done/2026/11/orders.csv");
    }

    @Test
    void a_file_that_was_moved_while_the_ledger_was_not_told_is_not_looked_for() throws IOException {
        File file = bench.work("orders.csv", Samples.CSV);
        FileSummary summary = bench.intake.receive(file);
        Files.delete(file.toPath());
        bench.erp.putAway(file.getPath(), summary);
        assertThat(bench.files("done")).isEmpty();
    }

    @Test
    void a_crash_before_the_second_batch_is_resumed_without_a_duplicate() throws IOException {
        resumed(1, false);
    }

    @Test
    void a_crash_before_a_batch_is_committed_leaves_nothing_of_it() throws IOException {
        resumed(0, true);
    }

    private void resumed(int batches, boolean stored) throws IOException {
        StringBuilder csv = new StringBuilder("#kvitt;version=1\nrecord;command;order_no\n");
        for (int i = 1; i <= 10; i++) {
            csv.append(i == 2 ? "O;NONSENSE;2\n" : "O;ANNUL;" + i + "\n");
        }
        File file = bench.work("orders.csv", csv.append("T;10\n").toString());
        bench.inbox.failAfter(batches, stored);
        assertThatThrownBy(() -> bench.take(file)).hasMessage("crash");
        assertThat(file).exists();
        assertThat(bench.state(1)).isEqualTo("RECEIVED");
        assertThat(bench.commands()).hasSize(2 * batches);
        assertThat(bench.rejections()).hasSize(batches);

        FileSummary summary = bench.take(file);
        assertThat(summary).isEqualTo(new FileSummary(1, "orders.csv", "ACCEPTED", 10, 1, 0));
        assertThat(bench.commands()).hasSize(9).doesNotHaveDuplicates();
        assertThat(bench.rejections()).containsExactly("4 REJECTED INVALID_VALUE command");
        assertThat(bench.files("work")).isEmpty();
    }

    @Test
    void what_a_batch_with_a_status_had_stored_before_a_crash_is_no_duplicate() throws IOException {
        File file = bench.work(
                "orders.csv", "#kvitt;version=1\nrecord;command;order_no;status\nO;ANNUL;1;\nO;STATUS;2;sent\nT;2\n");
        bench.inbox.failAfter(0, true);
        assertThatThrownBy(() -> bench.take(file)).hasMessage("crash");
        assertThat(bench.commands()).hasSize(1);

        assertThat(bench.take(file)).isEqualTo(new FileSummary(1, "orders.csv", "ACCEPTED", 2, 1, 0));
        assertThat(bench.commands()).hasSize(1);
        assertThat(bench.rejections()).containsExactly("4 REJECTED STATUS_UNMAPPED status");
    }

    @Test
    void a_half_stored_file_that_comes_back_under_another_name_is_resumed_too() throws IOException {
        String csv =
                "#kvitt;version=1\nrecord;command;order_no\n" + "O;ANNUL;1\nO;ANNUL;2\nO;ANNUL;3\nO;ANNUL;4\nT;4\n";
        File file = bench.work("orders.csv", csv);
        bench.inbox.failAfter(1, false);
        assertThatThrownBy(() -> bench.take(file)).hasMessage("crash");
        assertThat(bench.commands()).hasSize(3);
        Files.delete(file.toPath());
        FileSummary summary = bench.take("renamed.csv", csv);
        assertThat(summary).isEqualTo(new FileSummary(1, "orders.csv", "ACCEPTED", 4, 0, 0));
        assertThat(bench.commands()).hasSize(4);
    }

    @Test
    void a_record_without_a_command_id_is_named_after_the_file_and_its_number() throws IOException {
        bench.take("a.csv", "#kvitt;version=1;file_id=F-1\nrecord;command;order_no\nO;ANNUL;1\nT;1\n");
        bench.take("b.csv", "#kvitt;version=1\nrecord;command;order_no\nO;ANNUL;1\nT;1\n");
        assertThat(bench.commands()).hasSize(2).first().isEqualTo("F-1:1 ANNUL 3");
        assertThat(bench.commands().get(1)).matches("[0-9a-f]{16}:1 ANNUL 3");
    }

    @Test
    void a_command_that_another_file_has_brought_is_a_duplicate_or_a_reused_id() throws IOException {
        String record = "#kvitt;version=1\nrecord;command_id;command;order_no\nO;c-1;ANNUL;1\n";
        bench.take("orders.csv", record + "T;1\n");
        FileSummary second = bench.take("orders.csv", record + "O;c-1;CREDIT;1\nT;2\n");
        assertThat(second).isEqualTo(new FileSummary(2, "orders.csv", "ACCEPTED", 2, 1, 1));
        assertThat(bench.rejections()).containsExactly("3 DUPLICATE DUPLICATE ", "4 REJECTED COMMAND_ID_REUSED ");
    }

    @Test
    void the_second_of_two_records_with_one_command_id_is_a_duplicate_also_on_one_line() throws IOException {
        bench.take(
                "a.json",
                "{\"format\":\"kvitt/1\",\"commands\":[{\"commandId\":\"c-1\",\"command\":\"ANNUL\",\"orderNo\":\"1\"},"
                        + "{\"commandId\":\"c-1\",\"command\":\"ANNUL\",\"orderNo\":\"1\"}]}");
        assertThat(bench.rejections()).containsExactly("2 DUPLICATE DUPLICATE ");
        assertThat(bench.commands()).hasSize(1);
    }

    @Test
    void a_record_that_contradicts_its_order_reference_is_rejected() throws IOException {
        bench.inbox.mismatch("100046");
        bench.take("orders.csv", Samples.CSV);
        assertThat(bench.rejections()).contains("4 REJECTED ACCOUNT_MISMATCH ");
    }

    @Test
    void an_order_whose_rows_stand_elsewhere_is_rejected_and_so_are_the_rows() throws IOException {
        String csv = Samples.CSV.replace("T;4", "R;c-1;;;;;;;;1;A;A;1;1.00;25;0;\nT;4");
        bench.take("orders.csv", csv);
        assertThat(bench.rejections())
                .containsExactly(
                        "3 REJECTED MALFORMED record",
                        "8 REJECTED STATUS_UNMAPPED status",
                        "9 REJECTED MALFORMED record");
        assertThat(bench.commands()).containsExactly("c-2 ANNUL 4", "c-4 UPDATE 5");
    }

    @Test
    void nothing_of_a_rejected_record_is_kept_that_does_not_look_like_what_it_should_be() throws IOException {
        bench.take(
                "orders.csv",
                "#kvitt;version=1\nrecord;command;order_no;amount;currency\n"
                        + "O;Anna Svensson;anna@example.com;<b>;Storgatan 1\nT;1\n");
        assertThat(bench.jdbc
                        .sql("select concat(command, order_no, amount, currency) from erp_rejection")
                        .query(String.class)
                        .single())
                .isEmpty();
    }

    @Test
    void a_name_that_was_made_unique_in_work_is_its_own_again_in_the_ledger() throws IOException {
        FileSummary summary = bench.take("0badcafe~order rader;å.csv", Samples.CSV);
        assertThat(summary.name()).isEqualTo("order_rader_å.csv");
        assertThat(bench.jdbc
                        .sql("select distinct requested_by from command")
                        .query(String.class)
                        .single())
                .isEqualTo("file:order_rader_å.csv");
    }

    @Test
    void a_file_of_an_unknown_kind_and_an_empty_file_are_rejected() throws IOException {
        assertThat(bench.take("orders.xlsx", "PK").state()).isEqualTo("REJECTED");
        assertThat(bench.take("orders.csv", "").state()).isEqualTo("REJECTED");
        assertThat(bench.jdbc
                        .sql("select detail from erp_file order by id")
                        .query(String.class)
                        .list())
                .containsExactly("UNKNOWN_FORMAT", "EMPTY");
    }

    @Test
    void a_file_that_is_changed_between_the_readings_says_so_and_owes_a_result_of_what_was_stored() throws IOException {
        File file = bench.work("orders.csv", longRecords(360));
        FileIntake intake = intake(submissions -> {
            try {
                Files.writeString(file.toPath(), "O;one;more\n", StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bench.inbox.accept(submissions);
        });
        assertThat(intake.receive(file).state()).isEqualTo("ACCEPTED");
        assertThat(bench.jdbc
                        .sql("select detail from erp_file")
                        .query(String.class)
                        .single())
                .isEqualTo("CHANGED");
        assertThat(bench.commands()).hasSize(360);
    }

    /** A batch is stored while what follows is read, which may break first. */
    @Test
    void a_batch_that_failed_is_stored_again_also_when_the_file_broke_after_it() throws IOException {
        String content = longRecords(360);
        File file = bench.work("orders.csv", content);
        int[] calls = new int[1];
        FileIntake intake = intake(submissions -> {
            if (calls[0]++ == 0) {
                // A record is handed on when the next one begins.
                cut(file, content.indexOf("O;ANNUL;182;"));
            } else if (calls[0] == 60) {
                throw new IllegalStateException("crash");
            }
            return bench.inbox.accept(submissions);
        });
        assertThatThrownBy(() -> intake.receive(file)).hasMessage("crash");
        assertThat(bench.state(1)).isEqualTo("RECEIVED");
        assertThat(bench.commands()).hasSize(177);

        Files.writeString(file.toPath(), content);
        assertThat(bench.take(file)).isEqualTo(new FileSummary(1, "orders.csv", "ACCEPTED", 360, 0, 0));
        assertThat(bench.commands()).hasSize(360).doesNotHaveDuplicates();
    }

    @Test
    void batches_are_stored_one_at_a_time_in_the_order_of_the_file() throws IOException {
        StringBuilder csv = new StringBuilder("#kvitt;version=1\nrecord;command;order_no\n");
        for (int i = 1; i <= 100; i++) {
            csv.append("O;ANNUL;").append(i).append('\n');
        }
        List<Integer> lines = new ArrayList<>();
        AtomicInteger within = new AtomicInteger();
        FileIntake intake = intake(submissions -> {
            assertThat(within.incrementAndGet()).isEqualTo(1);
            submissions.forEach(submission -> lines.add(submission.origin().fileLine()));
            List<Acceptance> verdicts = bench.inbox.accept(submissions);
            within.decrementAndGet();
            return verdicts;
        });
        intake.receive(bench.work("orders.csv", csv.append("T;100\n").toString()));
        assertThat(lines).isEqualTo(IntStream.rangeClosed(3, 102).boxed().toList());
        assertThat(bench.commands()).hasSize(100);
    }

    @Test
    void an_order_of_many_rows_makes_a_batch_of_its_own() throws IOException {
        List<Integer> sizes = new ArrayList<>();
        FileIntake intake = intake(submissions -> {
            sizes.add(submissions.size());
            return bench.inbox.accept(submissions);
        });
        String row = "R;c-1;;;;;;;;1;A;A;1;1.00;25;0;\n";
        String csv = Samples.CSV.substring(0, Samples.CSV.indexOf("O;"))
                + "O;c-1;UPDATE;svea;1;1;;2.00;SEK;;;;;;;;\n" + row + row.replace(";1;A;A", ";2;B;B")
                + "O;c-2;ANNUL;svea;2;2;;;;;;;;;;;\nO;c-3;ANNUL;svea;3;3;;;;;;;;;;;\nT;3\n";
        assertThat(intake.receive(bench.work("orders.csv", csv)))
                .isEqualTo(new FileSummary(1, "orders.csv", "ACCEPTED", 3, 0, 0));
        assertThat(sizes).containsExactly(1, 2);
    }

    private FileIntake intake(Inbox inbox) {
        return new FileIntake(
                bench.settings,
                bench.drop,
                bench.ledger,
                bench.records,
                new RecordRules(new AccountChoice(bench.accounts), Clock.systemUTC()),
                inbox,
                FileBench::unmapped);
    }

    /** So long that no reader has seen the end when the first batch is stored. */
    private static String longRecords(int count) {
        StringBuilder csv = new StringBuilder("#kvitt;version=1\nrecord;command;order_no;reason\n");
        for (int i = 1; i <= count; i++) {
            csv.append("O;ANNUL;" + i + ";" + "x".repeat(500) + "\n");
        }
        return csv.append("T;" + count + "\n").toString();
    }

    private static void cut(File file, int length) {
        try (RandomAccessFile content = new RandomAccessFile(file, "rw")) {
            content.setLength(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void receipts_of_two_files_never_have_the_same_name() throws IOException {
        bench.take("a.2.csv", Samples.CSV);
        bench.take("A.csv", Samples.JSONL);
        bench.take("a.json", Samples.JSON);
        bench.take("a.csv", Samples.CSV);
        assertThat(bench.jdbc
                        .sql("select receipt_name from erp_file order by id")
                        .query(String.class)
                        .list())
                .containsExactly("a.2", "A", "a", "a.4");
    }
}
