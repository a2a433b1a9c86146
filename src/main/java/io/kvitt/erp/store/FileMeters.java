package io.kvitt.erp.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Counts files and their records by what became of them. A file that a crash leaves in work/ is counted again. */
@Component("fileMeters")
public class FileMeters {

    private final MeterRegistry registry;

    public FileMeters(MeterRegistry registry) {
        this.registry = registry;
        for (FileState state : new FileState[] {FileState.ACCEPTED, FileState.REJECTED, FileState.DUPLICATE}) {
            files(state.name(), 0);
        }
        for (String result : new String[] {"accepted", "rejected", "duplicate"}) {
            records(result, 0);
        }
    }

    public void count(FileSummary file) {
        files(file.state(), 1);
        records("rejected", file.rejected());
        records("duplicate", file.duplicates());
        records("accepted", Math.max(0, file.records() - file.rejected() - file.duplicates()));
    }

    private void files(String state, int count) {
        registry.counter("kvitt.files", "result", state.toLowerCase(Locale.ROOT))
                .increment(count);
    }

    private void records(String result, int count) {
        registry.counter("kvitt.file.records", "result", result).increment(count);
    }
}
