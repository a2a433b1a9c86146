package io.kvitt.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** How long it takes until everything that was open has ended. Tasks that never end are a person's, and not counted. */
final class Recovery {

    private static final Duration BOUND = Duration.ofMinutes(3);

    private final Stage stage;
    private final List<Long> millis = new ArrayList<>();
    private @Nullable String unfinished;

    Recovery(Stage stage) {
        this.stage = stage;
    }

    /**
     * Waits until all that is open now has ended, and remembers how long that took.
     *
     * @param since when the restart began, by {@link System#nanoTime()}
     * @return how many were open
     */
    long measure(long since) {
        long last = stage.postgres().count("select coalesce(max(id), 0) from command");
        String open = "select count(*) from command where ended_at is null and id <= " + last + besideStuck();
        long count = stage.postgres().count(open);
        awaitNone(open);
        millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
        return count;
    }

    /** How many commands have not ended. */
    long open() {
        return stage.postgres().count("select count(*) from command where ended_at is null" + besideStuck());
    }

    /** What did not come to its end in time; null when all did. */
    @Nullable
    String unfinished() {
        return unfinished;
    }

    /** Waits until all that was sent is known, has ended and was told. What does not, is for the verdict to name. */
    void finish() {
        try {
            awaitAll();
        } catch (ConditionTimeoutException e) {
            unfinished = e.getMessage();
        }
    }

    private void awaitAll() {
        int sent = stage.stories().stream()
                .mapToInt(story -> story.commands().size())
                .sum();
        awaitNone("select " + sent + " - count(*) from command");
        awaitNone("select count(*) from command where ended_at is null" + besideStuck());
        endStuckTasks();
        awaitNone("select count(*) from command where ended_at is null or published_at is null");
        awaitNone("select count(*) from erp_file where state not in ('DONE', 'REJECTED', 'DUPLICATE')");
    }

    /** Puts a day between a stuck task and its intent, after which a person has to look. */
    private void endStuckTasks() {
        awaitNone("select count(*) from command c where ended_at is null and not exists"
                + " (select 1 from attempt a where a.command = c.id and a.result is null and a.task is not null)");
        stage.postgres()
                .update("update attempt set begun_at = begun_at - interval '25 hours' where result is null"
                        + " and task is not null and command in (select id from command where ended_at is null)");
        stage.postgres()
                .update("update payment set due_at = now() where id in"
                        + " (select payment_id from command where ended_at is null)");
    }

    private void awaitNone(String count) {
        Awaitility.await(count)
                .pollInterval(Duration.ofMillis(50))
                .atMost(BOUND)
                .until(() -> stage.postgres().count(count) == 0);
    }

    private String besideStuck() {
        String stuck = stage.stories().stream()
                .filter(Story::needsAttention)
                .map(story -> "'" + story.orderId() + "'")
                .collect(Collectors.joining(","));
        return stuck.isEmpty() ? "" : " and provider_order_id not in (" + stuck + ")";
    }

    @Override
    public String toString() {
        return "%d recoveries measured, slowest %d ms, median %d ms"
                .formatted(
                        millis.size(),
                        millis.stream().mapToLong(Long::longValue).max().orElse(0),
                        millis.stream()
                                .sorted()
                                .skip(millis.size() / 2)
                                .findFirst()
                                .orElse(0L));
    }
}
