package io.kvitt.erp.drop;

import io.kvitt.command.Inbox;
import io.kvitt.command.Sha256;
import io.kvitt.erp.format.Defect;
import io.kvitt.erp.format.FileBroken;
import io.kvitt.erp.format.FileHead;
import io.kvitt.erp.format.FileRecord;
import io.kvitt.erp.record.RecordRules;
import io.kvitt.erp.store.Census;
import io.kvitt.erp.store.FileLedger;
import io.kvitt.erp.store.FileState;
import io.kvitt.erp.store.FileSummary;
import io.kvitt.erp.store.LedgerFile;
import io.kvitt.erp.store.LookAhead;
import io.kvitt.erp.store.RecordBatches;
import io.kvitt.erp.store.RecordLedger;
import io.kvitt.erp.store.RecordStore;
import io.kvitt.orderstatus.StatusInbox;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes in a claimed file. It is read twice: the first reading only proves that the file is whole, so that a file which
 * is cut short executes nothing; the second one stores its commands. Doing it again after a crash is harmless.
 */
@Component("fileIntake")
final class FileIntake {

    private static final Logger LOG = LoggerFactory.getLogger(FileIntake.class);

    private final FileSettings settings;
    private final ErpDrop drop;
    private final FileLedger ledger;
    private final RecordLedger records;
    private final RecordRules rules;
    private final Inbox inbox;
    private final StatusInbox statusInbox;

    FileIntake(
            FileSettings settings,
            ErpDrop drop,
            FileLedger ledger,
            RecordLedger records,
            RecordRules rules,
            Inbox inbox,
            StatusInbox statusInbox) {
        this.settings = settings;
        this.drop = drop;
        this.ledger = ledger;
        this.records = records;
        this.rules = rules;
        this.inbox = inbox;
        this.statusInbox = statusInbox;
    }

    /** On return the file is settled in the ledger and may be moved; on an exception it must stay where it is. */
    public FileSummary receive(File claimed) throws IOException {
        Path path = claimed.toPath();
        long size = Files.size(path);
        FileTime time = Files.getLastModifiedTime(path);
        String sha256 = sha256(path);
        LedgerFile file = ledger.arrive(drop.id(), claimed.getName(), sha256, size);
        if (file.state() == FileState.RECEIVED) {
            Census census = new Census(settings.maxRecords());
            FileHead head = null;
            FileBroken broken = null;
            try {
                head = prove(path, file, size, census);
            } catch (FileBroken e) {
                broken = e;
            }
            if (Files.size(path) != size || !Files.getLastModifiedTime(path).equals(time)) {
                ledger.forget(file);
                throw new IOException("The file is still being written");
            }
            if (head == null) {
                ledger.reject(file, Objects.requireNonNull(broken));
            } else {
                store(path, file, head, census);
            }
        }
        FileSummary summary = ledger.summary(file.id());
        LOG.info(
                "File {} is {}: {} records, {} rejected, {} duplicates",
                summary.id(),
                summary.state(),
                summary.records(),
                summary.rejected(),
                summary.duplicates());
        return summary;
    }

    private FileHead prove(Path path, LedgerFile file, long size, Census census) throws IOException {
        if (size == 0) {
            throw new FileBroken(Defect.EMPTY, 0, 0);
        }
        if (size > settings.maxSize().toBytes()) {
            throw new FileBroken(Defect.FILE_TOO_LARGE, 0, 0);
        }
        try (InputStream in = Files.newInputStream(path)) {
            return read(in, file, census);
        }
    }

    private void store(Path path, LedgerFile file, FileHead head, Census census) throws IOException {
        String ids = head.fileId() == null ? file.sha256().substring(0, 16) : head.fileId();
        RecordStore store = new RecordStore(file, inbox, statusInbox, records);
        FileBroken broken = null;
        MessageDigest digest = Sha256.begun();
        try (LookAhead ahead = new LookAhead()) {
            RecordBatches batches = new RecordBatches(
                    file, ids, census, rules, settings.batch(), batch -> ahead.store(() -> store.store(batch)));
            try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
                read(in, file, batches);
                in.transferTo(OutputStream.nullOutputStream());
                batches.flush();
            } catch (FileBroken e) {
                broken = e;
            }
            ahead.await();
        }
        if (broken != null || !hex(digest).equals(file.sha256())) {
            broken = new FileBroken(Defect.CHANGED, 0, 0);
            LOG.error("File {} was changed while it was read", file.id());
        }
        ledger.accept(file, head, census.records(), broken);
    }

    private FileHead read(InputStream in, LedgerFile file, Consumer<FileRecord> consumer) throws IOException {
        return file.format()
                .reader()
                .read(file.format().text(in, settings.maxRecordSize().toBytes()), consumer);
    }

    private static String sha256(Path path) throws IOException {
        MessageDigest digest = Sha256.begun();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            byte[] buffer = new byte[65_536];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return hex(digest);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
