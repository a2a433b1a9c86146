package io.kvitt.provider.klarna;

import static io.kvitt.provider.klarna.KlarnaFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.payment.OrderLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KlarnaLineTest {

    @Test
    void a_line_is_written_with_klarnas_names_and_without_what_is_unset() {
        assertThat(json(KlarnaLine.of(line(null, "Chair", "2", 500, 2500, 1000))))
                .isEqualTo("{\"type\":\"physical\",\"name\":\"Chair\",\"quantity\":2,\"unit_price\":500,"
                        + "\"tax_rate\":2500,\"total_amount\":1000,\"total_tax_amount\":200}");
    }

    @Test
    void a_discount_is_told_when_there_is_one() {
        assertThat(json(KlarnaLine.of(line("A", "Chair", "2", 500, 2500, 900))))
                .isEqualTo("{\"type\":\"physical\",\"reference\":\"A\",\"name\":\"Chair\",\"quantity\":2,"
                        + "\"unit_price\":500,\"tax_rate\":2500,\"total_amount\":900,"
                        + "\"total_discount_amount\":100,\"total_tax_amount\":180}");
    }

    @Test
    void a_negative_line_is_a_discount_line_with_negative_tax() {
        assertThat(json(KlarnaLine.of(line("D", "Rabatt", "1", -500, 2500, -500))))
                .isEqualTo("{\"type\":\"discount\",\"reference\":\"D\",\"name\":\"Rabatt\",\"quantity\":1,"
                        + "\"unit_price\":-500,\"tax_rate\":2500,\"total_amount\":-500,\"total_tax_amount\":-100}");
    }

    @Test
    void a_line_that_costs_nothing_is_no_discount_line() {
        assertThat(KlarnaLine.of(line("G", "Gåva", "1", 0, 2500, 0)).type()).isEqualTo("physical");
        assertThat(KlarnaLine.of(line("G", "Gåva", "1", 500, 2500, 0)).type()).isEqualTo("physical");
    }

    @Test
    void a_fraction_becomes_one_piece_that_tells_how_much_it_is() {
        KlarnaLine sent = KlarnaLine.of(line("T", "Tyg", "1.50", 3333, 2500, 4900));
        assertThat(sent.name()).isEqualTo("1.5 × Tyg");
        assertThat(sent.quantity()).isEqualTo(1);
        assertThat(sent.unitPrice()).isEqualTo(5000); // 4999.5 rounded half up
        assertThat(sent.totalDiscountAmount()).isEqualTo(100);
        assertThat(sent.totalAmount()).isEqualTo(4900);
    }

    @Test
    void a_whole_quantity_written_with_decimals_or_an_exponent_is_whole() {
        assertThat(KlarnaLine.of(line("A", "Chair", "2.00", 500, 0, 1000)).quantity())
                .isEqualTo(2);
        assertThat(KlarnaLine.of(line("A", "Chair", "1E+2", 5, 0, 500)).quantity())
                .isEqualTo(100);
    }

    @Test
    void a_name_that_grows_too_long_is_cut_at_255() {
        String name =
                KlarnaLine.of(line("A", "x".repeat(255), "0.25", 400, 0, 100)).name();
        assertThat(name).hasSize(255).startsWith("0.25 × x");
    }

    @Test
    void a_name_is_never_cut_through_the_middle_of_a_character() {
        String name = KlarnaLine.of(line("A", "x".repeat(247) + "🪑🪑", "0.25", 400, 0, 100))
                .name();
        assertThat(name).hasSize(254).endsWith("x"); // 7 before the name, 247 of it, and half a chair would not do
        String fits = KlarnaLine.of(line("A", "x".repeat(246) + "🪑🪑", "0.25", 400, 0, 100))
                .name();
        assertThat(fits).hasSize(255).endsWith("🪑");
    }

    @Test
    void every_line_that_kvitt_accepts_adds_up_the_way_klarna_wants() {
        Random random = new Random(4711);
        for (int i = 0; i < 5000; i++) {
            BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(99_999), random.nextInt(3));
            long unitPrice = random.nextInt(400_000) - (random.nextInt(4) == 0 ? 400_000 : 0);
            long gross = quantity.multiply(BigDecimal.valueOf(unitPrice))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            long total = unitPrice > 0 && random.nextBoolean()
                    ? gross - random.nextInt((int) Math.min(gross, 9999) + 1)
                    : gross;
            OrderLine line = new OrderLine("R", "Name", quantity, unitPrice, random.nextInt(10_001), total);
            KlarnaLine sent = KlarnaLine.of(line);
            assertThat(sent.isConsistent()).as("%s as %s", line, sent).isTrue();
            assertThat(KlarnaLine.read(JSON.valueToTree(sent))).isEqualTo(sent);
        }
    }

    @Test
    void a_line_is_not_consistent_when_anything_is_missing_or_off() {
        KlarnaLine good = new KlarnaLine("physical", "A", "Chair", 2L, 500L, 2500L, 900L, 100L, 180L);
        assertThat(good.isConsistent()).isTrue();
        assertThat(new KlarnaLine(null, "A", "Chair", 2L, 500L, 2500L, 900L, 100L, 181L).isConsistent())
                .isTrue();
        assertThat(new KlarnaLine(null, "A", "Chair", 2L, 500L, null, 1000L, null, null).isConsistent())
                .isTrue();
        assertThat(new KlarnaLine(null, "A", "Chair", 2L, 500L, 2500L, 900L, 100L, 182L).isConsistent())
                .isFalse();
        assertThat(new KlarnaLine(null, null, "Chair", 2L, 500L, 2500L, 900L, 100L, 180L).isConsistent())
                .isFalse();
        assertThat(new KlarnaLine(null, "", "Chair", 2L, 500L, 2500L, 900L, 100L, 180L).isConsistent())
                .isFalse();
        assertThat(new KlarnaLine(null, "A", null, 2L, 500L, 2500L, 900L, 100L, 180L).isConsistent())
                .isFalse();
        assertThat(new KlarnaLine(null, "A", "Chair", null, 500L, 2500L, 900L, 100L, 180L).isConsistent())
                .isFalse();
        assertThat(new KlarnaLine(null, "A", "Chair", 2L, null, 2500L, 900L, 100L, 180L).isConsistent())
                .isFalse();
        assertThat(new KlarnaLine(null, "A", "Chair", 2L, 500L, 2500L, null, 100L, 180L).isConsistent())
                .isFalse();
        assertThat(new KlarnaLine(null, "A", "Chair", 2L, 500L, 2500L, 900L, null, 180L).isConsistent())
                .isFalse();
        assertThat(new KlarnaLine(null, "A", "Chair", 2L, 500L, 2500L, 1100L, -100L, 220L).isConsistent())
                .isFalse();
        assertThat(new KlarnaLine(null, "A", "Chair", 2L, 500L, null, 900L, 100L, 180L).isConsistent())
                .isFalse();
        assertThat(new KlarnaLine(null, "A", "Chair", 2L, 500L, 2500L, 900L, 100L, null).isConsistent())
                .isFalse();
        assertThat(new KlarnaLine(null, "A", "Chair", 2L, 500L, -2500L, 900L, 100L, -300L).isConsistent())
                .isFalse();
        assertThat(new KlarnaLine(null, "A", "Chair", Long.MAX_VALUE, 9L, 0L, -9L, 0L, 0L).isConsistent())
                .isFalse();
    }

    private static final String CHAIR =
            "{\"type\":\"digital\",\"reference\":\"A\",\"name\":\"Chair\",\"quantity\":2,\"quantity_unit\":\"pcs\","
                    + "\"unit_price\":500,\"tax_rate\":2500,\"total_amount\":1000,\"total_tax_amount\":200,"
                    + "\"product_url\":\"https://shop.test/a\",\"image_url\":\"\",\"merchant_data\":\"m\","
                    + "\"product_identifiers\":{\"brand\":\"B\"},\"total_discount_amount\":0,\"unknown_field\":1}";

    @Test
    void a_line_of_the_same_article_keeps_what_kvitt_does_not_change() throws Exception {
        KlarnaLine former = KlarnaLine.read(JSON.readTree(CHAIR));

        KlarnaLine sent = KlarnaLine.of(List.of(line("A", "Chair", "1", 400, 2500, 400)), List.of(former))
                .get(0);

        assertThat(JSON.readTree(json(sent)))
                .isEqualTo(JSON.readTree("{\"type\":\"digital\",\"reference\":\"A\",\"name\":\"Chair\",\"quantity\":1,"
                        + "\"unit_price\":400,\"tax_rate\":2500,\"total_amount\":400,\"total_tax_amount\":80,"
                        + "\"quantity_unit\":\"pcs\",\"product_url\":\"https://shop.test/a\",\"merchant_data\":\"m\","
                        + "\"product_identifiers\":{\"brand\":\"B\"}}"));
        assertThat(KlarnaLine.read(JSON.readTree(json(sent)))).isEqualTo(sent);
    }

    @Test
    void a_line_of_another_article_or_one_that_now_takes_off_the_price_keeps_nothing() throws Exception {
        KlarnaLine former = KlarnaLine.read(JSON.readTree(CHAIR));

        assertThat(KlarnaLine.of(List.of(line("B", "Chair", "1", 400, 2500, 400)), List.of(former)))
                .containsExactly(KlarnaLine.of(line("B", "Chair", "1", 400, 2500, 400)));
        assertThat(KlarnaLine.of(List.of(line("A", "Chair", "1", -400, 2500, -400)), List.of(former)))
                .containsExactly(KlarnaLine.of(line("A", "Chair", "1", -400, 2500, -400)));
        assertThat(KlarnaLine.of(List.of(line(null, "Chair", "1", 400, 2500, 400)), List.of(former))
                        .get(0)
                        .type())
                .isEqualTo("physical");
    }

    @Test
    void two_lines_of_one_article_keep_each_its_own() throws Exception {
        KlarnaLine digital = KlarnaLine.read(JSON.readTree(CHAIR));
        KlarnaLine fee = KlarnaLine.read(JSON.readTree(
                "{\"type\":\"shipping_fee\",\"reference\":\"A\",\"name\":\"Frakt\",\"quantity\":1,\"unit_price\":50,"
                        + "\"total_amount\":50}"));

        assertThat(KlarnaLine.of(
                        List.of(line("A", "Frakt", "1", 40, 0, 40), line("A", "Chair", "1", 500, 0, 500)),
                        List.of(digital, fee)))
                .extracting(KlarnaLine::type)
                .containsExactly("shipping_fee", "digital");
    }

    @Test
    void a_fraction_has_no_unit_since_its_one_piece_is_not_one_of_them() throws Exception {
        KlarnaLine former = KlarnaLine.read(JSON.readTree(CHAIR));

        assertThat(KlarnaLine.of(List.of(line("A", "Chair", "1.5", 400, 2500, 600)), List.of(former))
                        .get(0)
                        .kept())
                .containsKey("product_url")
                .doesNotContainKey("quantity_unit");
    }

    @Test
    void what_is_kept_is_never_compared() throws Exception {
        KlarnaLine former = KlarnaLine.read(JSON.readTree(CHAIR));

        assertThat(KlarnaLine.same(List.of(former), List.of(KlarnaLine.of(line("A", "Chair", "2", 500, 2500, 1000)))))
                .isTrue();
    }
}
