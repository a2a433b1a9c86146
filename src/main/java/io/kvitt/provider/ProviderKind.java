package io.kvitt.provider;

/**
 * Whose API an account speaks. The kinds stand in the providers' own folders ({@link AccountSettings#kinds()}); nothing
 * else lists them.
 *
 * @param wireName as settings, routes and meters have it, in lower case
 * @param updatesNeedLines whether every update needs all lines, whatever the payment is like
 * @param mostAmount the largest amount that an order can have, in minor units, whatever the payment is like
 */
public record ProviderKind(String wireName, boolean updatesNeedLines, long mostAmount) {}
