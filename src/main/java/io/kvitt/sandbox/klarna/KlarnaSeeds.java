package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.SeedOrder;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The orders of a first run: one per state that is worth trying, and plain ones for the file demonstration. */
final class KlarnaSeeds {

    private KlarnaSeeds() {}

    static List<NewOrder> klarna() {
        Stream<NewOrder> chosen = Stream.of(
                klarna(100_001, "authorized"),
                klarna(100_002, "part-captured").activated(79_800, 1),
                klarna(100_003, "captured"),
                klarna(100_004, "cancelled"),
                klarna(100_005, "pending"),
                klarna(100_006, "expired"));
        Stream<NewOrder> plain =
                LongStream.rangeClosed(200_001, 200_020).mapToObj(number -> klarna(number, "authorized"));
        return Stream.concat(chosen, plain).toList();
    }

    static List<NewOrder> kustom() {
        return List.of(order("kustom", 100_007, "authorized"));
    }

    private static NewOrder klarna(long number, String state) {
        return order("klarna", number, state);
    }

    private static NewOrder order(String provider, long number, String state) {
        return SeedOrder.of(provider, KlarnaOrderFactory.id(number), number, state);
    }
}
