package io.kvitt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table of rooms in docs/architecture.md: which room may use which. */
final class ArrowTable {

    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final String HEAD = "| room | uses |";

    private ArrowTable() {}

    /** Each room with the rooms that its row names, in the order of the page. */
    static Map<String, Set<String>> read() {
        try {
            List<String> page = Files.readAllLines(PAGE);
            int head = page.indexOf(HEAD);
            if (head < 0) {
                throw new AssertionError(PAGE + " has no table with the head " + HEAD);
            }
            Map<String, Set<String>> rooms = new LinkedHashMap<>();
            page.stream()
                    .skip(head + 2L)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(line -> line.split("\\|"))
                    .forEach(cells -> rooms.put(cells[1].replace("`", "").trim(), names(cells)));
            return rooms;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(String[] cells) {
        return Arrays.stream(cells.length > 2 ? cells[2].split(",") : new String[0])
                .map(name -> name.replace("`", "").trim())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The room that a class lies in: its package below {@code io.kvitt}, or the longest room that holds it. */
    static String roomOf(String packageName, Set<String> rooms) {
        String name = packageName.equals("io.kvitt") ? "" : packageName.substring("io.kvitt.".length());
        while (!name.isEmpty() && !rooms.contains(name)) {
            name = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
        }
        return name;
    }
}
