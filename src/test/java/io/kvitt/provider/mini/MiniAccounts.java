package io.kvitt.provider.mini;

import io.kvitt.provider.AccountSettings;
import io.kvitt.provider.ProviderKind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What accounts at Mini are set with. */
@ConfigurationProperties("kvitt")
public record MiniAccounts(@DefaultValue Map<String, Token> accounts) implements AccountSettings {

    static final Set<ProviderKind> KINDS = Set.of(new ProviderKind("mini", false, 9_999_999));

    private static final Token NONE = new Token(null);

    record Token(@Nullable String secret) {

        @Override
        public String toString() {
            return "a token";
        }
    }

    @Override
    public Set<ProviderKind> kinds() {
        return KINDS;
    }

    @Override
    public Credentials credentials(ProviderKind kind, String account) {
        String token = AccountSettings.required(
                account, "secret", accounts.getOrDefault(account, NONE).secret());
        return new Credentials(account, token);
    }

    @Override
    public @Nullable Integer rateLimit(String host) {
        return 100;
    }
}
