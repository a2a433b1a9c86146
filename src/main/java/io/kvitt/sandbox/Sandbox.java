package io.kvitt.sandbox;

import io.kvitt.sandbox.klarna.KlarnaFlavour;
import io.kvitt.sandbox.klarna.KlarnaSimulator;
import io.kvitt.sandbox.simulation.BulkOrder;
import io.kvitt.sandbox.simulation.Ledger;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.OrderSummary;
import io.kvitt.sandbox.simulation.SandboxClock;
import io.kvitt.sandbox.simulation.Simulator;
import io.kvitt.sandbox.simulation.Switch;
import io.kvitt.sandbox.simulation.Switches;
import io.kvitt.sandbox.simulation.Timer;
import io.kvitt.sandbox.svea.SveaSimulator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The three simulated providers with the ledger, clock and switches that they share. */
final class Sandbox {

    private final Ledger ledger;
    private final SandboxClock clock;
    private final Timer timer;
    private final Switches switches = new Switches();
    private final RequestCounters counters = new RequestCounters();
    private final Faults faults = new Faults();
    private final Map<String, Simulator> simulators;

    Sandbox(SandboxClock clock, Timer timer) {
        this.clock = clock;
        this.timer = timer;
        this.ledger = new Ledger(clock);
        String secret = DemoCredentials.SECRET;
        this.simulators = Map.of(
                "klarna",
                new KlarnaSimulator(
                        KlarnaFlavour.KLARNA, DemoCredentials.KLARNA_USERNAME, secret, ledger, clock, switches),
                "kustom",
                new KlarnaSimulator(
                        KlarnaFlavour.KUSTOM, DemoCredentials.KUSTOM_USERNAME, secret, ledger, clock, switches),
                "svea",
                new SveaSimulator(DemoCredentials.SVEA_MERCHANT_ID, secret, ledger, clock, switches, timer));
    }

    Ledger ledger() {
        return ledger;
    }

    SandboxClock clock() {
        return clock;
    }

    Timer timer() {
        return timer;
    }

    Switches switches() {
        return switches;
    }

    RequestCounters counters() {
        return counters;
    }

    Faults faults() {
        return faults;
    }

    Map<String, Simulator> simulators() {
        return simulators;
    }

    @Nullable
    Simulator find(String provider) {
        return simulators.get(provider);
    }

    Simulator simulator(@Nullable String provider) {
        Simulator found = provider == null ? null : simulators.get(provider);
        if (found == null) {
            throw new IllegalArgumentException("provider has to be one of " + simulators.keySet());
        }
        return found;
    }

    OrderSummary create(NewOrder order) {
        return simulator(order.provider()).create(order);
    }

    void createMany(BulkOrder bulk) {
        simulator(bulk.template().provider()).createMany(bulk);
    }

    long latency(String provider) {
        return switches.value(
                switch (provider) {
                    case "klarna" -> Switch.KLARNA_LATENCY_MS;
                    case "kustom" -> Switch.KUSTOM_LATENCY_MS;
                    default -> Switch.SVEA_LATENCY_MS;
                });
    }

    /** Forgets orders, ledger, faults, counters and advanced time, and puts the switches back. */
    void reset() {
        simulators.values().forEach(Simulator::reset);
        ledger.reset();
        clock.reset();
        switches.reset();
        counters.reset();
        faults.disarmAll();
    }
}
