package io.kvitt.provider;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads {@code kvitt.accounts}. */
@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

    /** Looks the records up itself: to have them injected would make whatever makes beans, before its time. */
    @Bean
    static Accounts accounts(Settings settings, ListableBeanFactory beans) {
        return new AccountReader(
                        beans.getBeansOfType(SetByAccount.class, true, false).values())
                .read(settings.accounts());
    }

    /** What is wrong shows before a database, a broker or a server is started. */
    @Bean
    static BeanFactoryPostProcessor accountsAreReadFirst() {
        return beans -> beans.getBean("accounts");
    }

    @ConfigurationProperties("kvitt")
    record Settings(@DefaultValue Map<String, CommonSettings> accounts) {}

    /**
     * What accounts have at whichever provider.
     *
     * @param provider the name of a {@link ProviderKind}
     * @param baseUrl https; http on loopback only
     * @param amount {@code required}: who asks for an activation or a credit says how much
     * @param rateLimit calls a second; without it the provider's own limit, where it names one
     */
    record CommonSettings(
            @Nullable String provider,
            @Nullable URI baseUrl,
            @DefaultValue("optional") Amount amount,
            @Nullable Integer rateLimit) {

        static final CommonSettings NONE = new CommonSettings(null, null, Amount.OPTIONAL, null);
    }

    /** Whether who takes or repays money has to say how much. */
    enum Amount {
        OPTIONAL,
        REQUIRED
    }
}
