package io.kvitt.model;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many more stories than fit into every build. {@code -Dproof.seed=…} repeats a run, {@code -Dproof.sequences=…} sets
 * its size.
 */
@Tag("proof")
class ModelCampaign {

    private final long seed = Long.getLong("proof.seed", System.currentTimeMillis());
    private final int sequences = Integer.getInteger("proof.sequences", 2_000);

    @Test
    void made_up_stories_end_well() throws Exception {
        System.out.println("model campaign: seed " + seed + ", " + sequences + " sequences");
        OnePaymentModelTest.log(Level.OFF);
        try (World world = new World()) {
            assertThat(OnePaymentModelTest.badEnds(world, seed, sequences))
                    .as("stories that end badly")
                    .isEmpty();
        } finally {
            OnePaymentModelTest.log(null);
        }
    }
}
