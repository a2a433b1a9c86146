package io.kvitt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yaml.snakeyaml.Yaml;

@EndToEnd
class BeansInRoutesTest {

    @Autowired
    private ApplicationContext application;

    @Autowired
    private CamelContext camel;

    @Test
    void every_bean_that_a_route_calls_exists_and_has_the_method() throws IOException {
        Map<String, TreeSet<String>> calls = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                new ObjectMapper()
                        .valueToTree(new Yaml().load(Files.readString(file)))
                        .findParents("ref")
                        .forEach(call -> calls.computeIfAbsent(call.get("ref").asText(), ref -> new TreeSet<>())
                                .add(call.path("method").asText("process").replaceAll("\\(.*", "")));
            }
        }

        assertThat(calls).hasSizeGreaterThan(10);
        calls.forEach((bean, methods) -> assertThat(Arrays.stream(AopUtils.getTargetClass(application.getBean(bean))
                                .getMethods())
                        .map(method -> method.getName()))
                .as("the methods of %s", bean)
                .containsAll(methods));
    }

    @Test
    void every_route_is_loaded_and_started() {
        assertThat(camel.getRoutes())
                .hasSizeGreaterThan(25)
                .allSatisfy(route -> assertThat(camel.getRouteController()
                                .getRouteStatus(route.getRouteId())
                                .isStarted())
                        .as(route.getRouteId())
                        .isTrue());
    }
}
