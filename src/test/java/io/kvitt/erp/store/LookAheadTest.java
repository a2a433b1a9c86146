package io.kvitt.erp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LookAheadTest {

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void reading_goes_on_while_a_batch_is_stored() {
        CountDownLatch read = new CountDownLatch(1);
        try (LookAhead ahead = new LookAhead()) {
            ahead.store(() -> {
                waitFor(read);
                told.add("stored");
            });
            told.add("read");
            read.countDown();
            ahead.await();
        }
        assertThat(told).containsExactly("read", "stored");
    }

    @Test
    void a_batch_begins_after_the_one_before_is_stored() {
        CountDownLatch gate = new CountDownLatch(1);
        try (LookAhead ahead = new LookAhead()) {
            ahead.store(() -> {
                waitFor(gate);
                told.add("first");
            });
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> ahead.store(() -> told.add("second")));
            Awaitility.await().during(200, TimeUnit.MILLISECONDS).until(() -> !second.isDone() && told.isEmpty());
            gate.countDown();
            second.join();
            ahead.await();
        }
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void when_a_batch_fails_none_follows() {
        try (LookAhead ahead = new LookAhead()) {
            ahead.store(() -> {
                throw new IllegalStateException("crash");
            });
            assertThatThrownBy(() -> ahead.store(() -> told.add("second"))).hasMessage("crash");
            assertThatThrownBy(ahead::await).hasMessage("crash");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void it_closes_when_the_batch_is_stored_also_for_a_reader_that_is_interrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread reader = Thread.currentThread();
        try (LookAhead ahead = new LookAhead()) {
            ahead.store(() -> {
                waitFor(interrupted);
                told.add("stored");
            });
            CompletableFuture.runAsync(() -> {
                reader.interrupt();
                interrupted.countDown();
            });
        }
        assertThat(told).containsExactly("stored");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_reader_that_is_interrupted_hands_on_no_more() {
        CountDownLatch gate = new CountDownLatch(1);
        try (LookAhead ahead = new LookAhead()) {
            ahead.store(() -> waitFor(gate));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> ahead.store(() -> told.add("second"))).hasMessage("Kvitt is stopping");
            gate.countDown();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(told).isEmpty();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
