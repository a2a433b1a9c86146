package io.kvitt.provider;

import io.kvitt.command.PaymentCommand;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's request builders need to know of the command being executed.
 *
 * @param account null only when the account is no longer configured; such a command never reaches a request builder
 * @param refusals how many writes of this command the provider has refused; part of the idempotency key, since a key
 *     keeps answering with the refusal that it first got
 */
public record Assignment(PaymentCommand command, @Nullable Account account, String providerOrderId, int refusals) {}
