package io.kvitt.provider;

import io.kvitt.settings.WrongSetting;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What accounts at a provider are set with besides the host: a settings record under {@code kvitt} in the provider's
 * folder. It is read before there are any other beans, a database or a broker, and so depends on nothing.
 */
public interface AccountSettings extends SetByAccount {

    /**
     * @param user whom the provider knows the merchant as; empty where the secret alone tells that
     * @param secret what proves it
     */
    record Credentials(String user, String secret) {

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return user;
        }
    }

    /** The kinds of accounts that these are the settings of. */
    Set<ProviderKind> kinds();

    /** What was set, by account name. Accounts at other providers are among them, since settings may share a name. */
    @Override
    Map<String, ?> accounts();

    /**
     * @param kind the account's own
     * @throws WrongSetting when what this provider needs was not set
     */
    Credentials credentials(ProviderKind kind, String account);

    /** How many calls a second the provider itself allows at this host; null where it names no number. */
    default @Nullable Integer rateLimit(String host) {
        return null;
    }

    /** @throws WrongSetting when there is no value */
    static String required(String account, String setting, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw wrong(account, setting, "give a value");
        }
        return value;
    }

    /** A {@link WrongSetting}, for whoever need not know it. */
    static RuntimeException wrong(String account, String setting, String remedy) {
        return new WrongSetting("kvitt.accounts." + account + "." + setting, remedy);
    }
}
