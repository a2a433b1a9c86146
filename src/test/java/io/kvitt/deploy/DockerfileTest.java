package io.kvitt.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DockerfileTest {

    private final List<String> lines = Files.readAllLines(Path.of("Dockerfile"));
    private final List<String> context = Files.readAllLines(Path.of(".dockerignore"));

    DockerfileTest() throws IOException {}

    @Test
    void what_is_copied_is_there_and_in_the_context() {
        List<String> sources = new ArrayList<>();
        for (String[] words : instructions("COPY")) {
            if (!words[1].startsWith("--from=")) {
                sources.addAll(List.of(words).subList(1, words.length - 1));
            }
        }
        assertThat(sources).isNotEmpty().allSatisfy(source -> {
            assertThat(Path.of(source)).exists();
            assertThat(context).contains('!' + source.replaceAll("/$", ""));
        });
    }

    @Test
    void a_stage_is_made_before_it_is_used() {
        List<String> stages = new ArrayList<>();
        List<String> images = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            if (words[0].equals("FROM")) {
                if (words[1].contains(":")) {
                    images.add(words[1]);
                } else {
                    assertThat(stages).contains(words[1]);
                }
                if (words.length == 4) {
                    stages.add(words[3]);
                }
            } else if (words.length > 1 && words[1].startsWith("--from=")) {
                assertThat(stages).contains(words[1].substring("--from=".length()));
            }
        }
        assertThat(images).hasSize(2).allMatch(image -> image.matches("eclipse-temurin:25\\.[\\d._]+-j(dk|re)-noble"));
    }

    @Test
    void it_runs_as_nobody_special_and_java_gets_the_signals() {
        assertThat(instructions("USER"))
                .last()
                .satisfies(words -> assertThat(words[1]).isEqualTo("10001:10001"));
        assertThat(instructions("ENTRYPOINT"))
                .singleElement()
                .satisfies(words -> assertThat(words[1]).isEqualTo("[\"java\","));
        assertThat(instructions("HEALTHCHECK")).hasSize(1);
    }

    @Test
    void the_scripts_can_be_run() {
        assertThat(Path.of("deploy/kvitt/healthy.sh")).isExecutable();
        assertThat(Path.of("deploy/kvitt/train.sh")).isExecutable();
    }

    private List<String[]> instructions(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.split(" "))
                .toList();
    }
}
