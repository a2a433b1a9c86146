package io.kvitt.sandbox.simulation;

/** Runs something a while later: in real time, or when a test says that it has come. */
@FunctionalInterface
public interface Timer {
    void after(long millis, Runnable work);
}
