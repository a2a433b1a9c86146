package io.kvitt.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.Bound;
import io.kvitt.provider.klarna.KlarnaAccounts;
import io.kvitt.provider.svea.SveaAccounts;
import io.kvitt.settings.WrongSetting;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountReaderTest {

    private static final String[] KLARNA = {
        "accounts.shop.provider", "klarna",
        "accounts.shop.base-url", "https://api.klarna.com",
        "accounts.shop.username", "u",
        "accounts.shop.password", "p"
    };

    private static final String[] SVEA = {
        "accounts.shop.provider", "svea",
        "accounts.shop.base-url", "https://paymentadminapi.svea.com",
        "accounts.shop.merchant-id", "m",
        "accounts.shop.secret", "s"
    };

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
        assertThat(shop(KLARNA, "base-url", baseUrl).rateLimit()).isEqualTo(limit);
    }

    @Test
    void a_limit_that_is_set_wins_and_must_make_sense() {
        assertThat(shop(KLARNA, "rate-limit", "20").rateLimit()).isEqualTo(20);
        assertThat(shop(SVEA, "rate-limit", "10000").rateLimit()).isEqualTo(10_000);
        assertThat(shop(SVEA).rateLimit()).isNull();
        wrong("kvitt.accounts.shop.rate-limit: 1 to 10000 calls a second", KLARNA, "rate-limit", "0");
        wrong("kvitt.accounts.shop.rate-limit: 1 to 10000 calls a second", SVEA, "rate-limit", "10001");
    }

    @ParameterizedTest
    @CsvSource({"klarna, klarna", "KLARNA, klarna", "' Kustom ', kustom"})
    void a_provider_is_known_by_its_name_in_whatever_case(String written, String kind) {
        Account shop = shop(KLARNA, "provider", written);

        assertThat(shop.provider().wireName()).isEqualTo(kind);
        assertThat(shop.user() + ":" + shop.secret()).isEqualTo("u:p");
        assertThat(shop(SVEA).user() + ":" + shop(SVEA).secret()).isEqualTo("m:s");
    }

    @Test
    void an_account_without_a_provider_is_told_which_there_are_whatever_else_was_set() {
        String told = "kvitt.accounts.shop.provider: one of klarna, kustom, svea";

        wrong(told, KLARNA, "provider", "paypal");
        wrong(told, KLARNA, "provider", " ");
        for (String alone : List.of("base-url", "rate-limit", "username", "password", "merchant-id", "secret")) {
            wrong(told, new String[0], alone, "1");
        }
    }

    @Test
    void what_is_set_for_an_account_that_is_none_is_no_account_either() {
        SetByAccount retries = () -> Map.of("shpo", "5s");
        AccountReader reader = new AccountReader(List.of(retries, Bound.settings(SveaAccounts.class)));

        assertThatThrownBy(() -> reader.read(Map.of()))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("kvitt.accounts.shpo.provider: one of svea");
    }

    @ParameterizedTest
    @CsvSource({"klarna, username", "klarna, password", "svea, merchant-id", "svea, secret"})
    void what_a_provider_needs_is_asked_for_by_its_name(String provider, String setting) {
        String[] whole = provider.equals("svea") ? SVEA : KLARNA;

        wrong("kvitt.accounts.shop." + setting + ": give a value", whole, setting, " ");
        wrong("kvitt.accounts.shop." + setting + ": give a value", without(whole, setting));
    }

    @Test
    void an_account_at_kustom_is_set_with_a_key_or_with_a_user_and_never_with_both() {
        String[] kustom = {
            "accounts.shop.provider", "kustom",
            "accounts.shop.base-url", "https://api.kustom.co",
            "accounts.shop.api-key", "kco_live_api_1"
        };
        String setting = "kvitt.accounts.shop.api-key: ";

        assertThat(shop(kustom).secret()).isEqualTo("kco_live_api_1");
        assertThat(shop(kustom).user()).isEmpty();
        assertThat(shop(without(kustom, "api-key"), "username", "u", "password", "p")
                        .user())
                .isEqualTo("u");
        wrong(setting + "give either it or username and password, not both", kustom, "username", "u");
        wrong(setting + "give either it or username and password, not both", kustom, "password", "p");
        wrong(setting + "give a value, or username and password instead", without(kustom, "api-key"));
        wrong(setting + "give a value, or username and password instead", kustom, "api-key", " ");
        wrong(setting + "visible ASCII characters without blanks", kustom, "api-key", "a b");
        wrong("kvitt.accounts.shop.password: give a value", without(kustom, "api-key"), "username", "u");
        wrong(setting + "for kustom only; give username and password", KLARNA, "api-key", "k");
    }

    @ParameterizedTest
    @CsvSource({"shop.test", "/only/a/path", "http://shop.test", "ftp://shop.test"})
    void an_address_must_be_whole_and_keep_secrets(String baseUrl) {
        wrong("kvitt.accounts.shop.base-url: ", KLARNA, "base-url", baseUrl);
    }

    @Test
    void two_providers_of_one_name_are_a_mistake_of_the_build() {
        AccountSettings svea = Bound.settings(SveaAccounts.class);

        assertThatThrownBy(() -> new AccountReader(List.of(svea, svea))).hasMessageContaining("svea");
    }

    @Test
    void an_account_requires_amounts_when_it_is_set_to() {
        assertThat(shop(SVEA).amountRequired()).isFalse();
        assertThat(shop(SVEA, "amount", "required").amountRequired()).isTrue();
    }

    private static void wrong(String told, String[] settings, String... changed) {
        assertThatThrownBy(() -> shop(settings, changed))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith(told);
    }

    private static String[] without(String[] settings, String name) {
        for (int i = 0; i < settings.length; i += 2) {
            if (settings[i].equals("accounts.shop." + name)) {
                String[] rest = new String[settings.length - 2];
                System.arraycopy(settings, 0, rest, 0, i);
                System.arraycopy(settings, i + 2, rest, i, rest.length - i);
                return rest;
            }
        }
        throw new AssertionError(name);
    }

    /** The account of that name, from these settings but for what is given in turns of name and value. */
    private static Account shop(String[] settings, String... changed) {
        Object[] all = new Object[settings.length + changed.length];
        System.arraycopy(settings, 0, all, 0, settings.length);
        for (int i = 0; i < changed.length; i += 2) {
            all[settings.length + i] = "accounts.shop." + changed[i];
            all[settings.length + i + 1] = changed[i + 1];
        }
        AccountReader reader = new AccountReader(
                List.of(Bound.settings(KlarnaAccounts.class, all), Bound.settings(SveaAccounts.class, all)));
        return reader.read(Bound.settings(AccountsConfiguration.Settings.class, all)
                        .accounts())
                .named("shop")
                .orElseThrow();
    }
}
