package io.kvitt.bench;

import java.util.List;

/** What a benchmark is told on the command line, as {@code -Dbench.…}. */
final class Options {

    private Options() {}

    /** {@code bench.jvm}: options of Kvitt's JVM, separated by blanks. */
    static List<String> jvm() {
        return List.of(System.getProperty("bench.jvm", "-Xmx256m").trim().split("\\s+"));
    }

    /** {@code bench.settings}: Kvitt's settings, separated by blanks. */
    static List<String> settings() {
        String settings = System.getProperty("bench.settings", "").trim();
        return settings.isEmpty() ? List.of() : List.of(settings.split("\\s+"));
    }

    static List<String> list(String name, String byDefault) {
        return List.of(System.getProperty("bench." + name, byDefault).split(","));
    }

    static int number(String name, int byDefault) {
        return Integer.getInteger("bench." + name, byDefault);
    }
}
