package io.kvitt.bench;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one run showed.
 *
 * @param millisLatency of each call to the provider
 * @param cpuMillis per command, by process
 * @param calls to the provider, per command
 */
record Measurement(
        String subject,
        String intake,
        int millisLatency,
        int commands,
        double perSecond,
        Map<String, Double> cpuMillis,
        double calls) {

    /** Of all processes but the one that makes the load. */
    double cpuMillisOfAll() {
        return cpuMillis.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The same by process. */
    String parts() {
        return cpuMillis.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
