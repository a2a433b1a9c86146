package io.kvitt.provider;

import java.net.URI;

/**
 * One merchant's credentials and host at one provider.
 *
 * @param user Klarna and Kustom: the API user name; Svea: the merchant id
 * @param secret Klarna and Kustom: the API password; Svea: the shared secret
 */
public record Account(String name, ProviderKind provider, URI baseUrl, String user, String secret) {

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
