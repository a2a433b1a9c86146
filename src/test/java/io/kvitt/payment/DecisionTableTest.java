package io.kvitt.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.payment.Decision.AlreadySo;
import io.kvitt.payment.Decision.Perform;
import io.kvitt.payment.Decision.Refuse;
import io.kvitt.payment.Decision.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTableTest {

    /** The product's rules, cell by cell, as the documentation has them. */
    private static final Path TABLE = Path.of("docs", "statuses.md");

    private static final Action[] COLUMNS = {Action.ACTIVATE, Action.ANNUL, Action.CREDIT, Action.REVERSE, Action.UPDATE
    };

    record Cell(PaymentStatus status, Action action, Decision expected) {}

    static Stream<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        lines().filter(line -> line.matches("\\| `[A-Z_]+` \\|.*")).forEach(line -> {
            String[] columns = line.split("\\|");
            for (int i = 0; i < COLUMNS.length; i++) {
                cells.add(new Cell(
                        PaymentStatus.valueOf(columns[1].replace("`", "").trim()),
                        COLUMNS[i],
                        decision(columns[i + 2].trim())));
            }
        });
        return cells.stream();
    }

    private static Stream<String> lines() {
        try {
            return Files.readAllLines(TABLE).stream().takeWhile(line -> !line.startsWith("**Bold**"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Decision decision(String text) {
        if (text.startsWith("**")) {
            return new Perform(Effect.valueOf(text.replace("*", "").toUpperCase(Locale.ROOT)));
        }
        String[] words = text.split(" ");
        Code code = Code.stored(words[1].replace("`", ""));
        return switch (words[0]) {
            case "wait" -> new Wait(code);
            case "so" -> new AlreadySo(code);
            case "refused" -> new Refuse(code);
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** Without the figure that a refusal tells. */
    private static Decision bare(Decision decision) {
        return decision instanceof Refuse refuse ? new Refuse(refuse.code()) : decision;
    }

    @Test
    void the_documented_columns_are_the_actions_in_their_order() {
        assertThat(lines().filter(line -> line.startsWith("| status |")))
                .containsExactly("| status | `activate` | `annul` | `credit` | `reverse` | `update` |");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void every_cell_decides_as_the_rules_say(Cell cell) {
        assertThat(bare(decide(Reading.of(cell.status()), wish(cell.action(), null))))
                .isEqualTo(cell.expected());
    }

    @Test
    void the_table_has_every_status_and_every_action() {
        assertThat(cells().map(cell -> cell.status() + " " + cell.action()).distinct())
                .hasSize(PaymentStatus.values().length * Action.values().length);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void what_the_provider_does_not_offer_is_refused_or_waited_for_while_it_reviews_the_payment(Cell cell) {
        Decision decision = decide(Reading.of(cell.status()).allowing(), wish(cell.action(), null));

        if (cell.expected() instanceof Perform) {
            assertThat(decision)
                    .isEqualTo(
                            cell.status() == PaymentStatus.PENDING
                                    ? new Wait(Code.PAYMENT_PENDING)
                                    : new Refuse(Code.NOT_OFFERED));
        } else {
            assertThat(bare(decision)).isEqualTo(cell.expected());
        }
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void another_currency_is_refused_whatever_the_action(Action action) {
        assertThat(decide(Reading.of(PaymentStatus.AUTHORIZED), new Wish(action, 1000L, "EUR", List.of(), false)))
                .isEqualTo(new Refuse(Code.CURRENCY_MISMATCH));
    }

    @Test
    void the_currency_is_compared_without_regard_to_case() {
        assertThat(decide(
                        Reading.of(PaymentStatus.AUTHORIZED),
                        new Wish(Action.ACTIVATE, 1000L, "sek", List.of(), false)))
                .isEqualTo(new Perform(Effect.ACTIVATE));
    }

    @Test
    void an_activation_guards_the_remaining_amount() {
        assertThat(decide(Reading.of(PaymentStatus.AUTHORIZED), wish(Action.ACTIVATE, 999L)))
                .isEqualTo(new Refuse(Code.AMOUNT_MISMATCH, 1000L));
        assertThat(decide(Reading.of(PaymentStatus.AUTHORIZED), wish(Action.ACTIVATE, 1000L)))
                .isEqualTo(new Perform(Effect.ACTIVATE));
        assertThat(decide(Reading.of(PaymentStatus.PARTLY_ACTIVATED), wish(Action.ACTIVATE, 600L)))
                .isEqualTo(new Perform(Effect.ACTIVATE));
        assertThat(decide(Reading.of(PaymentStatus.PARTLY_ACTIVATED), wish(Action.ACTIVATE, 1000L)))
                .isEqualTo(new Refuse(Code.AMOUNT_MISMATCH, 600L));
    }

    @Test
    void an_annul_guards_the_remaining_amount() {
        assertThat(decide(Reading.of(PaymentStatus.AUTHORIZED), wish(Action.ANNUL, 1L)))
                .isEqualTo(new Refuse(Code.AMOUNT_MISMATCH, 1000L));
        assertThat(decide(Reading.of(PaymentStatus.AUTHORIZED), wish(Action.REVERSE, 1000L)))
                .isEqualTo(new Perform(Effect.ANNUL));
    }

    @Test
    void a_partial_credit_is_sent_to_the_portal() {
        assertThat(decide(Reading.of(PaymentStatus.ACTIVATED), wish(Action.CREDIT, 999L)))
                .isEqualTo(new Refuse(Code.PARTIAL_CREDIT, 1000L));
        assertThat(decide(Reading.of(PaymentStatus.ACTIVATED), wish(Action.REVERSE, 999L)))
                .isEqualTo(new Refuse(Code.PARTIAL_CREDIT, 1000L));
    }

    @Test
    void a_credit_of_more_than_was_taken_is_refused() {
        assertThat(decide(Reading.of(PaymentStatus.ACTIVATED), wish(Action.CREDIT, 1001L)))
                .isEqualTo(new Refuse(Code.AMOUNT_MISMATCH, 1000L));
    }

    @Test
    void a_credit_of_a_partly_activated_payment_guards_what_was_taken_before_anything_is_released() {
        assertThat(decide(Reading.of(PaymentStatus.PARTLY_ACTIVATED), wish(Action.CREDIT, 1000L)))
                .isEqualTo(new Refuse(Code.AMOUNT_MISMATCH, 400L));
        assertThat(decide(Reading.of(PaymentStatus.PARTLY_ACTIVATED), wish(Action.CREDIT, 400L)))
                .isEqualTo(new Perform(Effect.CREDIT));
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"CREDIT", "REVERSE"})
    void what_was_taken_of_a_partly_activated_payment_is_paid_back_before_the_rest_is_released(Action action) {
        Reading open = Reading.of(PaymentStatus.PARTLY_ACTIVATED);

        assertThat(decide(open.taken(400, 0), wish(action, null))).isEqualTo(new Perform(Effect.CREDIT));
        assertThat(decide(open.taken(400, 100), wish(action, null))).isEqualTo(new Perform(Effect.CREDIT));
        assertThat(decide(open.taken(400, 400), wish(action, null))).isEqualTo(new Perform(Effect.RELEASE));
        assertThat(decide(open.taken(400, 400).allowing(Effect.CREDIT), wish(action, null)))
                .isEqualTo(new Refuse(Code.REST_NOT_RELEASED));
    }

    @Test
    void what_is_left_of_a_partly_activated_payment_can_be_taken_whatever_was_paid_back() {
        assertThat(decide(Reading.of(PaymentStatus.PARTLY_ACTIVATED).taken(400, 100), wish(Action.ACTIVATE, null)))
                .isEqualTo(new Perform(Effect.ACTIVATE));
    }

    @Test
    void an_activation_of_a_payment_whose_rest_has_ended_is_a_yes_only_for_the_amount_that_it_names() {
        Reading ended = Reading.of(PaymentStatus.REST_ENDED);

        assertThat(decide(ended, wish(Action.ACTIVATE, 600L))).isEqualTo(new AlreadySo(Code.ALREADY_ACTIVATED));
        assertThat(decide(ended, wish(Action.ACTIVATE, 1000L))).isEqualTo(new Refuse(Code.ACTIVATED_REST_ENDED, 600L));
    }

    @Test
    void an_activation_without_an_amount_is_a_yes_when_kvitt_itself_had_lowered_the_payment_to_what_was_taken() {
        assertThat(decide(Reading.of(PaymentStatus.REST_ENDED), knowing(600L)))
                .isEqualTo(new AlreadySo(Code.ALREADY_ACTIVATED));
        assertThat(decide(Reading.of(PaymentStatus.REST_ENDED), knowing(1000L)))
                .isEqualTo(new Refuse(Code.ACTIVATED_REST_ENDED, 600L));
    }

    private static Wish knowing(long total) {
        return new Wish(Action.ACTIVATE, null, null, List.of(), null, total, false);
    }

    @Test
    void already_so_with_another_amount_is_not_so() {
        assertThat(decide(Reading.of(PaymentStatus.ACTIVATED), wish(Action.ACTIVATE, 999L)))
                .isEqualTo(new Refuse(Code.AMOUNT_MISMATCH, 1000L));
        assertThat(decide(Reading.of(PaymentStatus.ACTIVATED), wish(Action.ACTIVATE, 1000L)))
                .isEqualTo(new AlreadySo(Code.ALREADY_ACTIVATED));
        assertThat(decide(Reading.of(PaymentStatus.CREDITED), wish(Action.CREDIT, 999L)))
                .isEqualTo(new Refuse(Code.AMOUNT_MISMATCH, 1000L));
        assertThat(decide(Reading.of(PaymentStatus.CREDITED), wish(Action.CREDIT, 1000L)))
                .isEqualTo(new AlreadySo(Code.ALREADY_CREDITED));
    }

    @Test
    void an_update_to_what_already_stands_is_already_so() {
        assertThat(decide(Reading.of(PaymentStatus.AUTHORIZED), wish(Action.UPDATE, 1000L)))
                .isEqualTo(new AlreadySo(Code.ALREADY_UPDATED));
        assertThat(decide(Reading.of(PaymentStatus.AUTHORIZED), wish(Action.UPDATE, 900L)))
                .isEqualTo(new Perform(Effect.UPDATE));
        OrderLine line = new OrderLine("A", "Kaffe", BigDecimal.ONE, 1000, 1200, 1000);
        assertThat(decide(
                        Reading.of(PaymentStatus.AUTHORIZED),
                        new Wish(Action.UPDATE, 1000L, "SEK", List.of(line), false)))
                .isEqualTo(new Perform(Effect.UPDATE));
    }

    @Test
    void a_credit_that_this_command_has_begun_goes_on_until_all_is_credited() {
        Wish begun = new Wish(Action.CREDIT, 1000L, "SEK", List.of(), true);

        assertThat(decide(Reading.of(PaymentStatus.PARTLY_CREDITED), begun)).isEqualTo(new Perform(Effect.CREDIT));
        assertThat(decide(Reading.of(PaymentStatus.CREDITED), begun)).isEqualTo(new AlreadySo(Code.ALREADY_CREDITED));
    }

    @Test
    void what_advises_a_credit_or_a_reverse_says_that_it_repays_what_was_taken() {
        for (Code code : Code.values()) {
            String text = code.sentence().en();
            if (text.matches("(?i).*\\b(credit it|reverse it|annul it)\\b.*")) {
                assertThat(text).as(code.wireName()).contains("repays");
            }
        }
        assertThat(Code.PARTLY_ACTIVATED_NO_ANNUL.sentence().en()).contains("repays what was delivered too");
        assertThat(Code.PARTLY_ACTIVATED_NO_ANNUL.sentence().sv())
                .contains("betalar tillbaka också det som är levererat");
    }

    @Test
    void figures_are_told_in_the_currencys_own_decimals() {
        assertThat(new Figures(99_900, 100_000, "SEK").sentence().en())
                .isEqualTo("Asked for: 999.00 SEK; at the provider: 1000.00 SEK.");
        assertThat(new Figures(99_900, 100_000, "SEK").sentence().sv())
                .isEqualTo("Begärt: 999,00 SEK; hos leverantören: 1000,00 SEK.");
        assertThat(new Figures(500, 501, "JPY").sentence().en())
                .isEqualTo("Asked for: 500 JPY; at the provider: 501 JPY.");
        assertThat(Figures.of(1L, null, "SEK")).isNull();
    }

    @Test
    void every_code_explains_itself_in_both_languages() {
        assertThat(Arrays.stream(Code.values())).allSatisfy(code -> {
            assertThat(code.sentence().sv()).endsWith(".").hasSizeGreaterThan(10);
            assertThat(code.sentence().en())
                    .endsWith(".")
                    .hasSizeGreaterThan(10)
                    .isNotEqualTo(code.sentence().sv());
            assertThat(code.wireName()).matches("[a-z]+(-[a-z]+)*");
            assertThat(code.receiptName()).matches("[FVRPT]-[A-Z]+(_[A-Z]+)*");
        });
    }

    private static Decision decide(PaymentReading reading, Wish wish) {
        return DecisionTable.decide(reading, wish);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void an_order_status_moves_no_money_back_while_credit_by_status_is_off(Cell cell) {
        Decision decision = decide(Reading.of(cell.status()), byStatus(cell.action(), CreditByStatus.OFF, false));

        boolean credits = cell.expected() instanceof Perform perform
                && (perform.effect() == Effect.CREDIT || perform.effect() == Effect.RELEASE);
        assertThat(bare(decision)).isEqualTo(credits ? new Refuse(Code.CREDIT_BY_STATUS_OFF) : cell.expected());
    }

    @Test
    void an_order_status_credits_at_most_the_cap_of_the_payments_currency() {
        assertThat(reverseActivated(Map.of("SEK", 1000L))).isEqualTo(new Perform(Effect.CREDIT));
        assertThat(reverseActivated(Map.of("SEK", 999L))).isEqualTo(new Refuse(Code.CREDIT_BY_STATUS_AMOUNT));
        assertThat(reverseActivated(Map.of("EUR", 1000L))).isEqualTo(new Refuse(Code.CREDIT_BY_STATUS_AMOUNT));
    }

    @Test
    void a_credit_by_status_that_has_begun_is_finished_even_after_the_switch_is_turned_off() {
        assertThat(decide(
                        Reading.of(PaymentStatus.PARTLY_CREDITED), byStatus(Action.REVERSE, CreditByStatus.OFF, true)))
                .isEqualTo(new Perform(Effect.CREDIT));
    }

    private static Decision reverseActivated(Map<String, Long> mostPerCredit) {
        return decide(
                Reading.of(PaymentStatus.ACTIVATED),
                byStatus(Action.REVERSE, new CreditByStatus(true, 10, mostPerCredit), false));
    }

    private static Wish byStatus(Action action, CreditByStatus credits, boolean begun) {
        return new Wish(action, null, null, List.of(), credits, null, begun);
    }

    private static Wish wish(Action action, @Nullable Long amount) {
        return new Wish(action, amount, amount == null ? null : "SEK", List.of(), false);
    }
}
