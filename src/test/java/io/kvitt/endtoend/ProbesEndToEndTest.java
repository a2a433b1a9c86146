package io.kvitt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.web.server.LocalServerPort;

@EndToEnd
class ProbesEndToEndTest {

    private static final HealthIndicator DOWN =
            () -> Health.down().withDetail("host", "db.internal").build();

    @LocalServerPort
    private int port;

    @Autowired
    private HealthContributorRegistry health;

    @Autowired
    private CamelContext camel;

    @Value("${kvitt.metrics.routes}")
    private Set<String> meteredRoutes;

    @Test
    void kvitt_lives_and_is_ready_whatever_becomes_of_providers_and_the_broker() {
        HealthContributor broker = health.unregisterContributor("jms");
        health.registerContributor("jms", DOWN);
        health.registerContributor("provider", DOWN);
        try {
            assertThat(get("/actuator/health").statusCode()).isEqualTo(503);
            assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        } finally {
            health.unregisterContributor("provider");
            health.unregisterContributor("jms");
            health.registerContributor("jms", broker);
        }
    }

    @Test
    void without_its_database_an_instance_lives_and_is_not_ready() {
        HealthContributor database = health.unregisterContributor("db");
        health.registerContributor("db", DOWN);
        try {
            assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        } finally {
            health.unregisterContributor("db");
            health.registerContributor("db", database);
        }
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void health_is_open_and_tells_no_details_while_the_metrics_need_a_key_that_may_read_them() {
        assertThat(get("/actuator/health").body()).doesNotContain("components", "details", "db.internal");

        assertThat(get("/actuator/prometheus").statusCode()).isEqualTo(401);
        assertThat(get("/actuator/prometheus", "X-API-Key", Api.ALL_POWERFUL_KEY)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void every_route_that_is_to_be_metered_exists_and_has_camels_standard_meters() {
        assertThat(camel.getRoutes().stream().map(Route::getRouteId)).containsAll(meteredRoutes);

        String scrape =
                get("/actuator/prometheus", "X-API-Key", Api.ALL_POWERFUL_KEY).body();
        for (String meter : new String[] {
            "camel_exchanges_total",
            "camel_exchanges_succeeded_total",
            "camel_exchanges_failed_total",
            "camel_exchanges_failures_handled_total",
            "camel_exchanges_external_redeliveries_total",
            "camel_route_policy_seconds_count",
            "camel_exchanges_inflight"
        }) {
            assertThat(meteredRoutes)
                    .allSatisfy(route -> assertThat(scrape.lines())
                            .anyMatch(line ->
                                    line.startsWith(meter + "{") && line.contains("routeId=\"" + route + "\"")));
        }
        assertThat(scrape).contains("camel_routes_running_routes{");
        assertThat(Arrays.stream(scrape.split("\n"))).noneMatch(line -> line.contains("routeId=\"read\""));
    }

    private HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
