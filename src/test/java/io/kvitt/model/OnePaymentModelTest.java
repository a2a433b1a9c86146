package io.kvitt.model;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
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
    private static final int MOST_FAILURES = 5;

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
    void two_hundred_made_up_stories_end_well() {
        assertThat(badEnds(world, 1, 200)).as("stories that end badly").isEmpty();
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
