package io.kvitt.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scraper gets. */
record Scrape(String text) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"");

    static Scrape of(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                .header("X-API-Key", Api.ALL_POWERFUL_KEY)
                .build();
        try {
            return new Scrape(HTTP.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The sum of all samples of the metric whose labels contain these, such as {@code account="klarna"}. */
    double sum(String metric, String... labels) {
        return samples()
                .filter(sample -> sample.group(1).equals(metric))
                .filter(sample -> Arrays.stream(labels)
                        .allMatch(label -> String.valueOf(sample.group(2)).contains(label)))
                .mapToDouble(sample -> Double.parseDouble(sample.group(3)))
                .sum();
    }

    /** Every metric with all the labels that any of its samples has. */
    Map<String, Set<String>> metrics() {
        Map<String, Set<String>> metrics = new TreeMap<>();
        samples().forEach(sample -> {
            Set<String> labels = metrics.computeIfAbsent(sample.group(1), name -> new HashSet<>());
            Matcher label = LABEL.matcher(String.valueOf(sample.group(2)));
            while (label.find()) {
                labels.add(label.group(1));
            }
        });
        return metrics;
    }

    /** All values that a label has, on any metric. */
    List<String> valuesOf(String label) {
        Pattern pattern = Pattern.compile("\\b" + label + "=\"([^\"]*)\"");
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();
    }

    private java.util.stream.Stream<Matcher> samples() {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(SAMPLE::matcher)
                .filter(Matcher::matches);
    }
}
