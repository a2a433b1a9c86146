package io.kvitt.sandbox.simulation;

/** Runs something a while later, in real time. */
@FunctionalInterface
public interface Timer {
    void after(long millis, Runnable work);
}
