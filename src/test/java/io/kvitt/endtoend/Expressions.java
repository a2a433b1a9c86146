package io.kvitt.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the dashboard and the alert rules ask Prometheus. */
final class Expressions {

    static final Path ALERTS = Path.of("deploy/prometheus/alerts.yaml");
    static final Path ALERTS_TEST = Path.of("deploy/prometheus/alerts_test.yaml");
    static final Path DASHBOARD = Path.of("deploy/grafana/dashboards/kvitt.json");

    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("\\b([a-z_]\\w*)\\b(?!\\s*\\()(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");

    /** Labels that Prometheus itself gives to whatever it scrapes. */
    private static final Set<String> FROM_PROMETHEUS = Set.of("instance", "job");

    private Expressions() {}

    static List<JsonNode> alerts() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        new YAMLMapper()
                .readTree(ALERTS.toFile())
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    /** Every panel's expressions, with the dashboard's variables filled in, as its title and the expression. */
    static Map<String, List<String>> panels() throws IOException {
        Map<String, List<String>> panels = new HashMap<>();
        for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels")) {
            panel.path("targets")
                    .forEach(
                            target -> panels.computeIfAbsent(panel.path("title").asText(), title -> new ArrayList<>())
                                    .add(target.path("expr")
                                            .asText()
                                            .replace("$__rate_interval", "1m")
                                            .replace("$account", ".*")));
        }
        return panels;
    }

    /** The metrics that an expression reads, each with the labels that it asks of them. */
    static Map<String, Set<String>> uses(String expression) {
        Set<String> grouping = new HashSet<>();
        Matcher group = GROUPING.matcher(expression);
        while (group.find()) {
            for (String label : group.group(1).split(",")) {
                grouping.add(label.strip());
            }
        }
        grouping.removeAll(FROM_PROMETHEUS);
        Map<String, Set<String>> uses = new HashMap<>();
        Matcher selector =
                SELECTOR.matcher(GROUPING.matcher(expression).replaceAll("").replaceAll("\\[[^]]*]", ""));
        while (selector.find()) {
            Set<String> labels = uses.computeIfAbsent(selector.group(1), name -> new HashSet<>(grouping));
            Matcher matcher = MATCHER.matcher(String.valueOf(selector.group(2)));
            while (matcher.find()) {
                labels.add(matcher.group(1));
            }
        }
        return uses;
    }
}
