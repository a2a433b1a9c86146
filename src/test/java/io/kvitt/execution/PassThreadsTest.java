package io.kvitt.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.command.PaymentCommand;
import io.kvitt.payment.Action;
import io.kvitt.provider.Assignment;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PassThreadsTest {

    private static final int MANY = 1_000;

    private static final Assignment ASSIGNMENT = new Assignment(
            new PaymentCommand("c", Action.ACTIVATE, "1", "shop", "p", null, null, List.of(), null, null),
            null,
            "p",
            0);

    @Test
    void a_thousand_passes_wait_for_their_providers_at_once() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(MANY);
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(MANY);
        PassThreads threads = new PassThreads(execution -> {
            waiting.countDown();
            await(answer);
        });

        for (int i = 0; i < MANY; i++) {
            threads.begin(execution(i), ended::countDown);
        }

        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        answer.countDown();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_pass_that_breaks_frees_its_worker_and_takes_no_other_with_it() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(3);
        PassThreads threads = new PassThreads(execution -> {
            if (execution.paymentId() == 1) {
                throw new OutOfMemoryError("of the heap");
            }
            ended.countDown();
        });

        threads.begin(execution(1), ended::countDown);
        threads.begin(execution(2), ended::countDown);

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Execution execution(long payment) {
        return new Execution(payment, 1, payment, ASSIGNMENT, null, false, null, 0, 0, Set.of(), false, Instant.EPOCH);
    }
}
