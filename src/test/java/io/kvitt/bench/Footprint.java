package io.kvitt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process takes. */
final class Footprint {

    private Footprint() {}

    static long residentMegabytes(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }
}
