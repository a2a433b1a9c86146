package io.kvitt.desk;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.CommandState;
import io.kvitt.erp.receipt.ReceiptShelf;
import io.kvitt.erp.store.ErpFile;
import io.kvitt.erp.store.ErpFile.Refused;
import io.kvitt.erp.store.FileQueries;
import io.kvitt.erp.store.FileState;
import io.kvitt.payment.Code;
import io.kvitt.security.Caller;
import io.kvitt.security.Permission;
import io.kvitt.views.FileView;
import io.kvitt.views.FileView.RefusedRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** ERP files: what came in, how far it is, what was refused, and the receipts. A file has records of any account. */
@Component
public class ErpFiles {

    private static final int PAGE = 50;

    private final FileQueries files;
    private final ReceiptShelf shelf;
    private final Admission admission;

    ErpFiles(FileQueries files, ReceiptShelf shelf, Admission admission) {
        this.files = files;
        this.shelf = shelf;
        this.admission = admission;
    }

    /**
     * @param storedLine all records up to this line are stored
     * @param commands how many are in each state
     * @param refused its records that became no command, in the order of the file
     * @param receipts their names
     */
    public record FileInFull(
            FileView file,
            int storedLine,
            Map<CommandState, Long> commands,
            Page<RefusedRecord> refused,
            List<String> receipts) {}

    /**
     * Newest first.
     *
     * @param state {@code received}, {@code accepted}, {@code rejected}, {@code duplicate} or {@code done}; null for all
     * @param before as the page before says where the next begins; null for the first
     * @throws CommandRejected when there is no such state
     */
    public Page<FileView> list(Caller caller, @Nullable String state, @Nullable Long before) {
        admission.requireForAllAccounts(caller, Permission.PAYMENTS_READ, "files.list");
        return Page.of(
                files.list(state(state), before == null ? Long.MAX_VALUE : before, PAGE + 1),
                PAGE,
                ErpFile::id,
                FileView::of);
    }

    /**
     * @param after as the page before says where the next of what was refused begins; null for the first
     * @throws NotDone when there is none
     */
    public FileInFull find(Caller caller, long id, @Nullable Long after) {
        admission.requireForAllAccounts(caller, Permission.PAYMENTS_READ, "files.find");
        ErpFile file = file(id);
        return new FileInFull(
                FileView.of(file),
                file.storedLine(),
                files.commands(id),
                Page.of(files.refused(id, after == null ? 0 : after, PAGE + 1), PAGE, Refused::line, RefusedRecord::of),
                shelf.names(file));
    }

    /**
     * Where the receipt lies.
     *
     * @param name as {@link #find} gives it
     * @throws NotDone when there is none, or this instance cannot read it
     */
    public Path receipt(Caller caller, long id, String name) {
        admission.requireForAllAccounts(caller, Permission.PAYMENTS_READ, "files.receipt");
        return shelf.find(file(id), name)
                .orElseThrow(() -> new NotDone(
                        Reason.RECEIPT_NOT_FOUND,
                        "name: take it from GET /api/v1/files/{id}, where the drop is served"));
    }

    private static @Nullable FileState state(@Nullable String name) {
        return name == null
                ? null
                : Arrays.stream(FileState.values())
                        .filter(state -> state.name().equals(name.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> Admission.rejected(
                                Code.INVALID_VALUE, "state", "received, accepted, rejected, duplicate or done"));
    }

    private ErpFile file(long id) {
        return files.find(id)
                .orElseThrow(() -> new NotDone(Reason.FILE_NOT_FOUND, "id: take it from GET /api/v1/files"));
    }
}
