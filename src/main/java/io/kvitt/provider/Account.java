package io.kvitt.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One merchant's credentials and host at one provider.
 *
 * @param user whom the provider knows the merchant as; empty where the secret alone tells that
 * @param secret what proves it
 * @param amountRequired whether nothing may be taken or repaid that was asked for without an amount
 * @param rateLimit how many calls a second this instance may make for the account; null for any number
 */
public record Account(
        String name,
        ProviderKind provider,
        URI baseUrl,
        String user,
        String secret,
        boolean amountRequired,
        @Nullable Integer rateLimit) {

    public Account(String name, ProviderKind provider, URI baseUrl, String user, String secret) {
        this(name, provider, baseUrl, user, secret, false, null);
    }

    /** The absolute address of a path that starts with a slash. */
    public String uri(String path) {
        String base = baseUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    /** Leaves the credentials out. */
    @Override
    public String toString() {
        return name + " (" + provider.wireName() + ")";
    }
}
