package io.kvitt.sandbox;

import io.kvitt.sandbox.klarna.KlarnaFlavour;
import io.kvitt.sandbox.simulation.BulkOrder;
import io.kvitt.sandbox.simulation.Ledger;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.OrderSummary;
import io.kvitt.sandbox.simulation.SandboxClock;
import io.kvitt.sandbox.simulation.SimulatedProvider;
import io.kvitt.sandbox.simulation.Simulator;
import io.kvitt.sandbox.simulation.Surroundings;
import io.kvitt.sandbox.simulation.Switches;
import io.kvitt.sandbox.simulation.Timer;
import io.kvitt.sandbox.svea.SimulatedSvea;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The simulated providers with the ledger, clock and switches that they share. */
final class Sandbox {

    /** The one place that names them. */
    static final List<SimulatedProvider> PROVIDERS =
            List.of(KlarnaFlavour.KLARNA, KlarnaFlavour.KUSTOM, new SimulatedSvea());

    private final Surroundings surroundings;
    private final RequestCounters counters = new RequestCounters();
    private final Faults faults = new Faults();
    private final Map<String, Running> running = new LinkedHashMap<>();

    Sandbox(List<SimulatedProvider> providers, SandboxClock clock, Timer timer) {
        var all = providers.stream()
                .flatMap(provider -> provider.switches().stream())
                .toList();
        this.surroundings = new Surroundings(new Ledger(clock), clock, new Switches(all), timer);
        for (SimulatedProvider provider : providers) {
            running.put(provider.provider(), new Running(provider, provider.start(surroundings)));
        }
    }

    /**
     * A provider at work.
     *
     * @param facts what is known of it beforehand
     */
    record Running(SimulatedProvider facts, Simulator simulator) {}

    Ledger ledger() {
        return surroundings.ledger();
    }

    SandboxClock clock() {
        return surroundings.clock();
    }

    Timer timer() {
        return surroundings.timer();
    }

    Switches switches() {
        return surroundings.switches();
    }

    RequestCounters counters() {
        return counters;
    }

    Faults faults() {
        return faults;
    }

    Map<String, Running> running() {
        return running;
    }

    List<SimulatedProvider> providers() {
        return running.values().stream().map(Running::facts).toList();
    }

    @Nullable
    Running find(String provider) {
        return running.get(provider);
    }

    Simulator simulator(@Nullable String provider) {
        Running found = provider == null ? null : running.get(provider);
        if (found == null) {
            throw new IllegalArgumentException("provider has to be one of " + running.keySet());
        }
        return found.simulator();
    }

    OrderSummary create(NewOrder order) {
        return simulator(order.provider()).create(order);
    }

    void createMany(BulkOrder bulk) {
        simulator(bulk.template().provider()).createMany(bulk);
    }

    /** How long every answer of it takes, in milliseconds. */
    long latency(Running one) {
        return switches().value(one.facts().latency());
    }

    /** Adds the orders of a first run. */
    void plantSeeds() {
        running.values().forEach(one -> one.facts().seeds().forEach(one.simulator()::create));
    }

    /** Forgets orders, ledger, faults, counters and advanced time, and puts the switches back. */
    void reset() {
        running.values().forEach(one -> one.simulator().reset());
        ledger().reset();
        clock().reset();
        switches().reset();
        counters.reset();
        faults.disarmAll();
    }
}
