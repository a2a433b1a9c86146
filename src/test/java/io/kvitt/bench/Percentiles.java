package io.kvitt.bench;

import java.util.Collection;
import java.util.Locale;

/** Milliseconds. */
record Percentiles(double p50, double p99, double p999) {

    static Percentiles ofMicros(Collection<Long> micros) {
        long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Percentiles(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999));
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))] / 1_000.0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f / %.0f / %.0f", p50, p99, p999);
    }
}
