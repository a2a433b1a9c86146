package io.kvitt.erp.drop;

import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileExclusiveReadLockStrategy;
import org.apache.camel.component.file.GenericFileOperations;
import org.springframework.stereotype.Component;

/**
 * Lets a file be taken when its size and time have stayed the same for a while. Camel's {@code readLock=changed}
 * compares the same two, but sleeps for each file in turn, so that a thousand small files take a thousand seconds and
 * one slow upload holds up all others; this one compares from poll to poll. The time alone proves nothing: Windows
 * keeps the old one during a copy.
 */
@Component("settledFiles")
final class SettledFiles implements GenericFileExclusiveReadLockStrategy<File> {

    private static final Duration FORGET = Duration.ofHours(1);

    private final FileSettings settings;
    private final Clock clock;
    private final Map<String, Sight> sights = new ConcurrentHashMap<>();

    SettledFiles(FileSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    private record Sight(long size, long time, Instant since, Instant last) {}

    @Override
    public void prepareOnStartup(GenericFileOperations<File> operations, GenericFileEndpoint<File> endpoint) {
        sights.clear();
    }

    @Override
    public boolean acquireExclusiveReadLock(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        return isSettled(file.getFile());
    }

    boolean isSettled(File file) {
        Instant now = clock.instant();
        sights.values().removeIf(sight -> sight.last().isBefore(now.minus(FORGET)));
        long size = file.length();
        long time = file.lastModified();
        Sight sight = sights.compute(file.getPath(), (path, before) -> {
            boolean same = before != null && before.size() == size && before.time() == time;
            return new Sight(size, time, same ? before.since() : now, now);
        });
        Duration enough = size == 0 ? settings.settleEmpty() : settings.settle();
        boolean settled =
                sight.since().isBefore(now) && !sight.since().plus(enough).isAfter(now);
        if (settled) {
            sights.remove(file.getPath());
        }
        return settled;
    }

    @Override
    public void releaseExclusiveReadLockOnAbort(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        // nothing is held
    }

    @Override
    public void releaseExclusiveReadLockOnRollback(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        // nothing is held
    }

    @Override
    public void releaseExclusiveReadLockOnCommit(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        // nothing is held
    }

    @Override
    public void setTimeout(long timeout) {
        // never waits
    }

    @Override
    public void setCheckInterval(long checkInterval) {
        // the poll is the interval
    }

    @Override
    public void setReadLockLoggingLevel(org.apache.camel.LoggingLevel readLockLoggingLevel) {
        // a file that is still being written is nothing to log
    }

    @Override
    public void setMarkerFiler(boolean markerFile) {
        // writes none into the sender's directory
    }

    @Override
    public void setDeleteOrphanLockFiles(boolean deleteOrphanLockFiles) {
        // there are none
    }
}
