package io.kvitt.erp.receipt;

import io.kvitt.erp.drop.FileSettings;
import io.kvitt.erp.store.ErpFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The receipts that are written, as far as they lie where this instance can read them. */
@Component
public final class ReceiptShelf {

    private final Path receipts;

    ReceiptShelf(FileSettings settings) {
        this.receipts = settings.directory().resolve("receipts");
    }

    /** The file's receipts by their names, in the order in which they are written. */
    public List<String> names(ErpFile file) {
        return Arrays.stream(Kind.values())
                .map(kind -> kind.of(file.receiptName(), file.family()))
                .filter(name -> Files.isRegularFile(receipts.resolve(name)))
                .toList();
    }

    /** Only one of {@link #names}, so that no name leads anywhere else. */
    public Optional<Path> find(ErpFile file, String name) {
        return names(file).contains(name) ? Optional.of(receipts.resolve(name)) : Optional.empty();
    }
}
