package io.kvitt.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.OrderLine;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRulesTest {

    private static final OrderLine LINE = line("2", 39_900, 1200, 79_800);

    @Test
    void an_activation_of_an_order_number_needs_nothing_more() {
        assertThat(CommandRules.check(activate(null, null))).isEmpty();
    }

    @Test
    void an_order_number_or_an_account_with_its_order_id_is_required() {
        assertThat(fields(command("c", Action.ANNUL, null, null, null, null, null, List.of())))
                .containsExactly("orderNumber");
        assertThat(fields(command("c", Action.ANNUL, null, "shop", null, null, null, List.of())))
                .containsExactly("providerOrderId");
        assertThat(fields(command("c", Action.ANNUL, null, null, "77", null, null, List.of())))
                .containsExactly("account");
        assertThat(fields(command("c", Action.ANNUL, null, "shop", "77", null, null, List.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, CommandRules.MAX_AMOUNT + 1, Long.MAX_VALUE})
    void an_amount_is_positive_and_bounded(long amount) {
        assertThat(fields(activate(amount, "SEK"))).containsExactly("amount");
    }

    @Test
    void a_negative_amount_is_called_negative() {
        assertThat(CommandRules.check(activate(-1L, "SEK")))
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.remedy()).startsWith("not negative"));
    }

    @Test
    void an_amount_needs_its_currency() {
        assertThat(fields(activate(100L, null))).containsExactly("currency");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sek", "SEKK", "XXX", "", "kr", "ABC"})
    void a_currency_is_an_iso_code_in_capitals(String currency) {
        assertThat(fields(activate(100L, currency))).containsExactly("currency");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "../x", "a/b", "å", "a b", "-x", "a\nb", "a%2e"})
    void a_command_id_is_safe_in_a_path(String id) {
        assertThat(fields(command(id, Action.ANNUL, "1", null, null, null, null, List.of())))
                .containsExactly("commandId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../1", "1/../2", "1//2", "1/", "1\\2", "1\u0000", "1\n2", "1;2", "1?2", "1%2F"})
    void an_order_number_carries_no_path_tricks(String number) {
        assertThat(fields(command("c", Action.ANNUL, number, null, null, null, null, List.of())))
                .containsExactly("orderNumber");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../captures", "a/b", "a?b", "a b", "å"})
    void a_provider_order_id_carries_no_path_tricks(String id) {
        assertThat(fields(command("c", Action.ANNUL, null, "shop", id, null, null, List.of())))
                .containsExactly("providerOrderId");
    }

    @Test
    void an_update_needs_an_amount() {
        assertThat(fields(command("c", Action.UPDATE, "1", null, null, null, null, List.of(LINE))))
                .containsExactly("amount");
    }

    @Test
    void only_an_update_takes_lines() {
        assertThat(fields(command("c", Action.ACTIVATE, "1", null, null, 79_800L, "SEK", List.of(LINE))))
                .containsExactly("lines");
    }

    @Test
    void the_lines_add_up_to_the_amount() {
        assertThat(CommandRules.check(update(79_801L, LINE)))
                .extracting(Violation::code, Violation::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Code.LINES_SUM, "amount"));
        assertThat(CommandRules.check(update(79_800L, LINE))).isEmpty();
    }

    @Test
    void lines_that_would_overflow_a_sum_do_not_pass() {
        OrderLine huge = line("1", CommandRules.MAX_AMOUNT, 0, CommandRules.MAX_AMOUNT);

        assertThat(CommandRules.check(
                        command("c", Action.UPDATE, "1", null, null, 1L, "SEK", Collections.nCopies(1000, huge))))
                .extracting(Violation::code)
                .containsExactly(Code.LINES_SUM);
    }

    @Test
    void there_is_a_limit_to_the_number_of_lines() {
        assertThat(CommandRules.check(
                        command("c", Action.UPDATE, "1", null, null, 1L, "SEK", Collections.nCopies(1001, LINE))))
                .extracting(Violation::code)
                .containsExactly(Code.TOO_LARGE);
    }

    @Test
    void a_line_costs_at_most_quantity_times_unit_price() {
        assertThat(fields(update(79_801L, line("2", 39_900, 1200, 79_801)))).containsExactly("lines[0].totalAmount");
        assertThat(fields(update(70_000L, line("2", 39_900, 1200, 70_000)))).isEmpty();
        assertThat(fields(update(79_800L, LINE, line("1", -100, 0, -50)))).containsExactly("lines[1].totalAmount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.005", "10000000"})
    void a_quantity_is_positive_with_two_decimals(String quantity) {
        assertThat(fields(update(1L, line(quantity, 1, 0, 1)))).containsExactly("lines[0].quantity");
    }

    @ParameterizedTest
    @ValueSource(longs = {CommandRules.MAX_AMOUNT, Long.MAX_VALUE, Long.MIN_VALUE})
    void a_price_that_would_overflow_with_its_quantity_is_refused(long unitPrice) {
        assertThat(fields(update(1L, line("9999999", unitPrice, 0, 1)))).containsExactly("lines[0].unitPrice");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10_001})
    void a_tax_rate_is_at_most_a_hundred_percent(int taxRate) {
        assertThat(fields(update(1L, line("1", 1, taxRate, 1)))).containsExactly("lines[0].taxRate");
    }

    @Test
    void free_text_is_short_and_has_no_control_characters() {
        PaymentCommand command = new PaymentCommand(
                "c", Action.ANNUL, "1", null, null, null, null, List.of(), "a\u0007b", "x".repeat(101));

        assertThat(fields(command)).containsExactly("reason", "requestedBy");
    }

    @Test
    void the_digest_tells_commands_apart_by_everything_but_id_and_asker() {
        PaymentCommand one = activate(100L, "SEK");
        PaymentCommand sameByAnother =
                new PaymentCommand("other", Action.ACTIVATE, "1", null, null, 100L, "SEK", List.of(), null, "erp");

        assertThat(sameByAnother.digest()).isEqualTo(one.digest());
        assertThat(activate(101L, "SEK").digest()).isNotEqualTo(one.digest());
        assertThat(activate(100L, "EUR").digest()).isNotEqualTo(one.digest());
        assertThat(activate(null, null).digest()).isNotEqualTo(one.digest());
        assertThat(update(79_800L, LINE).digest())
                .isNotEqualTo(update(79_800L, line("2", 39_900, 2500, 79_800)).digest())
                .isEqualTo(update(79_800L, line("2.00", 39_900, 1200, 79_800)).digest());
    }

    private static List<String> fields(PaymentCommand command) {
        return CommandRules.check(command).stream().map(Violation::field).toList();
    }

    private static PaymentCommand activate(@Nullable Long amount, @Nullable String currency) {
        return command("c", Action.ACTIVATE, "1", null, null, amount, currency, List.of());
    }

    private static PaymentCommand update(long amount, OrderLine... lines) {
        return command("c", Action.UPDATE, "1", null, null, amount, "SEK", List.of(lines));
    }

    private static OrderLine line(String quantity, long unitPrice, int taxRate, long total) {
        return new OrderLine("KAFFE-500", "Kaffe 500 g", new BigDecimal(quantity), unitPrice, taxRate, total);
    }

    private static PaymentCommand command(
            String id,
            Action action,
            @Nullable String orderNumber,
            @Nullable String account,
            @Nullable String providerOrderId,
            @Nullable Long amount,
            @Nullable String currency,
            List<OrderLine> lines) {
        return new PaymentCommand(
                id, action, orderNumber, account, providerOrderId, amount, currency, lines, null, null);
    }
}
