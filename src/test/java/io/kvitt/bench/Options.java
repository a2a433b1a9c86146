package io.kvitt.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a benchmark is told on the command line, as {@code -Dbench.…}. */
final class Options {

    private Options() {}

    /** {@code bench.jvm}: options of Kvitt's JVM, separated by blanks; beside those of the image, if that is what runs. */
    static List<String> jvm() {
        return words("jvm", image().isPresent() ? "" : "-Xmx256m");
    }

    /**
     * {@code bench.image}: a directory with the content of the image's {@code /app}, which is then what runs, instead of
     * the classes of this build.
     */
    static Optional<Path> image() {
        return Optional.ofNullable(System.getProperty("bench.image")).map(Path::of);
    }

    /** {@code bench.settings}: Kvitt's settings, separated by blanks. */
    static List<String> settings() {
        return words("settings", "");
    }

    private static List<String> words(String name, String byDefault) {
        String words = System.getProperty("bench." + name, byDefault).trim();
        return words.isEmpty() ? List.of() : List.of(words.split("\\s+"));
    }

    static List<String> list(String name, String byDefault) {
        return List.of(System.getProperty("bench." + name, byDefault).split(","));
    }

    static int number(String name, int byDefault) {
        return Integer.getInteger("bench." + name, byDefault);
    }
}
