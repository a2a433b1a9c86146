package io.kvitt.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnguardedRoutesTest {

    private static final String CONFIGURATIONS = """
            - routeConfiguration:
                onException:
                  - onException: {exception: [java.lang.Throwable], steps: [{log: {message: general}}]}
            - routeConfiguration:
                id: mine
                onException:
                  - onException: {exception: [java.lang.Throwable], steps: [{log: {message: mine}}]}
            """;

    private static final String ROUTES = """
            - route: {id: plain, from: {uri: "direct:plain", steps: [{log: {message: x}}]}}
            - route:
                id: named
                routeConfigurationId: mine
                from: {uri: "direct:named", steps: [{log: {message: x}}]}
            - route:
                id: misspelt
                routeConfigurationId: mien
                from: {uri: "direct:misspelt", steps: [{log: {message: x}}]}
            - route:
                id: by-itself
                routeConfigurationId: mien
                errorHandler: {noErrorHandler: {}}
                from: {uri: "direct:by-itself", steps: [{log: {message: x}}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void a_route_that_names_a_configuration_which_is_not_there_is_found() throws Exception {
        assertThat(unguarded(CONFIGURATIONS + ROUTES)).containsExactly("misspelt");
    }

    @Test
    void without_the_general_configuration_every_route_that_relied_on_it_is_found() throws Exception {
        assertThat(unguarded(ROUTES)).containsExactly("plain", "named", "misspelt");
    }

    private List<String> unguarded(String yaml) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            load(camel, write(yaml));
            camel.start();
            return UnguardedRoutes.in(camel).stream()
                    .map(RouteDefinition::getRouteId)
                    .toList();
        }
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("own.camel.yaml"), yaml);
    }

    private static void load(DefaultCamelContext camel, Path file) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveResource(camel, "file:" + file.toAbsolutePath()));
    }
}
