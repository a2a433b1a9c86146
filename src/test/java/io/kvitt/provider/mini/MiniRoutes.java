package io.kvitt.provider.mini;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The routes with Mini among them: one file more, and one `when`. */
final class MiniRoutes {

    private static final String WHEN = """
                          - id: provider-mini
                            expression:
                              simple:
                                expression: "${exchangeProperty.provider} == 'mini'"
                            steps:
                              - to:
                                  id: provider-to-mini
                                  uri: direct:mini-request
            """;

    private MiniRoutes() {}

    static Path in(Path directory) {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
            String provider = Files.readString(Path.of("routes/provider.camel.yaml"));
            int end = provider.indexOf("            otherwise:\n              id: provider-otherwise");
            Files.writeString(
                    directory.resolve("provider.camel.yaml"),
                    provider.substring(0, end) + WHEN + provider.substring(end));
            Files.copy(Path.of("src/test/resources/provider/mini.camel.yaml"), directory.resolve("mini.camel.yaml"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
