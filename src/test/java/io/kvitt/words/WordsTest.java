package io.kvitt.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Path MAIN = Path.of("src/main/java");

    /** A mail is more than a sentence: its wording has a class of its own, in both languages. */
    private static final List<String> LONGER_TEXTS = List.of("MailWording.java");

    /** Made of what is told. */
    private static final List<String> SENTENCES_OF_SENTENCES =
            List.of("Sentence.java", "Figures.java", "WholeAmount.java");

    @Test
    void swedish_stands_only_where_english_stands_beside_it() throws IOException {
        assertThat(files().filter(file -> read(file).matches("(?s).*[åäöÅÄÖ].*"))
                        .filter(file -> !read(file).contains("implements Told"))
                        .map(file -> file.getFileName().toString())
                        .filter(file -> !LONGER_TEXTS.contains(file)))
                .as("say it in an enum that implements words.Told, in both languages")
                .isEmpty();
    }

    @Test
    void sentences_are_made_only_by_what_is_told() throws IOException {
        assertThat(files().filter(file -> read(file).contains("new Sentence("))
                        .filter(file -> !read(file).contains("implements Told"))
                        .map(file -> file.getFileName().toString())
                        .filter(file -> !SENTENCES_OF_SENTENCES.contains(file)))
                .as("a sentence that no code goes with, or that a code has already")
                .isEmpty();
    }

    @Test
    void everything_that_is_told_has_a_sentence_in_each_language_and_they_differ() throws IOException {
        List<Told> told = files().filter(file -> read(file).contains("implements Told"))
                .flatMap(file -> Stream.of(loaded(file).getEnumConstants()))
                .map(Told.class::cast)
                .toList();

        assertThat(told).hasSizeGreaterThan(90).allSatisfy(one -> {
            assertThat(one.sentence().sv()).as("%s in Swedish", one).isNotBlank();
            assertThat(one.sentence().en()).as("%s in English", one).isNotBlank();
            assertThat(one.sentence().sv())
                    .as("%s", one)
                    .isNotEqualTo(one.sentence().en());
        });
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static Class<?> loaded(Path file) {
        String name = MAIN.relativize(file).toString().replace(".java", "").replace('/', '.');
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
