package io.kvitt.erp.drop;

import io.kvitt.erp.store.FileLedger;
import io.kvitt.erp.store.FileName;
import io.kvitt.erp.store.FileSummary;
import io.kvitt.words.LanguageSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Where files lie. It never overwrites one: a name that is taken is made another. */
@Component("erpDirectory")
final class ErpDirectory {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy/MM", Locale.ROOT);

    private final Path root;
    private final FileLedger ledger;
    private final Clock clock;

    ErpDirectory(FileSettings settings, FileLedger ledger, Clock clock, LanguageSettings language) throws IOException {
        this.root = settings.directory();
        this.ledger = ledger;
        this.clock = clock.withZone(language.timeZone());
        for (String name : List.of("in", "work", "done", "error", "receipts")) {
            Files.createDirectories(root.resolve(name));
        }
    }

    /** Moves a complete file from in/ to work/. What fails is tried again at the next poll. */
    public void claim(File arrived) throws IOException {
        Path work = root.resolve("work");
        try {
            moveTo(arrived.toPath(), work.resolve(arrived.getName()));
        } catch (FileAlreadyExistsException e) {
            String prefix = UUID.randomUUID().toString().substring(0, 8) + "~";
            moveTo(arrived.toPath(), work.resolve(prefix + arrived.getName()));
        }
    }

    /** Moves a settled file out of work/. */
    public void putAway(String claimed, FileSummary summary) throws IOException {
        Path source = Path.of(claimed);
        if (Files.exists(source)) {
            Path target = target(summary);
            ledger.filing(summary.id(), root.relativize(target));
            Files.createDirectories(target.getParent());
            moveTo(source, target);
        }
        ledger.filed(summary.id());
    }

    private Path target(FileSummary summary) {
        Path folder = summary.isRejected()
                ? root.resolve("error")
                : root.resolve("done").resolve(MONTH.format(LocalDate.now(clock)));
        Path plain = folder.resolve(summary.name());
        if (!Files.exists(plain)) {
            return plain;
        }
        Path numbered = folder.resolve(FileName.with(summary.name(), "." + summary.id()));
        return Files.exists(numbered)
                ? folder.resolve(FileName.with(summary.name(), "." + UUID.randomUUID()))
                : numbered;
    }

    private static void moveTo(Path source, Path target) throws IOException {
        try {
            Files.move(source, target);
        } catch (NoSuchFileException e) {
            if (Files.exists(source)) {
                throw e;
            }
            // another instance was faster
        }
    }
}
