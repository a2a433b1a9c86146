package io.kvitt.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsCheckTest {

    private static StandardEnvironment environment(MapPropertySource given) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().addFirst(given);
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

    private static StandardEnvironment check(MapPropertySource given) {
        StandardEnvironment environment = environment(given);
        new SettingsCheck().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }

    private static StandardEnvironment file(String name, String value) {
        return check(new MapPropertySource("file", Map.of(name, value)));
    }

    private static StandardEnvironment variable(String name, String value) {
        return check(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, value)));
    }

    @Test
    void every_setting_has_its_default_also_for_routes_and_schedules() {
        StandardEnvironment environment = file("kvitt.data", "/var/kvitt");

        assertThat(environment.getProperty("kvitt.files.directory")).isEqualTo("/var/kvitt/erp");
        assertThat(environment.getProperty("kvitt.references.sweep")).isEqualTo("5s");
        assertThat(environment.getProperty("kvitt.retry.schedule")).isEqualTo("5s,30s,5m,30m,2h,5h,12h");
    }

    @ParameterizedTest
    @CsvSource({
        "kvitt.file.directory, kvitt.files.directory",
        "kvitt.http.conect-timeout, kvitt.http.connect-timeout",
        "kvitt.acounts.shop.secret, kvitt.accounts.shop.secret",
        "kvitt.accounts.shop.merchantid-id, kvitt.accounts.shop.merchant-id",
        "kvitt.api-keys.erp1.sha265, kvitt.api-keys.erp1.sha256",
        "kvitt.notification.webhook.ulr, kvitt.notification.webhook.url",
        "kvitt.retry.shedules.payment-pending, kvitt.retry.schedules.payment-pending"
    })
    void a_misspelt_name_stops_the_start_and_names_the_nearest(String misspelt, String meant) {
        assertThatThrownBy(() -> file(misspelt, "x"))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith(misspelt + ": there is no such setting; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kvitt.accounts.shop-klarna.base-url",
                "kvitt.accounts.shop-klarna.baseUrl",
                "kvitt.accounts.shop-svea.retry.schedules.payment-pending",
                "kvitt.accounts[shop.se].secret",
                "kvitt.api-keys.erp1.permissions[0]",
                "kvitt.jwt.roles.finance[1]",
                "kvitt.notification.accounts.shop.webhook.secrets"
            })
    void names_that_the_merchant_chooses_and_places_in_lists_are_known(String name) {
        assertThatCode(() -> file(name, "1m")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KVITT_HTTP_CONNECTTIMEOUT",
                "KVITT_HTTP_CONNECT_TIMEOUT",
                "KVITT_APIKEYS_ERP1_SHA256",
                "KVITT_ACCOUNTS_SHOPSE_BASEURL",
                "KVITT_RETRY_SCHEDULE_0"
            })
    void environment_variables_are_known_in_each_of_their_spellings(String name) {
        assertThatCode(() -> variable(name, "1m")).doesNotThrowAnyException();
    }

    @Test
    void a_misspelt_environment_variable_stops_the_start_under_its_own_name() {
        assertThatThrownBy(() -> variable("KVITT_HTTP_CONECTTIMEOUT", "1s"))
                .hasMessageStartingWith("KVITT_HTTP_CONECTTIMEOUT: there is no such setting");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KVITT_SERVICE_HOST",
                "KVITT_PORT",
                "KVITT_PORT_8080_TCP_ADDR",
                "KVITT_DB_SERVICE_PORT_POSTGRES",
                "KVITT_DB_PORT_5432_TCP"
            })
    void what_kubernetes_tells_of_a_service_named_kvitt_is_no_setting(String name) {
        assertThatCode(() -> variable(name, "tcp://10.0.0.1:8080")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "kvitt.retry.schedule, '5,30'",
        "kvitt.retry.schedule, '5s, 30'",
        "kvitt.retry.schedules.payment-pending, 60",
        "kvitt.http.connect-timeout, 2000",
        "kvitt.notification.schedule[1], 30",
        "kvitt.accounts.shop.retry.schedule, 5"
    })
    void a_time_without_a_unit_is_refused(String name, String value) {
        assertThatThrownBy(() -> file(name, value))
                .hasMessage(name + ": a number with its unit: 500ms, 5s, 30m, 12h or 7d; several with commas between");
    }

    @Test
    void nothing_needs_no_unit() {
        assertThatCode(() -> file("kvitt.shutdown.drain", "0")).doesNotThrowAnyException();
    }
}
