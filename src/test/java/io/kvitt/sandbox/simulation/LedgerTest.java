package io.kvitt.sandbox.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger(new SandboxClock());

    @Test
    void entries_of_many_threads_get_every_number_once_and_keep_their_order_per_order() {
        IntStream.range(0, 4)
                .parallel()
                .forEach(order -> IntStream.range(0, 5_000).forEach(i -> append("o" + order, i)));
        assertThat(ledger.size()).isEqualTo(20_000);
        assertThat(ledger.after(0, 20_000))
                .extracting(LedgerEntry::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 20_000).boxed().toList());
        assertThat(ledger.of("klarna", "o3"))
                .extracting(LedgerEntry::amount)
                .containsExactlyElementsOf(LongStream.range(0, 5_000).boxed().toList());
    }

    @Test
    void the_same_id_at_two_providers_is_two_orders() {
        append("1", 5);
        ledger.append("svea", "1", MoneyEffect.ANNUL, "cancel", 7, "SEK", Cause.PORTAL);
        assertThat(ledger.of("svea", "1")).extracting(LedgerEntry::amount).containsExactly(7L);
        assertThat(LedgerSummary.of(ledger).orders()).isEqualTo(2);
    }

    @Test
    void a_page_beyond_the_end_is_empty() {
        append("1", 5);
        assertThat(ledger.after(1, 10)).isEmpty();
        assertThat(ledger.after(99, Integer.MAX_VALUE)).isEmpty();
    }

    private void append(String order, long amount) {
        ledger.append("klarna", order, MoneyEffect.ACTIVATE, "capture", amount, "SEK", Cause.api(null));
    }
}
