package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.SeedOrder;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The orders of a first run: one per payment type and state worth trying, and plain ones for the file demonstration. */
final class SveaSeeds {

    private static final long FIRST_ID = 9_000_000;

    private SveaSeeds() {}

    static List<NewOrder> all() {
        Stream<NewOrder> chosen = Stream.of(
                order(100_008, "authorized").paidBy("Invoice"),
                order(100_009, "authorized").paidBy("Card"),
                order(100_010, "delivered").paidBy("Card"),
                order(100_011, "settled").paidBy("Card"),
                order(100_012, "settled").paidBy("Swish"),
                order(100_013, "authorized").paidBy("PaymentPlan"),
                order(100_014, "delivered").paidBy("Invoice").inHowMany(2));
        Stream<NewOrder> plain =
                LongStream.rangeClosed(200_021, 200_040).mapToObj(number -> order(number, "authorized"));
        return Stream.concat(chosen, plain).toList();
    }

    private static NewOrder order(long number, String state) {
        return SeedOrder.of("svea", Long.toString(FIRST_ID + number), number, state);
    }
}
