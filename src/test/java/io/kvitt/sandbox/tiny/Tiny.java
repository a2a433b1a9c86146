package io.kvitt.sandbox.tiny;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.Json;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.SeedOrder;
import io.kvitt.sandbox.simulation.SimulatedProvider;
import io.kvitt.sandbox.simulation.Simulator;
import io.kvitt.sandbox.simulation.Surroundings;
import io.kvitt.sandbox.simulation.Switch;
import java.util.List;
import java.util.Map;

/** A provider that the sandbox does not have: what a new one costs. */
public final class Tiny implements SimulatedProvider {

    /** Its switches. */
    public enum Switches implements Switch {
        LATENCY_MS("tiny.latency-ms", 0),
        /** An order that is taken twice is refused. */
        TAKES_ONCE("tiny.takes-once", true);

        private final String key;
        private final Object standard;

        Switches(String key, Object standard) {
            this.key = key;
            this.standard = standard;
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public Object standard() {
            return standard;
        }
    }

    @Override
    public String provider() {
        return "tiny";
    }

    @Override
    public List<? extends Switch> switches() {
        return List.of(Switches.values());
    }

    @Override
    public Switch latency() {
        return Switches.LATENCY_MS;
    }

    @Override
    public Map<String, String> account() {
        return Map.of("secret", "sandbox-secret");
    }

    @Override
    public List<NewOrder> seeds() {
        return List.of(SeedOrder.of("tiny", "t1", 300_001, "authorized"));
    }

    @Override
    public Answer error(int status) {
        return Answer.json(status, Json.bytes(Map.of("tiny", status)));
    }

    @Override
    public Simulator start(Surroundings surroundings) {
        return new TinySimulator(surroundings);
    }
}
