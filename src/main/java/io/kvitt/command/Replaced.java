package io.kvitt.command;

import java.time.Instant;

/**
 * What an order number has led to before.
 *
 * @param by who had it lead elsewhere
 */
public record Replaced(OrderReference reference, Instant at, String by) {}
