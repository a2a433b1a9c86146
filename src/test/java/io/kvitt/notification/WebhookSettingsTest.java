package io.kvitt.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.notification.WebhookSettings.Webhook;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WebhookSettingsTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final Map<String, Object> properties = new HashMap<>(Map.of(
            "kvitt.notification.webhook.url", "https://all.test/hook", "kvitt.notification.webhook.secrets", SECRET));

    private WebhookSettings settings() {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("kvitt.notification", WebhookSettings.class);
    }

    private String urlOf(String account) {
        return settings().of(account).map(Webhook::address).map(URI::toString).orElse("none");
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
}
