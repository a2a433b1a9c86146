package io.kvitt.provider.svea;

import io.kvitt.provider.AccountSettings;
import io.kvitt.provider.ProviderKind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What accounts at Svea are set with. Svea documents no limit on calls. */
@ConfigurationProperties("kvitt")
public record SveaAccounts(@DefaultValue Map<String, Merchant> accounts) implements AccountSettings {

    public static final ProviderKind SVEA = new ProviderKind("svea", false, SveaOrder.MAX_AMOUNT);

    static final Set<ProviderKind> KINDS = Set.of(SVEA);

    private static final Merchant NONE = new Merchant(null, null);

    /**
     * @param merchantId Svea's number of the merchant
     * @param secret what calls are signed with
     */
    record Merchant(@Nullable String merchantId, @Nullable String secret) {

        @Override
        public String toString() {
            return String.valueOf(merchantId);
        }
    }

    @Override
    public Set<ProviderKind> kinds() {
        return KINDS;
    }

    @Override
    public Credentials credentials(ProviderKind kind, String account) {
        Merchant merchant = accounts.getOrDefault(account, NONE);
        return new Credentials(
                AccountSettings.required(account, "merchant-id", merchant.merchantId()),
                AccountSettings.required(account, "secret", merchant.secret()));
    }
}
