package io.kvitt.execution;

/**
 * Published after the commit of a pass.
 *
 * @param more whether the payment has more to do, now or later
 */
public record PassSettled(Settlement settlement, boolean more) {}
