package io.kvitt.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.notification.MailOutbox.Batch;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailWordingTest {

    private static final FailedCommand FAILED =
            new FailedCommand("erp-1", "shop-svea", "100045", Action.ACTIVATE, Code.RETRIES_EXHAUSTED, "payment-error");

    @Test
    void one_failure_is_named_in_the_subject() {
        Batch batch = new Batch(List.of(FAILED), 1);

        assertThat(MailWording.SV.subject(batch)).isEqualTo("Kvitt: activate misslyckades för order 100045");
        assertThat(MailWording.EN.subject(batch)).isEqualTo("Kvitt: activate failed for order 100045");
    }

    @Test
    void the_text_says_what_failed_why_and_what_to_do() {
        assertThat(MailWording.SV.text(new Batch(List.of(FAILED), 1)))
                .contains(
                        "Order 100045, konto shop-svea: activate",
                        "retries-exhausted: "
                                + Code.RETRIES_EXHAUSTED.sentence().sv(),
                        "Föreslagen orderstatus: payment-error",
                        "Kommando: erp-1",
                        "GET /api/v1/attention")
                .doesNotContain("till.");
        assertThat(MailWording.EN.text(new Batch(List.of(FAILED), 1)))
                .contains(Code.RETRIES_EXHAUSTED.sentence().en(), "Suggested order status: payment-error");
    }

    @Test
    void many_failures_are_counted_and_those_without_a_line_too() {
        Batch batch = new Batch(List.of(FAILED, FAILED), 12);

        assertThat(MailWording.EN.subject(batch)).isEqualTo("Kvitt: 12 actions failed");
        assertThat(MailWording.EN.text(batch)).contains("… and 10 more.");
    }

    @Test
    void line_breaks_from_outside_make_neither_headers_nor_lines() {
        FailedCommand forged =
                new FailedCommand("c\r\nd", "a\nb", "1\r\nBcc: x@y.test", Action.ANNUL, null, "s\u2028t");
        Batch batch = new Batch(List.of(forged), 1);

        assertThat(MailWording.EN.subject(batch)).isEqualTo("Kvitt: annul failed for order 1 Bcc: x@y.test");
        assertThat(MailWording.EN.text(batch)).contains("Order 1 Bcc: x@y.test, account a b: annul", "s t", "c d");
    }
}
