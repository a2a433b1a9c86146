package io.kvitt.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md against the settings records. */
class ConfigurationPageTest {

    private static final Pattern ROW = Pattern.compile("\\| `(kvitt\\.[^`]+)` \\| (?:`([^`]*)`)?[^|]* \\| (.+) \\|");

    private final KnownSettings known = KnownSettings.read();

    private static List<Matcher> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/configuration.md")).stream()
                // A bar inside a code span is written as \| in a table.
                .map(line -> line.replace("\\|", "¦"))
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .toList();
    }

    @Test
    void the_page_lists_every_setting_and_nothing_else() throws IOException {
        assertThat(rows().stream().map(row -> row.group(1)))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(known.names()));
    }

    @Test
    void the_page_gives_every_default_as_it_is() throws IOException {
        Map<String, String> given = new TreeMap<>();
        rows().stream()
                .filter(row -> row.group(2) != null)
                .forEach(row -> given.put(row.group(1), row.group(2).replace("¦", "|")));
        Map<String, String> real = new TreeMap<>();
        known.defaults().forEach((name, value) -> real.put(name, String.valueOf(value)));

        assertThat(given).isEqualTo(real);
    }
}
