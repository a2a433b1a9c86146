package io.kvitt.command;

/** One checked command on its way into the inbox. */
public record Submission(PaymentCommand command, Origin origin) {}
