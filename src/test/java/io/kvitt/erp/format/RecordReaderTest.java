package io.kvitt.erp.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A bad record is bad for itself: the file around it is read on. */
class RecordReaderTest {

    private static final String CSV = "#kvitt;version=1\n" + Samples.HEADER;

    private static Reading json(String command) {
        return Reading.of(FileFormat.JSON, "{\"format\":\"kvitt/1\",\"commands\":[" + command + "]}");
    }

    private static Reading xml(String command) {
        return Reading.of(FileFormat.XML, "<commands xmlns=\"urn:kvitt:commands:1\">" + command + "</commands>");
    }

    @Test
    void csv_records_carry_their_rows_and_their_lines() {
        List<FileRecord> records = Reading.of(FileFormat.CSV, Samples.CSV).records();
        assertThat(records).extracting(FileRecord::line).containsExactly(3, 4, 5, 8);
        assertThat(records).extracting(FileRecord::number).containsExactly(1, 2, 3, 4);
        assertThat(records.get(1).value(Field.REASON)).isEqualTo("Slut; i lager");
        assertThat(records.get(2).rows())
                .hasSize(2)
                .first()
                .isEqualTo(Map.of(
                        RowField.ROW_NO, "1",
                        RowField.SKU, "KAFFE-500",
                        RowField.NAME, "Kaffe mörkrost 500 g",
                        RowField.QTY, "2",
                        RowField.UNIT_PRICE, "399.00",
                        RowField.VAT_PERCENT, "12",
                        RowField.DISCOUNT_PERCENT, "0"));
    }

    @Test
    void all_formats_say_the_same_thing_in_the_same_fields() {
        FileRecord json = Reading.of(FileFormat.JSON, Samples.JSON).records().get(1);
        FileRecord xml = Reading.of(FileFormat.XML, Samples.XML).records().get(1);
        assertThat(json.values()).isEqualTo(xml.values()).containsEntry(Field.AMOUNT, "897.00");
        assertThat(json.rows()).isEqualTo(xml.rows()).hasSize(2);
        FileRecord jsonl = Reading.of(FileFormat.JSONL, Samples.JSONL).records().get(0);
        FileRecord csv = Reading.of(FileFormat.CSV, Samples.CSV).records().get(0);
        assertThat(jsonl.values()).isEqualTo(csv.values());
    }

    @Test
    void a_quoted_field_may_span_lines_and_the_next_record_still_has_its_line() {
        List<FileRecord> records = Reading.of(
                        FileFormat.CSV,
                        "#kvitt;version=1\nrecord;command;reason\nO;ANNUL;\"two\nlines\"\nO;CREDIT;\nT;2\n")
                .records();
        assertThat(records).extracting(FileRecord::line).containsExactly(3, 5);
    }

    @Test
    void the_columns_that_kvitt_has_added_are_ignored_even_twice() {
        FileRecord record = Reading.of(
                        FileFormat.CSV,
                        "#kvitt;version=1\nrecord;command;order_no;felkod;feltext;felkod;feltext\n"
                                + "O;ANNUL;1;V-X;why;P-Y;why\nT;1\n")
                .only();
        assertThat(record.values()).isEqualTo(Map.of(Field.COMMAND, "ANNUL", Field.ORDER_NO, "1"));
        assertThat(record.flaws()).isEmpty();
    }

    @Test
    void a_row_that_does_not_follow_its_order_is_detached_and_named() {
        List<FileRecord> records = Reading.of(
                        FileFormat.CSV,
                        CSV + "R;c-1;;;;;;;;1;A;A;1;1.00;25;0;\nO;c-1;UPDATE;;;1;;1.00;SEK;;;;;;;;\n"
                                + "O;c-2;ANNUL;;;1;;;;;;;;;;;\nR;c-1;;;;;;;;2;A;A;1;1.00;25;0;\nT;2\n")
                .records();
        assertThat(records).extracting(FileRecord::detached).containsExactly(true, false, false, true);
        assertThat(records)
                .extracting(record -> record.value(Field.COMMAND_ID))
                .containsExactly("c-1", "c-1", "c-2", "c-1");
        assertThat(records.get(1).rows()).isEmpty();
    }

    @Test
    void what_stands_on_the_wrong_kind_of_csv_line_is_not_overlooked() {
        assertThat(Reading.of(FileFormat.CSV, CSV + "O;c;UPDATE;;;1;;1.00;SEK;;A;;;;;;\nT;1\n")
                        .flaws())
                .containsExactly("INVALID_VALUE sku");
        assertThat(Reading.of(
                                FileFormat.CSV,
                                CSV + "O;c;UPDATE;;;1;;1.00;SEK;;;;;;;;\nR;c;;;;;;5.00;;1;A;A;1;1.00;25;0;\nT;1\n")
                        .flaws())
                .containsExactly("INVALID_VALUE amount");
    }

    @Test
    void json_values_are_strings_because_a_number_is_not_an_amount() {
        assertThat(json("{\"command\":\"CREDIT\",\"orderNo\":\"1\",\"amount\":1249.50,\"currency\":\"SEK\"}")
                        .flaws())
                .containsExactly("INVALID_VALUE amount");
        assertThat(json("{\"orderNo\":1}").flaws()).containsExactly("INVALID_VALUE orderNo");
        assertThat(json("{\"orderNo\":{\"x\":[1,2]}}").flaws()).containsExactly("INVALID_VALUE orderNo");
        assertThat(json("{\"rows\":[{\"qty\":2}]}").flaws()).containsExactly("INVALID_VALUE qty");
    }

    @Test
    void null_and_empty_values_say_nothing() {
        FileRecord record = json("{\"command\":\"ANNUL\",\"amount\":null,\"orderNo\":\"\",\"rows\":null}")
                .only();
        assertThat(record.values()).isEqualTo(Map.of(Field.COMMAND, "ANNUL"));
        assertThat(record.flaws()).isEmpty();
    }

    @Test
    void an_unknown_or_repeated_json_field_is_a_flaw_of_its_record() {
        assertThat(json("{\"ammount\":{\"a\":[{}]},\"command\":\"ANNUL\"}").flaws())
                .containsExactly("UNKNOWN_FIELD ammount");
        assertThat(json("{\"command\":\"ANNUL\",\"command\":\"CREDIT\"}").flaws())
                .containsExactly("INVALID_VALUE command");
        assertThat(json("{\"rows\":[{\"rabatt\":\"1\"}]}").flaws()).containsExactly("UNKNOWN_FIELD rabatt");
        assertThat(json("{\"rows\":[],\"rows\":[]}").flaws()).containsExactly("INVALID_VALUE rows");
        assertThat(json("{\"rows\":\"none\"}").flaws()).containsExactly("INVALID_VALUE rows");
        assertThat(json("{\"rows\":[1]}").flaws()).containsExactly("INVALID_VALUE rows");
        assertThat(json("{\"anna@example.com\":\"x\"}").flaws()).containsExactly("UNKNOWN_FIELD ?");
    }

    @Test
    void an_unknown_or_repeated_xml_element_is_a_flaw_of_its_record() {
        assertThat(xml("<command><ammount>1<b/></ammount></command>").flaws()).contains("UNKNOWN_FIELD ammount");
        assertThat(xml("<command kind=\"x\"/>").flaws()).containsExactly("UNKNOWN_FIELD kind");
        assertThat(xml("<command><orderNo>1</orderNo><orderNo>2</orderNo></command>")
                        .flaws())
                .containsExactly("INVALID_VALUE orderNo");
        assertThat(xml("<command><amount currency=\"SEK\">1</amount><currency>NOK</currency></command>")
                        .flaws())
                .containsExactly("INVALID_VALUE currency");
        assertThat(xml("<command>text</command>").flaws()).containsExactly("INVALID_VALUE command");
        assertThat(xml("<command><rows><line/></rows></command>").flaws()).containsExactly("UNKNOWN_FIELD line");
        assertThat(xml("<command><rows><row rabatt=\"1\"/></rows></command>").flaws())
                .containsExactly("UNKNOWN_FIELD rabatt");
        assertThat(xml("<command><rows/><rows/></command>").flaws()).containsExactly("INVALID_VALUE rows");
        assertThat(xml("<command xmlns:x=\"urn:x\" x:id=\"1\"/>").flaws()).containsExactly("UNKNOWN_FIELD id");
    }

    @Test
    void xml_text_in_pieces_is_put_together() {
        FileRecord record =
                xml("<command><orderNo> 10<!-- x -->00<![CDATA[45]]> </orderNo><reason>a &amp; b</reason></command>")
                        .only();
        assertThat(record.value(Field.ORDER_NO)).isEqualTo("100045");
        assertThat(record.value(Field.REASON)).isEqualTo("a & b");
    }

    @Test
    void formats_are_told_by_the_extension_in_any_case() {
        assertThat(List.of("a.csv", "A.CSV", "a.json", "a.jsonl", "a.ndjson", "a.b.xml", "a.txt", "csv", "a.csv.gz"))
                .extracting(FileFormat::of)
                .containsExactly(
                        FileFormat.CSV,
                        FileFormat.CSV,
                        FileFormat.JSON,
                        FileFormat.JSONL,
                        FileFormat.JSONL,
                        FileFormat.XML,
                        FileFormat.UNKNOWN,
                        FileFormat.CSV,
                        FileFormat.UNKNOWN);
    }
}
