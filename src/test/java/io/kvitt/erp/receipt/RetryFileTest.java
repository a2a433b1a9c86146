package io.kvitt.erp.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryFileTest {

    private static ReceiptRow row(int line, RowStatus status, String message) {
        return new ReceiptRow(
                line,
                "",
                "",
                "",
                "",
                "",
                status,
                "V-X",
                message,
                "",
                "",
                "",
                0,
                OffsetDateTime.parse("2026-11-23T18:00:00Z"));
    }

    private static String retry(String original, ReceiptRow... rows) throws IOException {
        StringWriter out = new StringWriter();
        RetryFile retry = new RetryFile(new StringReader(original), out);
        for (ReceiptRow row : rows) {
            retry.row(row);
        }
        retry.end();
        return out.toString();
    }

    @Test
    void lines_are_given_back_as_they_were_with_their_own_line_ends() throws IOException {
        String original = "\uFEFF#kvitt;version=1;file_id=F\r\nrecord;command;reason\r\n"
                + "O;ANNUL;fine\r\nO;ANNUL;\"a;\"\"b\"\"\r\nc\"\r\n\r\nO;ANNUL;6\" pipe\r\nT;3\r\n";
        assertThat(retry(
                        original,
                        row(3, RowStatus.OK, ""),
                        row(4, RowStatus.REJECTED, "x;y"),
                        row(7, RowStatus.FAILED, "z")))
                .isEqualTo("#kvitt;version=1\r\nrecord;command;reason;felkod;feltext\r\n"
                        + "O;ANNUL;\"a;\"\"b\"\"\r\nc\";V-X;\"x;y\"\r\nO;ANNUL;6\" pipe;V-X;z\r\nT;2\r\n");
    }

    @Test
    void rows_follow_their_order_and_a_detached_row_has_a_fault_of_its_own() throws IOException {
        String original = "#kvitt;version=1\nh\nO;1\nR;1\nO;2\nR;2\nR;1\nT;2\n";
        assertThat(retry(
                        original,
                        row(3, RowStatus.OK, ""),
                        row(5, RowStatus.REJECTED, "order"),
                        row(7, RowStatus.REJECTED, "row")))
                .isEqualTo("#kvitt;version=1\nh;felkod;feltext\nO;2;V-X;order\nR;2;V-X;order\nR;1;V-X;row\nT;1\n");
    }

    @ParameterizedTest
    @CsvSource({"=1+1,'''=1+1'", "+46,'''+46'", "-5,'''-5'", "@x,'''@x'", "a=b,a=b", "'',''"})
    void a_field_that_a_spreadsheet_would_execute_is_made_text(String field, String safe) {
        assertThat(CsvReceipt.text(field)).isEqualTo(safe);
    }

    @Test
    void a_tab_or_a_carriage_return_in_front_does_not_hide_a_formula() {
        assertThat(CsvReceipt.text("\t=1")).isEqualTo("'\t=1");
        assertThat(CsvReceipt.text("\r=1")).isEqualTo("'\r=1");
    }
}
