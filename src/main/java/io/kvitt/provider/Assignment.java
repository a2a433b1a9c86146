package io.kvitt.provider;

import io.kvitt.command.PaymentCommand;

/**
 * What a provider's request builders need to know of the command being executed.
 *
 * @param refusals how many writes of this command the provider has refused; part of the idempotency key, since a key
 *     keeps answering with the refusal that it first got
 */
public record Assignment(PaymentCommand command, Account account, String providerOrderId, int refusals) {}
