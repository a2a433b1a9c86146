package io.kvitt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process takes of the machine's memory.
 *
 * @param resident in MB, with what it maps of files
 * @param peak the most that it ever was, in MB
 */
record Footprint(long resident, long peak, long threads) {

    static Footprint of(ProcessHandle process) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        return new Footprint(
                number(status, "VmRSS:") / 1024, number(status, "VmHWM:") / 1024, number(status, "Threads:"));
    }

    static long residentMegabytes(ProcessHandle process) throws IOException {
        return of(process).resident();
    }

    private static long number(Path status, String name) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(-1024);
    }

    @Override
    public String toString() {
        return resident + " MB (at most " + peak + "), " + threads + " threads";
    }
}
