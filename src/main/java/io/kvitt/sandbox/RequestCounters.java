package io.kvitt.sandbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests each provider got. */
final class RequestCounters {

    private final Map<String, Counts> byProvider = new ConcurrentHashMap<>();

    private record Counts(LongAdder reads, LongAdder writes) {}

    /**
     * @param reads GET requests, queue polls among them
     * @param writes everything else
     */
    record Requests(long reads, long writes) {}

    void count(String provider, boolean write) {
        Counts counts = byProvider.computeIfAbsent(provider, key -> new Counts(new LongAdder(), new LongAdder()));
        (write ? counts.writes : counts.reads).increment();
    }

    Map<String, Requests> all() {
        Map<String, Requests> all = new TreeMap<>();
        byProvider.forEach(
                (provider, counts) -> all.put(provider, new Requests(counts.reads.sum(), counts.writes.sum())));
        return all;
    }

    void reset() {
        byProvider.clear();
    }
}
