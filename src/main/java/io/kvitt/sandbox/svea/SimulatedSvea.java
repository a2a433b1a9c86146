package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.SimulatedProvider;
import io.kvitt.sandbox.simulation.Simulator;
import io.kvitt.sandbox.simulation.Surroundings;
import io.kvitt.sandbox.simulation.Switch;
import java.util.List;
import java.util.Map;

/** Svea, as the sandbox has to know it. */
public final class SimulatedSvea implements SimulatedProvider {

    static final String MERCHANT_ID = "100001";
    static final String SECRET = "sandbox-secret";

    @Override
    public String provider() {
        return "svea";
    }

    @Override
    public List<? extends Switch> switches() {
        return List.of(SveaSwitch.values());
    }

    @Override
    public Switch latency() {
        return SveaSwitch.LATENCY_MS;
    }

    @Override
    public Map<String, String> account() {
        return Map.of("merchant-id", MERCHANT_ID, "secret", SECRET);
    }

    @Override
    public List<NewOrder> seeds() {
        return SveaSeeds.all();
    }

    @Override
    public Answer error(int status) {
        return status == 401 ? Answer.empty(401) : SveaRefusal.error(status);
    }

    @Override
    public Simulator start(Surroundings surroundings) {
        return new SveaSimulator(surroundings);
    }
}
