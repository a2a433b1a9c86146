package io.kvitt.erp.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.command.PaymentCommand;
import io.kvitt.erp.drop.FileBench;
import io.kvitt.erp.format.Field;
import io.kvitt.erp.format.FileFormat;
import io.kvitt.erp.format.FileRecord;
import io.kvitt.erp.format.RowField;
import io.kvitt.payment.Action;
import io.kvitt.payment.OrderLine;
import io.kvitt.provider.Accounts;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordRulesTest {

    private final Accounts accounts = FileBench.accounts("shop-svea:svea", "klarna-se:klarna", "klarna-no:klarna");
    private final RecordRules rules = new RecordRules(new AccountChoice(accounts), Clock.systemUTC());

    /** @param fields name, value, name, value … */
    private static FileRecord record(String... fields) {
        Map<Field, String> values = new EnumMap<>(Map.of(Field.COMMAND, "ACTIVATE", Field.ORDER_NO, "100045"));
        for (int i = 0; i < fields.length; i += 2) {
            Field field = Field.valueOf(fields[i].toUpperCase(java.util.Locale.ROOT));
            if (fields[i + 1].isEmpty()) {
                values.remove(field);
            } else {
                values.put(field, fields[i + 1]);
            }
        }
        return new FileRecord(7, 9, false, values, List.of(), List.of());
    }

    private static FileRecord update(String amount, Map<RowField, String> row) {
        FileRecord record = record("command", "UPDATE", "amount", amount, "currency", "SEK");
        return new FileRecord(7, 9, false, record.values(), List.of(row), List.of());
    }

    private static Map<RowField, String> row(String qty, String price, String discount) {
        Map<RowField, String> row = new EnumMap<>(Map.of(
                RowField.NAME, "Kaffe", RowField.QTY, qty, RowField.UNIT_PRICE, price, RowField.VAT_PERCENT, "12.5"));
        if (!discount.isEmpty()) {
            row.put(RowField.DISCOUNT_PERCENT, discount);
        }
        return row;
    }

    private PaymentCommand command(FileRecord record) {
        CheckedRecord checked = rules.check(record, FileFormat.CSV, "ids", "file:a.csv");
        assertThat(checked.violations()).isEmpty();
        return Objects.requireNonNull(checked.command());
    }

    private List<String> violations(FileRecord record) {
        CheckedRecord checked = rules.check(record, FileFormat.CSV, "ids", "file:a.csv");
        assertThat(checked.command() == null).isEqualTo(!checked.violations().isEmpty());
        return checked.violations().stream()
                .map(violation -> violation.code() + " " + violation.field())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "1249.50,SEK,124950",
        "1249.5,SEK,124950",
        "1249,SEK,124900",
        "0.01,SEK,1",
        "0000012.00,SEK,1200",
        "1000,JPY,1000",
        "500.00,JPY,500",
        "500.0,JPY,500",
        "1.234,KWD,1234",
        "99999999999.99,SEK,9999999999999"
    })
    void amounts_become_minor_units_by_the_currencys_own_decimals(String text, String currency, long minor) {
        assertThat(command(record("amount", text, "currency", currency)).amount())
                .isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1249,50",
                "1.249,50",
                "1,249.50",
                "1249.500",
                "1249.505",
                "1e3",
                "1E3",
                "+5",
                "-5",
                "-0",
                " 5",
                "5 ",
                "5.",
                ".5",
                "0x10",
                "NaN",
                "5 kr",
                "1 000",
                "1\u00a0000",
                "٣",
                "５",
                "0",
                "0.00",
                "99999999999999999999",
                "100000000000.00",
                "5'"
            })
    void anything_else_than_a_positive_decimal_with_a_dot_is_refused_and_never_taken_for_missing(String text) {
        assertThat(violations(record("amount", text, "currency", "SEK"))).containsExactly("INVALID_VALUE amount");
    }

    @ParameterizedTest
    @CsvSource({"1000.5,JPY", "1000.01,JPY", "500.000,JPY", "1.2345,KWD", "1.001,SEK"})
    void more_decimals_than_the_currency_has_are_refused(String text, String currency) {
        assertThat(violations(record("amount", text, "currency", currency))).containsExactly("INVALID_VALUE amount");
    }

    @Test
    void an_amount_needs_a_currency_but_not_the_other_way_round() {
        assertThat(violations(record("amount", "5.00"))).containsExactly("MISSING_FIELD currency");
        assertThat(command(record("currency", "SEK")).amount()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sek", "kr", "XXX", "SEKK", "752"})
    void a_currency_is_an_iso_code_in_capitals(String currency) {
        assertThat(violations(record("amount", "5.00", "currency", currency)))
                .containsExactly("INVALID_VALUE currency");
    }

    @ParameterizedTest
    @CsvSource({"ACTIVATE,ACTIVATE", "annul,ANNUL", "Credit,CREDIT", "reverse,REVERSE"})
    void commands_are_known_in_any_case(String name, Action action) {
        assertThat(command(record("command", name)).action()).isEqualTo(action);
    }

    @Test
    void other_commands_are_refused() {
        assertThat(violations(record("command", "CAPTURE"))).containsExactly("INVALID_VALUE command");
        assertThat(violations(record("command", ""))).containsExactly("MISSING_FIELD command");
    }

    @Test
    void a_status_record_needs_an_order_number_and_a_status_and_is_no_command() {
        assertThat(violations(record("command", "STATUS", "status", ""))).containsExactly("MISSING_FIELD status");
        assertThat(violations(record("command", "STATUS", "status", "Levererad", "occurred_at", "2026-11-24")))
                .containsExactly("INVALID_VALUE occurred_at");
        FileRecord record = record(
                "command",
                "status",
                "status",
                "Levererad",
                "occurred_at",
                "2026-11-24T18:00:00+01:00",
                "payment_type",
                "Faktura");
        CheckedRecord checked = rules.check(record, FileFormat.CSV, "ids", "file:a.csv");
        assertThat(checked.command()).isNull();
        assertThat(checked.change().status()).isEqualTo("Levererad");
        assertThat(checked.change().paymentType()).isEqualTo("Faktura");
        assertThat(checked.change().occurredAt()).isEqualTo("2026-11-24T17:00:00Z");
    }

    @Test
    void a_dotless_i_does_not_make_another_command() {
        assertThat(violations(record("command", "credıt"))).containsExactly("INVALID_VALUE command");
    }

    @ParameterizedTest
    @CsvSource({
        "svea,shop-svea,",
        "SVEA,shop-svea,",
        "shop-svea,shop-svea,",
        "klarna-no,klarna-no,",
        "klarna,,",
        "kustom,,ACCOUNT_UNKNOWN provider",
        "paypal,,ACCOUNT_UNKNOWN provider",
        "'',,"
    })
    void the_account_is_the_providers_only_one_or_the_one_named_or_left_to_the_order_number(
            String provider, String account, String refusal) {
        if (refusal == null) {
            assertThat(command(record("provider", provider)).account()).isEqualTo(account);
        } else {
            assertThat(violations(record("provider", provider))).containsExactly(refusal);
        }
    }

    @Test
    void without_an_order_number_the_account_must_be_one() {
        assertThat(violations(record("order_no", "", "provider", "klarna", "provider_order_id", "a1")))
                .containsExactly("ACCOUNT_AMBIGUOUS provider");
        assertThat(violations(record("order_no", "", "provider_order_id", "a1")))
                .containsExactly("MISSING_FIELD provider");
        assertThat(violations(record("order_no", "", "provider", "svea")))
                .containsExactly("MISSING_FIELD provider_order_id");
        assertThat(command(record("order_no", "", "provider", "svea", "provider_order_id", "a1"))
                        .account())
                .isEqualTo("shop-svea");
        assertThat(violations(record("order_no", ""))).containsExactly("MISSING_FIELD order_no");
    }

    @Test
    void a_record_has_its_own_command_id_or_the_files_and_its_number() {
        assertThat(command(record()).commandId()).isEqualTo("ids:7");
        assertThat(command(record("command_id", "c-1")).commandId()).isEqualTo("c-1");
        assertThat(violations(record("command_id", "c 1"))).containsExactly("INVALID_VALUE command_id");
        assertThat(command(record()).requestedBy()).isEqualTo("file:a.csv");
    }

    @ParameterizedTest
    @CsvSource({
        "2,399.00,'',79800",
        "2,399.00,0,79800",
        "0.5,99.99,'',5000",
        "1,0.99,50,50",
        "3,0.33,33.33,66",
        "1,-10.00,'',-1000",
        "1,100.00,100,0"
    })
    void a_rows_total_is_exact_and_rounded_once(String qty, String price, String discount, long total) {
        CheckedRecord checked =
                rules.check(update("1.00", row(qty, price, discount)), FileFormat.CSV, "ids", "file:a.csv");
        // the sum of this one row is not the amount, which says what the total came to
        assertThat(checked.violations())
                .singleElement()
                .satisfies(sum -> assertThat(sum.remedy()).endsWith(" " + total));
    }

    @Test
    void rows_become_order_lines() {
        assertThat(command(update("797.60", row("2", "399.00", "0.05"))).lines())
                .containsExactly(new OrderLine(null, "Kaffe", new java.math.BigDecimal("2.00"), 39900, 1250, 79760));
    }

    @ParameterizedTest
    @CsvSource({
        "QTY,1.001",
        "QTY,'1,5'",
        "QTY,-1",
        "UNIT_PRICE,'399,00'",
        "UNIT_PRICE,399.001",
        "UNIT_PRICE,--1",
        "UNIT_PRICE,99999999999999",
        "VAT_PERCENT,12.555",
        "VAT_PERCENT,100.01",
        "VAT_PERCENT,-1",
        "DISCOUNT_PERCENT,100.01",
        "DISCOUNT_PERCENT,5%",
        "ROW_NO,x",
        "QTY,0"
    })
    void a_bad_number_in_a_row_is_named_with_its_row(RowField field, String value) {
        Map<RowField, String> row = row("2", "399.00", "");
        row.put(field, value);
        assertThat(violations(update("798.00", row)))
                .first()
                .asString()
                .isEqualTo("INVALID_VALUE rows[0]." + field.column());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NAME", "QTY", "UNIT_PRICE", "VAT_PERCENT"})
    void a_row_without_name_quantity_price_or_vat_is_refused(RowField field) {
        Map<RowField, String> row = row("2", "399.00", "");
        row.remove(field);
        assertThat(violations(update("798.00", row))).containsExactly("MISSING_FIELD rows[0]." + field.column());
    }

    @Test
    void rows_that_do_not_add_up_and_rows_on_other_commands_are_refused() {
        assertThat(violations(update("798.01", row("2", "399.00", "")))).containsExactly("LINES_SUM amount");
        FileRecord activate = record("currency", "SEK");
        assertThat(violations(
                        new FileRecord(1, 1, false, activate.values(), List.of(row("2", "399.00", "")), List.of())))
                .containsExactly("INVALID_VALUE rows");
        FileRecord noCurrency = record("command", "UPDATE");
        assertThat(violations(
                        new FileRecord(1, 1, false, noCurrency.values(), List.of(row("2", "399.00", "")), List.of())))
                .containsExactly("MISSING_FIELD currency");
    }

    @Test
    void an_update_without_rows_is_decided_later() {
        assertThat(command(record("command", "UPDATE", "amount", "5.00", "currency", "SEK"))
                        .lines())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\tb", "a\nb", "a\ud800b", "a\u0085b"})
    void text_that_the_database_or_a_receipt_cannot_carry_is_refused(String reason) {
        assertThat(violations(record("reason", reason))).containsExactly("INVALID_VALUE reason");
    }

    @Test
    void a_field_too_long_to_mean_anything_is_refused() {
        assertThat(violations(record("status", "x".repeat(8193)))).containsExactly("TOO_LARGE status");
    }

    @Test
    void fields_are_called_what_the_sender_calls_them() {
        CheckedRecord checked = rules.check(record("provider_order_id", "a b"), FileFormat.JSON, "ids", "file:a.json");
        assertThat(checked.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.field()).isEqualTo("providerOrderId"));
    }
}
