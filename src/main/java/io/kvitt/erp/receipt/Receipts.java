package io.kvitt.erp.receipt;

import io.kvitt.erp.drop.ErpDrop;
import io.kvitt.erp.drop.FileSettings;
import io.kvitt.erp.store.FileReceipt;
import io.kvitt.erp.store.ReceiptLedger;
import io.kvitt.words.LanguageSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes the receipts that are due. The ledger is told after the file has got its name: a crash between the two has it
 * written again, with the same content.
 */
@Component("receipts")
final class Receipts {

    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);

    private final Path directory;
    private final Path receipts;
    private final ReceiptLedger ledger;
    private final Duration resultDeadline;
    private final ReceiptRows rows;
    private final ZoneId zone;
    private final ErpDrop drop;
    private final Wording wording;

    /** One that died may have left another behind. */
    private final String instance = "." + UUID.randomUUID() + ".tmp";

    Receipts(
            FileSettings settings,
            ReceiptLedger ledger,
            ReceiptRows rows,
            ErpDrop drop,
            Wording wording,
            LanguageSettings language) {
        this.directory = settings.directory();
        this.receipts = settings.directory().resolve("receipts");
        this.ledger = ledger;
        this.resultDeadline = settings.resultDeadline();
        this.rows = rows;
        this.drop = drop;
        this.wording = wording;
        this.zone = language.timeZone();
    }

    /** Those of the drop that this instance serves; another instance writes those of another drop. */
    public void writeDue() {
        if (!drop.isOurs()) {
            return;
        }
        write(ledger.unacknowledged(drop.id()), this::acknowledge, ledger::acknowledged);
        ledger.settleResults(resultDeadline);
        write(ledger.unwrittenResults(drop.id()), file -> result(file, false), ledger::resultWritten);
        write(ledger.unwrittenRests(drop.id()), file -> result(file, true), ledger::restWritten);
    }

    private interface Writing {
        void write(FileReceipt file) throws IOException;
    }

    /** One that cannot be written, because its reader has it open, say, does not hold up the others. */
    private static void write(List<FileReceipt> due, Writing writing, LongConsumer written) {
        for (FileReceipt file : due) {
            try {
                writing.write(file);
                written.accept(file.id());
            } catch (IOException | RuntimeException e) {
                LOG.warn("A receipt of file {} is not written yet", file.id(), e);
            }
        }
    }

    private void acknowledge(FileReceipt file) throws IOException {
        replace(file, Kind.ACK, out -> {
            try (ReceiptWriter receipt = writer(file, out)) {
                receipt.acknowledge(
                        file, file.code() == null ? "" : wording.file(file.code(), file.detail(), file.subject()));
            }
        });
    }

    private void result(FileReceipt file, boolean rest) throws IOException {
        Tally[] tally = new Tally[1];
        replace(file, rest ? Kind.RESULT_2 : Kind.RESULT, out -> {
            try (ReceiptWriter receipt = writer(file, out)) {
                rows.read(file.id(), rest, counted -> {
                    tally[0] = counted;
                    receipt.begin(file, counted);
                    return receipt::row;
                });
                receipt.end(tally[0].total());
            }
        });
        if (file.csv() && tally[0].bad() > 0) {
            retry(file, rest);
        }
    }

    private void retry(FileReceipt file, boolean rest) throws IOException {
        Path original = directory.resolve(file.original());
        if (!Files.exists(original)) {
            LOG.warn("File {} is gone, so its lines to be corrected cannot be written", file.id());
            return;
        }
        replace(file, rest ? Kind.RETRY_2 : Kind.RETRY, out -> {
            try (Reader in = Files.newBufferedReader(original)) {
                RetryFile retry = new RetryFile(in, out);
                rows.read(file.id(), rest, tally -> retry::row);
                retry.end();
            }
        });
    }

    private ReceiptWriter writer(FileReceipt file, Writer out) throws IOException {
        return switch (file.family()) {
            case CSV -> new CsvReceipt(out, zone);
            case JSON -> new JsonReceipt(out, zone);
            case XML -> new XmlReceipt(out, zone);
        };
    }

    private interface Content {
        void to(Writer out) throws IOException;
    }

    private void replace(FileReceipt file, Kind kind, Content content) throws IOException {
        Path target = receipts.resolve(kind.of(file.receiptName(), file.family()));
        Path temporary = receipts.resolve(target.getFileName() + instance);
        try (Writer out = Files.newBufferedWriter(temporary)) {
            content.to(out);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
