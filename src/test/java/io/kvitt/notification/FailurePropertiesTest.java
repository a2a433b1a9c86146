package io.kvitt.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.notification.FailureProperties.OfAccount;
import io.kvitt.payment.Action;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailurePropertiesTest {

    private final FailureProperties settings = new FailureProperties(
            "payment-error",
            "shop@example.com",
            Map.of(
                    "own", new OfAccount("29", "own@example.com"),
                    "same", new OfAccount(null, null),
                    "none", new OfAccount(" ", "")));

    @Test
    void an_account_without_a_status_of_its_own_reports_the_one_for_all() {
        assertThat(settings.errorStatus("1", "other", Action.ACTIVATE)).contains("payment-error");
        assertThat(settings.errorStatus("1", "same", Action.ACTIVATE)).contains("payment-error");
        assertThat(settings.errorStatus("1", null, Action.ACTIVATE)).contains("payment-error");
    }

    @Test
    void an_accounts_own_status_goes_before_the_one_for_all() {
        assertThat(settings.errorStatus("1", "own", Action.ACTIVATE)).contains("29");
    }

    @Test
    void a_blank_status_reports_none() {
        assertThat(settings.errorStatus("1", "none", Action.ACTIVATE)).isEmpty();
    }

    @Test
    void nothing_set_reports_none() {
        assertThat(new FailureProperties(null, null, Map.of()).errorStatus("1", "a", Action.ACTIVATE))
                .isEmpty();
    }

    @Test
    void the_address_to_write_to_is_chosen_in_the_same_way() {
        assertThat(settings.email("1", "other", Action.ACTIVATE)).contains("shop@example.com");
        assertThat(settings.email("1", "same", Action.ACTIVATE)).contains("shop@example.com");
        assertThat(settings.email("1", "own", Action.ACTIVATE)).contains("own@example.com");
        assertThat(settings.email("1", "none", Action.ACTIVATE)).isEmpty();
    }

    @Test
    void what_is_no_address_is_refused_with_the_propertys_name() {
        for (String text : List.of("shop", "a@b.test, c@d.test", "a@b.test\nBcc: c@d.test")) {
            assertThatThrownBy(() -> new FailureProperties(null, null, Map.of("own", new OfAccount(null, text))))
                    .as(text)
                    .hasMessage("kvitt.notification.accounts.own.failure-email: give one e-mail address");
        }
    }
}
