package io.kvitt.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.payment.Action;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class NotificationSettingsTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final Map<String, Object> properties = new HashMap<>(Map.of(
            "kvitt.notification.webhook.url", "https://all.test/hook", "kvitt.notification.webhook.secrets", SECRET));

    private NotificationSettings settings() {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("kvitt.notification", NotificationSettings.class);
    }

    private String urlOf(String account) {
        return settings()
                .webhook(account)
                .map(Webhook::address)
                .map(URI::toString)
                .orElse("none");
    }

    @Test
    void an_account_has_its_own_webhook_or_the_one_for_all() {
        properties.put("kvitt.notification.accounts.own.webhook.url", "https://own.test/hook");
        properties.put("kvitt.notification.accounts.own.webhook.secrets", SECRET + "," + SECRET);
        properties.put("kvitt.notification.accounts.other.error-status", "29");

        assertThat(urlOf("own")).isEqualTo("https://own.test/hook");
        assertThat(urlOf("other")).isEqualTo("https://all.test/hook");
        assertThat(urlOf("")).isEqualTo("https://all.test/hook");
    }

    @Test
    void an_account_with_a_blank_url_has_none() {
        properties.put("kvitt.notification.accounts.own.webhook.url", "");

        assertThat(urlOf("own")).isEqualTo("none");
    }

    @Test
    void without_settings_there_is_no_webhook_and_seven_waits() {
        properties.clear();

        assertThat(urlOf("any")).isEqualTo("none");
        assertThat(settings().schedule()).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({
        "http://shop.test/hook, use https",
        "ftp://shop.test/hook, use https",
        "https://user:word@shop.test/hook, leave the user out",
        "https://shop.test/a word@, give an absolute URL",
        "/hook, give an absolute URL",
        "http://127.0.0.1.shop.test/hook, use https"
    })
    void a_url_that_is_not_safe_is_refused_with_the_propertys_name(String url, String remedy) {
        properties.put("kvitt.notification.webhook.url", url);

        assertThatThrownBy(this::settings)
                .rootCause()
                .hasMessageContaining("kvitt.notification.webhook.url: " + remedy)
                .hasMessageNotContaining("word@");
    }

    @Test
    void plain_http_will_do_on_loopback() {
        properties.put("kvitt.notification.webhook.url", "http://127.0.0.1:8080/hook");

        assertThat(urlOf("any")).isEqualTo("http://127.0.0.1:8080/hook");
    }

    @ParameterizedTest
    @CsvSource({"'', none", "short, one", "'@,short', two", "'@,@,@', three"})
    void secrets_that_are_missing_short_or_too_many_are_refused(String secrets, String label) {
        properties.remove("kvitt.notification.webhook.url");
        properties.remove("kvitt.notification.webhook.secrets");
        properties.put("kvitt.notification.accounts.own.webhook.url", "https://own.test/hook");
        properties.put("kvitt.notification.accounts.own.webhook.secrets", secrets.replace("@", SECRET));

        assertThatThrownBy(this::settings)
                .as(label)
                .rootCause()
                .hasMessageStartingWith("kvitt.notification.accounts.own.webhook.secrets: give one or two")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void secrets_do_not_show() {
        assertThat(settings().toString()).doesNotContain(SECRET);
    }

    @Test
    void an_accounts_own_error_status_goes_before_the_one_for_all_and_a_blank_one_is_none() {
        properties.put("kvitt.notification.error-status", "payment-error");
        properties.put("kvitt.notification.accounts.own.error-status", "29");
        properties.put("kvitt.notification.accounts.none.error-status", " ");

        assertThat(settings().errorStatus("1", "own", Action.ACTIVATE)).contains("29");
        assertThat(settings().errorStatus("1", "none", Action.ACTIVATE)).isEmpty();
        assertThat(settings().errorStatus("1", "other", Action.ACTIVATE)).contains("payment-error");
        assertThat(settings().errorStatus("1", null, Action.ACTIVATE)).contains("payment-error");
    }

    @Test
    void nothing_set_reports_no_error_status() {
        assertThat(settings().errorStatus("1", "a", Action.ACTIVATE)).isEmpty();
    }

    @Test
    void the_address_to_write_to_is_chosen_in_the_same_way() {
        properties.put("kvitt.notification.failure-email", "shop@example.com");
        properties.put("kvitt.notification.accounts.own.failure-email", "own@example.com");
        properties.put("kvitt.notification.accounts.none.failure-email", "");

        assertThat(settings().email("1", "other", Action.ACTIVATE)).contains("shop@example.com");
        assertThat(settings().email("1", "own", Action.ACTIVATE)).contains("own@example.com");
        assertThat(settings().email("1", "none", Action.ACTIVATE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "a@b.test, c@d.test", "a@b.test\nBcc: c@d.test"})
    void what_is_no_address_is_refused_with_the_propertys_name(String text) {
        properties.put("kvitt.notification.accounts.own.failure-email", text);

        assertThatThrownBy(this::settings)
                .rootCause()
                .hasMessage("kvitt.notification.accounts.own.failure-email: give one e-mail address");
    }
}
