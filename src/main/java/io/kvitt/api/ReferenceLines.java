package io.kvitt.api;

import io.kvitt.command.OrderReference;
import io.kvitt.command.Violation;
import io.kvitt.desk.References.Wanted;
import io.kvitt.payment.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Many references that came together, one a line. Where two lines contradict each other, nobody knows which is right: neither
 * is stored, and each names the other, unless the later one asks to replace.
 */
final class ReferenceLines {

    private static final int BATCH = 1000;

    record Line(int number, Wanted wanted) {

        String orderNumber() {
            return "number " + wanted.reference().account() + " "
                    + wanted.reference().orderNumber();
        }

        String payment() {
            return "payment " + wanted.reference().account() + " "
                    + wanted.reference().providerOrderId();
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Line> last = new HashMap<>();
    private final SortedMap<Integer, List<Violation>> rejected = new TreeMap<>();

    void add(int number, Wanted wanted) {
        Line line = new Line(number, wanted);
        lines.add(line);
        contradict(line, last.put(line.orderNumber(), line), "orderNumber");
        contradict(line, last.put(line.payment(), line), "providerOrderId");
    }

    private void contradict(Line line, @Nullable Line earlier, String field) {
        if (earlier != null && !line.wanted().replace() && !same(line, earlier)) {
            reject(line.number(), List.of(other(field, earlier)));
            reject(earlier.number(), List.of(other(field, line)));
        }
    }

    private static boolean same(Line one, Line other) {
        OrderReference reference = one.wanted().reference();
        return reference.orderNumber().equals(other.wanted().reference().orderNumber())
                && reference.providerOrderId().equals(other.wanted().reference().providerOrderId());
    }

    private static Violation other(String field, Line line) {
        return new Violation(
                Code.REFERENCE_TAKEN,
                field,
                "line " + line.number() + " says otherwise: send one of them, or \"replace\": true with the later");
    }

    void reject(int number, List<Violation> violations) {
        rejected.putIfAbsent(number, violations);
    }

    /** By their lines. */
    SortedMap<Integer, List<Violation>> rejected() {
        return rejected;
    }

    /** Those that are not rejected, in their order; none has an order number or a payment twice. */
    List<List<Line>> batches() {
        List<List<Line>> batches = new ArrayList<>();
        Set<String> met = new HashSet<>();
        List<Line> batch = new ArrayList<>();
        for (Line line : lines) {
            if (rejected.containsKey(line.number())) {
                continue;
            }
            if (batch.size() == BATCH || met.contains(line.orderNumber()) || met.contains(line.payment())) {
                batches.add(batch);
                batch = new ArrayList<>();
                met.clear();
            }
            batch.add(line);
            met.add(line.orderNumber());
            met.add(line.payment());
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
