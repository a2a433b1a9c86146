package io.kvitt.command;

/** Published after a commit that may have given the executors something to do. */
public record WorkAccepted() {}
