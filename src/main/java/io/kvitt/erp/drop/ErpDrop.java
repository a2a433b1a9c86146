package io.kvitt.erp.drop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The folder where ERP files are dropped, served by one instance at a time, however many share it: by the one that has
 * the lock on its file {@code .kvitt-drop}. The operating system takes the lock back when the process ends, however it
 * ends. The file also holds the drop's identity, because the same path may be another folder on another machine.
 */
@Component("erpDrop")
public final class ErpDrop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ErpDrop.class);
    private static final int ID_LENGTH = 36;

    private final Path file;
    private @Nullable FileChannel locked;
    private String id = "";
    private boolean complained;

    public ErpDrop(FileSettings settings) throws IOException {
        Files.createDirectories(settings.directory());
        this.file = settings.directory().resolve(".kvitt-drop");
    }

    /** Whether this instance serves the drop. When nobody does, it does from now on. */
    public synchronized boolean isOurs() {
        if (locked != null) {
            return true;
        }
        try {
            locked = lock();
        } catch (IOException e) {
            if (!complained) {
                LOG.error("no ERP files are taken from {}: it cannot be locked", file.getParent(), e);
                complained = true;
            }
        }
        return locked != null;
    }

    /** Its identity, of {@value #ID_LENGTH} characters, once it was ours. */
    public synchronized String id() {
        return id;
    }

    private @Nullable FileChannel lock() throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean ours = false;
        try {
            ours = channel.tryLock() != null;
            if (ours) {
                id = identity(channel);
                LOG.info("this instance serves the ERP files in {}", file.getParent());
            }
        } catch (OverlappingFileLockException e) {
            // another Kvitt in this JVM has it
        } finally {
            if (!ours) {
                channel.close();
            }
        }
        return ours ? channel : null;
    }

    private static String identity(FileChannel channel) throws IOException {
        ByteBuffer known = ByteBuffer.allocate(ID_LENGTH);
        if (channel.read(known, 0) == ID_LENGTH) {
            return new String(known.array(), StandardCharsets.US_ASCII);
        }
        String fresh = UUID.randomUUID().toString();
        channel.write(ByteBuffer.wrap(fresh.getBytes(StandardCharsets.US_ASCII)), 0);
        channel.force(true);
        return fresh;
    }

    @Override
    public synchronized void close() throws IOException {
        if (locked != null) {
            locked.close();
            locked = null;
        }
    }
}
