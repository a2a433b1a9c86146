package io.kvitt.provider.klarna;

import static io.kvitt.provider.klarna.KlarnaFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.command.PaymentCommand;
import io.kvitt.payment.Action;
import io.kvitt.payment.OrderLine;
import io.kvitt.provider.Account;
import io.kvitt.provider.Assignment;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KlarnaKeysTest {

    private static final OrderLine CHAIR = line("A", "Chair", "2", 500, 2500, 900);

    private final String key = key("shop", "o1", "c1", 0, "update", 900, CHAIR);

    @Test
    void the_same_write_has_the_same_key_every_time_and_in_every_version_of_kvitt() {
        assertThat(key("shop", "o1", "c1", 0, "update", 900, CHAIR)).isEqualTo(key);
        assertThat(key).isEqualTo("6b8213dc-0dce-5c06-b2de-49b5474c1d85");
    }

    @Test
    void a_key_is_a_name_based_uuid_of_version_5() {
        assertThat(UUID.fromString(key).version()).isEqualTo(5);
        assertThat(UUID.fromString(key).variant()).isEqualTo(2);
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        assertThat(KlarnaKeys.nameBased(dns, "python.org"))
                .isEqualTo(UUID.fromString("886313e1-3b8a-5372-9b90-0c9aee199e5d"));
    }

    @Test
    void another_account_order_command_or_operation_has_another_key() {
        assertThat(key("shop2", "o1", "c1", 0, "update", 900, CHAIR)).isNotEqualTo(key);
        assertThat(key("shop", "o2", "c1", 0, "update", 900, CHAIR)).isNotEqualTo(key);
        assertThat(key("shop", "o1", "c2", 0, "update", 900, CHAIR)).isNotEqualTo(key);
        assertThat(key("shop", "o1", "c1", 0, "capture", 900, CHAIR)).isNotEqualTo(key);
    }

    @Test
    void another_amount_has_another_key_or_klarna_would_answer_with_the_first_one() {
        assertThat(key("shop", "o1", "c1", 0, "update", 901, CHAIR)).isNotEqualTo(key);
    }

    @Test
    void a_try_after_a_refusal_has_another_key_or_klarna_would_refuse_for_ever() {
        assertThat(key("shop", "o1", "c1", 1, "update", 900, CHAIR)).isNotEqualTo(key);
    }

    @Test
    void other_lines_of_the_same_amount_have_another_key() {
        assertThat(List.of(
                        line("B", "Chair", "2", 500, 2500, 900),
                        line(null, "Chair", "2", 500, 2500, 900),
                        line("A", "Stool", "2", 500, 2500, 900),
                        line("A", "Chair", "3", 500, 2500, 900),
                        line("A", "Chair", "2", 501, 2500, 900),
                        line("A", "Chair", "2", 500, 1200, 900),
                        line("A", "Chair", "2", 500, 2500, 901)))
                .allSatisfy(other -> assertThat(key("shop", "o1", "c1", 0, "update", 900, other))
                        .isNotEqualTo(key));
        assertThat(key("shop", "o1", "c1", 0, "update", 900)).isNotEqualTo(key);
        assertThat(key("shop", "o1", "c1", 0, "update", 900, CHAIR, CHAIR)).isNotEqualTo(key);
    }

    @Test
    void a_quantity_written_otherwise_is_the_same_write() {
        assertThat(key("shop", "o1", "c1", 0, "update", 900, line("A", "Chair", "2.00", 500, 2500, 900)))
                .isEqualTo(key);
    }

    @Test
    void parts_that_run_together_are_told_apart() {
        assertThat(key("shop", "o1", "2c1", 0, "update", 900)).isNotEqualTo(key("shop", "o12", "c1", 0, "update", 900));
        assertThat(key("shop", "o1", "c1", 0, "update", 900, line("A", "BC", "1", 5, 0, 5)))
                .isNotEqualTo(key("shop", "o1", "c1", 0, "update", 900, line("AB", "C", "1", 5, 0, 5)));
    }

    @Test
    void what_does_not_change_the_write_does_not_change_the_key() {
        Account moved =
                new Account("shop", KlarnaAccounts.KUSTOM, URI.create("https://api.kustom.co"), "other", "other");
        PaymentCommand reworded = new PaymentCommand(
                "c1", Action.UPDATE, "77", null, null, 900L, "SEK", List.of(CHAIR), "other words", "somebody else");
        assertThat(KlarnaKeys.key(new Assignment(reworded, moved, "o1", 0), "update", 900))
                .isEqualTo(key);
    }

    private static String key(
            String account,
            String order,
            String commandId,
            int refusals,
            String operation,
            long amount,
            OrderLine... lines) {
        PaymentCommand command = new PaymentCommand(
                commandId, Action.UPDATE, "100045", null, null, amount, "SEK", List.of(lines), null, null);
        Account shop =
                new Account(account, KlarnaAccounts.KLARNA, URI.create("https://api.klarna.com"), "user", "secret");
        return KlarnaKeys.key(new Assignment(command, shop, order, refusals), operation, amount);
    }
}
