package io.kvitt.proof;

import io.kvitt.sandbox.SandboxServer;
import io.kvitt.sandbox.klarna.KlarnaSwitch;
import io.kvitt.sandbox.svea.SveaSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Kills at the points that are seen from outside: on the wire, in the provider's ledger and in the receipts' folder. */
final class Reaper {

    private static final long ANSWER_DELAY_MILLIS = 500;

    private final SandboxServer sandbox;
    private final Gate gate;
    private final Path receipts;
    private String receipt = "";
    private int enough;

    Reaper(SandboxServer sandbox, Gate gate, Path erp) {
        this.sandbox = sandbox;
        this.gate = gate;
        this.receipts = erp.resolve("receipts");
    }

    /** @param nextFile the file whose acknowledgement comes next */
    void prepare(CrashPoint point, String nextFile) throws IOException {
        if (point == CrashPoint.BEFORE_RECEIPT_RENAME) {
            // A folder of the receipt's name lets it be written, but not renamed.
            receipt = nextFile + ".ack.json";
            Files.createDirectories(receipts.resolve(receipt).resolve("in-the-way"));
        }
    }

    /**
     * Waits until Kvitt is at its point, by itself or as seen from here, and for no longer than the patience; then it is
     * dead.
     *
     * @return whether it died at the point
     */
    boolean strike(CrashPoint point, int nth, KvittProcess kvitt, Duration patience)
            throws InterruptedException, IOException {
        begin(point, nth);
        boolean there = false;
        long deadline = System.nanoTime() + patience.toNanos();
        while (!there && System.nanoTime() < deadline && !kvitt.endsWithin(2)) {
            there = isAt(point);
        }
        kvitt.kill();
        end(point);
        return there || kvitt.diedAtItsStep() || point == CrashPoint.AT_RANDOM;
    }

    private void begin(CrashPoint point, int nth) {
        if (point == CrashPoint.AFTER_SEND) {
            gate.holdWrite(nth);
        } else if (point == CrashPoint.AFTER_EFFECT) {
            delayAnswers(ANSWER_DELAY_MILLIS);
            enough = sandbox.ledger().size() + nth;
        }
    }

    private boolean isAt(CrashPoint point) throws IOException {
        return switch (point) {
            case AFTER_SEND -> gate.holdsWrite();
            case AFTER_EFFECT -> sandbox.ledger().size() >= enough;
            case BEFORE_RECEIPT_RENAME -> isUnnamed(receipt);
            default -> false;
        };
    }

    private boolean isUnnamed(String name) throws IOException {
        try (Stream<Path> listed = Files.list(receipts)) {
            return listed.map(path -> path.getFileName().toString())
                    .anyMatch(file -> file.startsWith(name + ".") && file.endsWith(".tmp"));
        }
    }

    /** Now that Kvitt is dead, everything goes its way again. */
    void end(CrashPoint point) throws IOException {
        gate.release();
        delayAnswers(0);
        if (point == CrashPoint.BEFORE_RECEIPT_RENAME) {
            Files.deleteIfExists(receipts.resolve(receipt).resolve("in-the-way"));
            Files.deleteIfExists(receipts.resolve(receipt));
        }
    }

    private void delayAnswers(long millis) {
        sandbox.switches().set(KlarnaSwitch.LATENCY_MS, millis);
        sandbox.switches().set(SveaSwitch.LATENCY_MS, millis);
    }
}
