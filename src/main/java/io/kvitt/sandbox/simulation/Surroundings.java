package io.kvitt.sandbox.simulation;

/** What all simulated providers share. */
public record Surroundings(Ledger ledger, SandboxClock clock, Switches switches, Timer timer) {}
