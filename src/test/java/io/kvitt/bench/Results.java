package io.kvitt.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table of results, printed line by line as they come and kept as Markdown in {@code target/bench}. */
final class Results {

    private static final Path DIRECTORY = Path.of("target", "bench");

    private final String name;
    private final List<String> lines = new ArrayList<>();

    Results(String name, String... columns) {
        this.name = name;
        add((Object[]) columns);
        lines.add("|" + "---|".repeat(columns.length));
    }

    void add(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ').append(cell).append(" |");
        }
        lines.add(line.toString());
        System.out.println(line);
        write(name + ".md", String.join("\n", lines) + "\n");
    }

    static void write(String file, String text) {
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(DIRECTORY.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
