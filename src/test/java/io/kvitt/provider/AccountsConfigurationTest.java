package io.kvitt.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.provider.AccountsConfiguration.AccountSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsConfigurationTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.klarna.com, 200",
        "https://api-na.klarna.com, 200",
        "https://api.playground.klarna.com, 50",
        "https://api.kustom.co, 200",
        "https://api.playground.kustom.co, 50",
        "http://127.0.0.1:9000,"
    })
    void klarnas_own_limit_is_kept_at_its_own_hosts(String baseUrl, @Nullable Integer limit) {
        assertThat(klarna(baseUrl, null).toAccount("shop").rateLimit()).isEqualTo(limit);
    }

    @Test
    void a_limit_that_is_set_wins_and_must_make_sense() {
        assertThat(klarna("https://api.klarna.com", 20).toAccount("shop").rateLimit())
                .isEqualTo(20);
        assertThatThrownBy(() -> klarna("https://api.klarna.com", 0).toAccount("shop"))
                .hasMessageContaining("kvitt.accounts.shop.rate-limit");
    }

    private static AccountSettings klarna(String baseUrl, @Nullable Integer rateLimit) {
        return new AccountSettings(ProviderKind.KLARNA, URI.create(baseUrl), "u", "p", null, null, rateLimit);
    }
}
