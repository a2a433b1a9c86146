package io.kvitt.erp.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNameTest {

    @Test
    void what_a_receipt_or_a_file_system_cannot_carry_is_replaced() {
        assertThat(FileName.original("a;b:c\"d\ne f.csv")).isEqualTo("a_b_c_d_e_f.csv");
        assertThat(FileName.original("åäö-1_2.csv")).isEqualTo("åäö-1_2.csv");
    }

    @Test
    void the_prefix_that_made_a_name_unique_is_taken_off() {
        assertThat(FileName.original("0badcafe~a.csv")).isEqualTo("a.csv");
        assertThat(FileName.original("0badcafe-a.csv")).isEqualTo("0badcafe-a.csv");
    }

    @Test
    void a_long_name_keeps_its_end_and_so_its_extension() {
        assertThat(FileName.original("x".repeat(200) + ".csv")).hasSize(90).endsWith("x.csv");
    }

    @Test
    void text_goes_before_the_extension() {
        assertThat(FileName.with("a.b.csv", ".7")).isEqualTo("a.b.7.csv");
        assertThat(FileName.with("a", ".7")).isEqualTo("a.7");
        assertThat(FileName.withoutExtension(".csv")).isEqualTo(".csv");
    }
}
