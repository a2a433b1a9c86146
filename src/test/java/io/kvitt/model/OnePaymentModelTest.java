package io.kvitt.model;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.kvitt.payment.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever is asked, whatever breaks, whoever meddles: what must be true of one payment is true. */
class OnePaymentModelTest {

    /** Shortening takes time, and a mistake shows in many stories. */
    private static final int MOST_FAILURES = 3;

    private static World world;

    @BeforeAll
    static void open() throws Exception {
        log(Level.OFF);
        world = new World();
    }

    @AfterAll
    static void close() {
        world.close();
        log(null);
    }

    /** What is broken on purpose need not be logged. */
    static void log(@Nullable Level level) {
        ((Logger) LoggerFactory.getLogger("io.kvitt")).setLevel(level);
    }

    @Test
    void made_up_stories_end_well() {
        assertThat(badEnds(world, 1, 150)).as("stories that end badly").isEmpty();
    }

    @Test
    void a_write_that_takes_effect_late_is_waited_for_before_its_command_is_called_refused() {
        assertThat(world.tell(new Story(
                        Story.Kind.SVEA_CARD,
                        List.of(
                                fault("\"kind\":\"hang-then-apply\",\"delayMs\":59000"),
                                new Step.Ask(Action.ACTIVATE, Story.TOTAL),
                                new Step.Work(1),
                                new Step.Human("cancel-amount", 5_000L)))))
                .isEmpty();
    }

    @Test
    void a_write_that_took_effect_is_known_even_if_its_last_quick_repetition_was_turned_away() {
        assertThat(world.tell(new Story(
                        Story.Kind.KLARNA,
                        List.of(
                                fault("\"kind\":\"apply-then-status\",\"status\":504"),
                                fault("\"kind\":\"status\",\"status\":429"),
                                new Step.Ask(Action.REVERSE, null)))))
                .isEmpty();
    }

    private static Step.Fault fault(String kind) {
        return new Step.Fault("{\"operation\":\"write\"," + kind + ",\"times\":1}");
    }

    /** The shortest forms of those among these stories that end badly, and what is wrong with them. */
    static List<String> badEnds(World world, long seed, int count) {
        Stories stories = new Stories(seed);
        List<String> bad = new ArrayList<>();
        for (int i = 1; i <= count && bad.size() < MOST_FAILURES; i++) {
            Story story = stories.next();
            if (world.tell(story).isPresent()) {
                Story shortest = Shrinking.shortest(story, it -> world.tell(it).isPresent());
                bad.add("seed %d, story %d of %d fails as short as%n%s%n%s"
                        .formatted(
                                seed, i, count, shortest, world.tell(shortest).orElse("but not always")));
            }
        }
        return bad;
    }
}
