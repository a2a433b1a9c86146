package io.kvitt.erp.drop;

import io.kvitt.erp.store.FileName;
import io.kvitt.erp.store.Lying;
import io.kvitt.erp.store.LyingLedger;
import io.kvitt.erp.store.WhyLying;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks for what lies in in/ and work/ and is not taken: logs it once its time is over, counts it, and writes it down for
 * the attention list. At most {@value #MOST} of each folder are looked at.
 */
@Component
final class LyingFiles {

    private static final Logger LOG = LoggerFactory.getLogger(LyingFiles.class);
    private static final int MOST = 1000;

    /** As the route that takes files excludes them. */
    private static final Pattern NOT_COMPLETE =
            Pattern.compile("[.~].*|.*\\.(tmp|part|partial|filepart|crdownload|lock|camelLock)");

    /** What file managers and network file systems put down. */
    private static final Pattern NOBODYS = Pattern.compile("\\.DS_Store|Thumbs\\.db|desktop\\.ini|\\.nfs.*");

    private final FileSettings settings;
    private final ErpDrop drop;
    private final LyingLedger ledger;
    private final Clock clock;
    private final Set<String> told = new HashSet<>();
    private volatile int count;

    LyingFiles(FileSettings settings, ErpDrop drop, LyingLedger ledger, Clock clock, MeterRegistry registry) {
        this.settings = settings;
        this.drop = drop;
        this.ledger = ledger;
        this.clock = clock;
        Gauge.builder("kvitt.files.lying", () -> count)
                .description("What lies in the ERP folder longer than its time and is not taken")
                .register(registry);
    }

    @Scheduled(fixedDelayString = "${kvitt.files.watch}", initialDelayString = "${kvitt.files.watch}")
    void look() {
        if (!drop.isOurs()) {
            count = 0;
            return;
        }
        try {
            Map<String, Lying> seen = new LinkedHashMap<>();
            look("in", seen);
            look("work", seen);
            ledger.seen(drop.id(), List.copyOf(seen.values()), clock.instant().minus(settings.overdue()));
            List<Lying> overdue = ledger.overdue(2 * MOST).stream()
                    .filter(lying -> seen.containsKey(key(lying)))
                    .toList();
            told.retainAll(seen.keySet());
            for (Lying lying : overdue) {
                if (told.add(key(lying))) {
                    LOG.warn(
                            "{}/{} lies there since {} and is not taken. {}",
                            lying.folder(),
                            lying.name(),
                            lying.since(),
                            lying.why().sentence().en());
                }
            }
            count = overdue.size();
        } catch (IOException | DirectoryIteratorException | DataAccessException e) {
            LOG.warn(
                    "what lies in the ERP folder could not be looked at: {}",
                    e.getClass().getSimpleName());
        }
    }

    private void look(String folder, Map<String, Lying> seen) throws IOException {
        Instant now = clock.instant();
        int left = MOST;
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(settings.directory().resolve(folder))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (NOBODYS.matcher(name).matches()) {
                    continue;
                }
                if (left-- == 0) {
                    break;
                }
                Lying lying = new Lying(folder, FileName.original(name), why(entry, name, folder), now);
                seen.put(key(lying), lying);
            }
        }
    }

    private static WhyLying why(Path entry, String name, String folder) {
        if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            return WhyLying.NOT_A_FILE;
        }
        if (!RegularFiles.isRegular(new File(entry.getParent().toFile(), name))) {
            // Its bytes lead to it, what they spell does not.
            return WhyLying.NAME_NOT_TEXT;
        }
        return folder.equals("in") && NOT_COMPLETE.matcher(name).matches() ? WhyLying.NOT_COMPLETE : WhyLying.NOT_TAKEN;
    }

    private static String key(Lying lying) {
        return lying.folder() + "/" + lying.name();
    }
}
