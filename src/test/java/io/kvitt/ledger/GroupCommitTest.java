package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final ExecutorService callers = Executors.newFixedThreadPool(50);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void each_caller_gets_the_result_of_its_own_item() throws Exception {
        try (GroupCommit<Integer, Integer> commits = new GroupCommit<>(
                "test",
                10,
                Duration.ofMillis(2),
                items -> items.stream().map(item -> item * 2).toList())) {
            List<Future<Integer>> results = IntStream.range(0, 1000)
                    .mapToObj(i -> callers.submit(() -> commits.submit(i)))
                    .toList();
            for (int i = 0; i < 1000; i++) {
                assertThat(results.get(i).get()).isEqualTo(i * 2);
            }
        }
    }

    @Test
    void what_comes_while_one_commit_runs_shares_the_next_one() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        List<Integer> sizes = new ArrayList<>();
        try (GroupCommit<Integer, Integer> commits = new GroupCommit<>("test", 10, Duration.ofMillis(2), items -> {
            sizes.add(items.size());
            if (sizes.size() == 1) {
                join(first);
            }
            return items;
        })) {
            Future<Integer> one = callers.submit(() -> commits.submit(0));
            await().atMost(Duration.ofSeconds(5)).until(() -> sizes.size() == 1);
            AtomicInteger waiting = new AtomicInteger();
            List<Future<Integer>> others = IntStream.range(1, 26)
                    .mapToObj(i -> callers.submit(() -> {
                        waiting.incrementAndGet();
                        return commits.submit(i);
                    }))
                    .toList();
            await().atMost(Duration.ofSeconds(5)).until(() -> waiting.get() == 25);
            first.countDown();
            one.get();
            for (Future<Integer> other : others) {
                other.get();
            }
        }
        assertThat(sizes).allMatch(size -> size <= 10).hasSizeLessThan(10);
        assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(26);
    }

    @Test
    void one_bad_item_fails_alone() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (GroupCommit<Integer, Integer> commits = new GroupCommit<>("test", 10, Duration.ofMillis(2), items -> {
            join(go);
            if (items.contains(13)) {
                throw new IllegalArgumentException("13");
            }
            return items;
        })) {
            List<Future<Integer>> results = IntStream.range(10, 20)
                    .mapToObj(i -> callers.submit(() -> commits.submit(i)))
                    .toList();
            go.countDown();
            for (int i = 0; i < 10; i++) {
                Future<Integer> result = results.get(i);
                if (i == 3) {
                    assertThatThrownBy(result::get).hasRootCauseMessage("13");
                } else {
                    assertThat(result.get()).isEqualTo(i + 10);
                }
            }
        }
    }

    @Test
    void what_comes_after_the_end_fails_instead_of_waiting_for_ever() {
        GroupCommit<Integer, Integer> commits = new GroupCommit<>("test", 10, Duration.ofMillis(2), items -> items);
        commits.close();

        assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> commits.submit(1))
                        .get(5, java.util.concurrent.TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
