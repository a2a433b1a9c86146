package io.kvitt.erp.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.erp.format.FileFormat;
import io.kvitt.erp.format.Samples;
import io.kvitt.erp.record.AccountChoice;
import io.kvitt.erp.record.RecordRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeFileTest {

    @TempDir
    Path directory;

    /** Every tenth record has a row. */
    static Path csv(Path directory, int records) throws IOException {
        Path path = directory.resolve("large.csv");
        try (Writer out = Files.newBufferedWriter(path)) {
            out.write("#kvitt;version=1;file_id=LARGE\n" + Samples.HEADER);
            for (int i = 1; i <= records; i++) {
                String action = i % 10 == 0 ? "UPDATE" : "ACTIVATE";
                out.write("O;c-" + i + ";" + action + ";svea;" + i + ";" + i
                        + ";;1249.50;SEK;;;;;;;;Skickad från lagret\n");
                if (i % 10 == 0) {
                    out.write("R;c-" + i + ";;;;;;;;1;KAFFE-500;Kaffe mörkrost 500 g;2;624.75;12;0;\n");
                }
            }
            out.write("T;" + records + "\n");
        }
        return path;
    }

    @Test
    void two_hundred_thousand_records_stream_past_one_at_a_time() throws IOException {
        Path path = csv(directory, 200_000);
        RecordRules rules = new RecordRules(new AccountChoice(FileBench.accounts("svea:svea")), Clock.systemUTC());
        int[] good = new int[1];
        try (InputStream in = Files.newInputStream(path)) {
            FileFormat.CSV.reader().read(FileFormat.CSV.text(in, 1 << 20), record -> {
                if (rules.check(record, FileFormat.CSV, "LARGE", "file:large.csv")
                                .command()
                        != null) {
                    good[0]++;
                }
            });
        }
        assertThat(good[0]).isEqualTo(200_000);
    }
}
