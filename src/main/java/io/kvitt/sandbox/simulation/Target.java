package io.kvitt.sandbox.simulation;

/**
 * What a call is aimed at, as far as method and path tell.
 *
 * @param orderId the provider's order id, or an empty string
 */
public record Target(String orderId, String operation, boolean write) {}
