package io.kvitt.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100045",
                "#1001",
                "(1001)",
                "[1001]",
                "INV/2026/0001",
                "SO-1001_a",
                "W:1001",
                "1.001,5",
                "Å 7600 & co",
                "№ 7",
                "A*1+B"
            })
    void what_real_systems_write_is_one(String number) {
        assertThat(OrderNumber.isOne(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "=1",
                "+1",
                "-1",
                "@1",
                "../1",
                "1/..",
                "1/./2",
                "1//2",
                "/1",
                "1/",
                "1\\2",
                "1;2",
                "1?2",
                "1%2F",
                "<1>",
                "\"1\"",
                "1\u200b2",
                "1\u00a02",
                "1\t2",
                "1\u00002",
                "1\u20282",
                "1\ud800"
            })
    void what_is_a_path_a_formula_or_cannot_be_seen_is_none(String number) {
        assertThat(OrderNumber.isOne(number)).isFalse();
    }

    @Test
    void it_is_at_most_64_characters_long() {
        assertThat(OrderNumber.isOne("1".repeat(64))).isTrue();
        assertThat(OrderNumber.isOne("1".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7600 ",
                " 7600",
                "\u00a07600\u00a0",
                "7600\r\n",
                "\t7600",
                "\ufeff7600",
                "7600\u200b",
                "\u30007600\u202f\u2060"
            })
    void what_stands_around_it_goes(String given) {
        assertThat(OrderNumber.trimmed(given)).isEqualTo("7600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1", "A1", "007", "7 6", "7  6", "7/6"})
    void inside_nothing_is_folded(String given) {
        assertThat(OrderNumber.trimmed(given)).isEqualTo(given);
    }

    @Test
    void a_very_long_text_of_blanks_costs_no_more_than_its_length() {
        assertThat(OrderNumber.trimmed(" ".repeat(1_000_000) + "1" + " ".repeat(1_000_000)))
                .isEqualTo("1");
    }
}
