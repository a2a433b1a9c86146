package io.kvitt.bench;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Groups of bars as an SVG, the longest of each group drawn over the whole width, bars of one name in one colour. */
final class BarChart {

    private static final List<String> COLOURS = List.of("#1f6f8b", "#99a8b2", "#e6a157", "#7a9e7e", "#b56576");
    private static final int WIDTH = 720;
    private static final int LABEL = 150;
    private static final int BAR = 18;

    private final String title;
    private final Map<String, Map<String, Double>> groups = new LinkedHashMap<>();

    BarChart(String title) {
        this.title = title;
    }

    void add(String group, String bar, double value) {
        groups.computeIfAbsent(group, key -> new LinkedHashMap<>()).put(bar, value);
    }

    void write(String file) {
        StringBuilder svg = new StringBuilder();
        Map<String, String> colours = new HashMap<>();
        int y = 34;
        for (Map.Entry<String, Map<String, Double>> group : groups.entrySet()) {
            y += 22;
            svg.append(text(10, y - 6, "600", group.getKey()));
            double longest = group.getValue().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(1);
            for (Map.Entry<String, Double> bar : group.getValue().entrySet()) {
                long length = Math.round(bar.getValue() / longest * (WIDTH - LABEL - 90));
                svg.append(text(20, y + 13, "400", bar.getKey()))
                        .append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>"
                                .formatted(
                                        LABEL,
                                        y,
                                        length,
                                        BAR - 3,
                                        colours.computeIfAbsent(
                                                bar.getKey(), name -> COLOURS.get(colours.size() % COLOURS.size()))))
                        .append(text(LABEL + length + 6, y + 13, "400", number(bar.getValue())));
                y += BAR;
            }
        }
        Results.write(file, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="#fff"/>%s
                %s</svg>
                """.formatted(WIDTH, y + 14, text(10, 24, "700", title), svg));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    private static String text(long x, long y, String weight, String text) {
        return "<text x=\"%d\" y=\"%d\" font-weight=\"%s\">%s</text>\n".formatted(x, y, weight, text);
    }
}
