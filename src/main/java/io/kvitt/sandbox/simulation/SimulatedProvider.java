package io.kvitt.sandbox.simulation;

import java.util.List;
import java.util.Map;

/**
 * What the sandbox has to know of a provider before it runs. Each provider says all of it in its own package, and the
 * sandbox knows none of them by name but in one list.
 */
public interface SimulatedProvider {

    /** How paths, orders, fault rules and the ledger name it, and the application's accounts their provider. */
    String provider();

    List<? extends Switch> switches();

    /** Which of the switches is the time that every answer takes, in milliseconds. */
    Switch latency();

    /**
     * What an account needs besides its provider and address, by the names of the application's settings. It opens
     * nothing but simulated orders on loopback.
     */
    Map<String, String> account();

    /** The orders of a first run. Each has an id and a number that never change, so that a guide can name them. */
    List<NewOrder> seeds();

    /** An error answer that does not come from an operation: what a fault rule asks for, or a body above the limit. */
    Answer error(int status);

    Simulator start(Surroundings surroundings);
}
