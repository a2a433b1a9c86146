package io.kvitt.erp.drop;

import static io.kvitt.erp.format.Defect.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kvitt.erp.format.Defect;
import io.kvitt.erp.format.FileBroken;
import io.kvitt.erp.format.FileFormat;
import io.kvitt.erp.format.FileRecord;
import io.kvitt.erp.format.Reading;
import io.kvitt.erp.format.Samples;
import io.kvitt.erp.store.Census;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is not whole, or not what it says, is refused as a whole. */
class BrokenFileTest {

    private static final String CSV_HEAD = "#kvitt;version=1\nrecord;command;order_no;reason\n";

    static Stream<Arguments> whole() {
        return Stream.of(
                arguments(FileFormat.CSV, Samples.CSV),
                arguments(FileFormat.CSV, Samples.CSV.replace("\n", "\r\n")),
                arguments(FileFormat.JSON, Samples.JSON),
                arguments(FileFormat.JSONL, Samples.JSONL),
                arguments(FileFormat.JSONL, Samples.JSONL.replace("\n", "\r\n")),
                arguments(FileFormat.XML, Samples.XML));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void a_file_cut_short_at_any_byte_is_refused_or_complete(FileFormat format, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Reading complete = Reading.of(format, bytes);
        int refused = 0;
        for (int length = 0; length < bytes.length; length++) {
            try {
                assertThat(Reading.of(format, Arrays.copyOf(bytes, length)))
                        .as("cut after %s bytes", length)
                        .isEqualTo(complete);
            } catch (FileBroken broken) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(bytes.length - 2);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void a_file_that_has_lost_any_line_in_the_middle_is_refused(FileFormat format, String text) {
        String[] lines = text.split("(?<=\n)");
        for (int lost = 0; lost < lines.length; lost++) {
            StringBuilder rest = new StringBuilder();
            for (int i = 0; i < lines.length; i++) {
                rest.append(i == lost ? "" : lines[i]);
            }
            if (lines[lost].matches("(?s).*(O;|^\\{\"commandId|<command id|commandId\").*")) {
                assertThatExceptionOfType(FileBroken.class)
                        .as("without %s", lines[lost])
                        .isThrownBy(() -> Reading.of(format, rest.toString()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("whole")
    void another_encoding_than_utf_8_is_refused_and_never_replaced(FileFormat format, String text) {
        byte[] latin = text.replaceAll("[^\\x00-\\xff]", "").getBytes(Charset.forName("windows-1252"));
        assertThat(defect(format, latin)).isEqualTo(NOT_UTF8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "iso-8859-15", "windows-1252", "UTF-8", "UTF-16"})
    void xml_is_read_in_the_encoding_that_it_declares(String encoding) {
        String declared = Samples.XML.replace("encoding=\"UTF-8\"", "encoding=\"" + encoding + "\"");

        Reading read = Reading.of(FileFormat.XML, declared.getBytes(Charset.forName(encoding)));

        assertThat(read).isEqualTo(Reading.of(FileFormat.XML, Samples.XML));
        assertThat(read.records()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void a_byte_order_mark_is_left_out(FileFormat format, String text) {
        assertThat(Reading.of(format, "\uFEFF" + text)).isEqualTo(Reading.of(format, text));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void anything_after_the_end_is_refused(FileFormat format, String text) {
        assertThatExceptionOfType(FileBroken.class).isThrownBy(() -> Reading.of(format, text + "x\n"));
        assertThatExceptionOfType(FileBroken.class).isThrownBy(() -> Reading.of(format, text + text));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void a_count_that_is_not_the_number_of_records_is_refused(FileFormat format, String text) {
        String other = text.replace("T;4", "T;3")
                .replace("\"count\":2", "\"count\":3")
                .replace("\"count\": 2", "\"count\": 1")
                .replace("count=\"2\"", "count=\"3\"");
        assertThat(defect(format, other.getBytes(StandardCharsets.UTF_8))).isEqualTo(COUNT_MISMATCH);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void an_unknown_version_is_refused(FileFormat format, String text) {
        String other = text.replace("version=1", "version=2")
                .replace("kvitt/1", "kvitt/2")
                .replace("urn:kvitt:commands:1", "urn:kvitt:commands:2");
        assertThat(defect(format, other.getBytes(StandardCharsets.UTF_8))).isEqualTo(UNKNOWN_VERSION);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void a_file_id_that_could_not_begin_a_command_id_is_refused(FileFormat format, String text) {
        String other = text.replaceAll("ERP1-000.", "ERP1:7/8");
        assertThat(defect(format, other.getBytes(StandardCharsets.UTF_8))).isEqualTo(BAD_FILE_ID);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void a_record_of_more_than_a_mebibyte_is_refused_before_it_is_in_memory(FileFormat format, String text) {
        String other = text.replace("KAFFE-500", "K".repeat(1 << 21)).replace("Slut på lagret", "K".repeat(1 << 21));
        assertThat(defect(format, other.getBytes(StandardCharsets.UTF_8))).isIn(RECORD_TOO_LARGE, NOT_WELL_FORMED);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void an_empty_file_is_refused(FileFormat format, String text) {
        assertThatExceptionOfType(FileBroken.class).isThrownBy(() -> Reading.of(format, ""));
        assertThatExceptionOfType(FileBroken.class).isThrownBy(() -> Reading.of(format, "\uFEFF"));
        assertThatExceptionOfType(FileBroken.class).isThrownBy(() -> Reading.of(format, "\n\n"));
    }

    static Stream<Arguments> csv() {
        return Stream.of(
                arguments("no file line", "record;command\nO;ANNUL\nT;1\n", UNKNOWN_VERSION, 1),
                arguments("unknown head key", "#kvitt;version=1;fileid=x\nrecord;command\nT;0\n", BAD_HEADER, 1),
                arguments("repeated head key", "#kvitt;version=1;seq=1;seq=2\nrecord;command\nT;0\n", BAD_HEADER, 1),
                arguments("unknown column", "#kvitt;version=1\nrecord;command;orderno\nT;0\n", UNKNOWN_COLUMN, 2),
                arguments("repeated column", "#kvitt;version=1\nrecord;command;command\nT;0\n", REPEATED_COLUMN, 2),
                arguments("no command column", "#kvitt;version=1\nrecord;order_no\nT;0\n", MISSING_COLUMN, 2),
                arguments("no record column", "#kvitt;version=1\ncommand;order_no\nT;0\n", MISSING_COLUMN, 2),
                arguments("too few fields", CSV_HEAD + "O;ANNUL;1\nT;1\n", COLUMN_COUNT, 3),
                arguments("too many fields", CSV_HEAD + "O;ANNUL;1;;\nT;1\n", COLUMN_COUNT, 3),
                arguments("row with too few fields", CSV_HEAD + "O;ANNUL;1;\nR;;\nT;1\n", COLUMN_COUNT, 4),
                arguments("unknown record", CSV_HEAD + "O;ANNUL;1;\nX;ANNUL;1;\nT;1\n", UNKNOWN_RECORD, 4),
                arguments("comment", CSV_HEAD + "# hello\nT;0\n", UNKNOWN_RECORD, 3),
                arguments("no end", CSV_HEAD + "O;ANNUL;1;\n", END_MISSING, 4),
                arguments("no newline", CSV_HEAD + "O;ANNUL;1;\nT;1", NEWLINE_MISSING, 4),
                arguments("no count", CSV_HEAD + "O;ANNUL;1;\nT\n", COUNT_MISMATCH, 4),
                arguments("count of rows too", CSV_HEAD + "O;ANNUL;1;\nT;01\n", COUNT_MISMATCH, 4),
                arguments("something beside the count", CSV_HEAD + "T;0;;1\n", COLUMN_COUNT, 3),
                arguments("record after end", CSV_HEAD + "T;0\nO;ANNUL;1;\n", AFTER_END, 4),
                arguments("unclosed quote", CSV_HEAD + "O;ANNUL;1;\"x\nT;1\n", NOT_WELL_FORMED, 3),
                arguments("text after quote", CSV_HEAD + "O;ANNUL;1;\"x\"y\nT;1\n", NOT_WELL_FORMED, 3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("csv")
    void broken_csv_is_refused_and_the_line_is_named(String what, String text, Defect defect, int line) {
        FileBroken broken = catchThrowableOfType(FileBroken.class, () -> Reading.of(FileFormat.CSV, text));
        assertThat(broken.defect()).isEqualTo(defect);
        assertThat(broken.line()).isEqualTo(line);
    }

    static Stream<Arguments> json() {
        String head = "{\"format\":\"kvitt/1\",";
        return Stream.of(
                arguments("array", "[]", BAD_HEADER),
                arguments("unknown field", head + "\"file_id\":\"x\",\"commands\":[]}", BAD_HEADER),
                arguments("format twice", head + "\"format\":\"kvitt/1\",\"commands\":[]}", BAD_HEADER),
                arguments("commands twice", head + "\"commands\":[],\"commands\":[]}", BAD_HEADER),
                arguments("no commands", "{\"format\":\"kvitt/1\"}", BAD_HEADER),
                arguments("commands not an array", head + "\"commands\":{}}", BAD_HEADER),
                arguments("command not an object", head + "\"commands\":[1]}", NOT_WELL_FORMED),
                arguments("count a string", head + "\"count\":\"0\",\"commands\":[]}", COUNT_MISMATCH),
                arguments("count beyond any", head + "\"count\":99999999999999999999,\"commands\":[]}", COUNT_MISMATCH),
                arguments("format not a string", "{\"format\":1,\"commands\":[]}", BAD_HEADER),
                arguments("comma too many", head + "\"commands\":[{},]}", NOT_WELL_FORMED),
                arguments(
                        "deep",
                        head + "\"commands\":[{\"x\":" + "[".repeat(50) + "]".repeat(50) + "}]}",
                        NOT_WELL_FORMED),
                arguments("comment", head + "/* */\"commands\":[]}", NOT_WELL_FORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("json")
    void broken_json_is_refused(String what, String text, Defect defect) {
        assertThat(defect(FileFormat.JSON, text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(defect);
    }

    static Stream<Arguments> jsonLines() {
        String head = "{\"format\":\"kvitt/1\"}\n";
        return Stream.of(
                arguments(
                        "a line cut short", head + "{\"command\":\"ANN\n{\"end\":true,\"count\":1}\n", NOT_WELL_FORMED),
                arguments("two objects on a line", head + "{}{}\n{\"end\":true,\"count\":2}\n", NOT_WELL_FORMED),
                arguments("an array", head + "[]\n{\"end\":true,\"count\":1}\n", NOT_WELL_FORMED),
                arguments("no end", head + "{}\n", END_MISSING),
                arguments("end false", head + "{\"end\":false,\"count\":0}\n", NOT_WELL_FORMED),
                arguments("end without count", head + "{\"end\":true}\n", COUNT_MISMATCH),
                arguments("end with more", head + "{\"end\":true,\"count\":0,\"x\":1}\n", NOT_WELL_FORMED),
                arguments("end then more", head + "{\"end\":true,\"count\":0}\n{}\n", AFTER_END),
                arguments("no newline", head + "{\"end\":true,\"count\":0}", NEWLINE_MISSING),
                arguments("no head", "{\"command\":\"ANNUL\"}\n{\"end\":true,\"count\":0}\n", BAD_HEADER));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jsonLines")
    void broken_json_lines_are_refused(String what, String text, Defect defect) {
        assertThat(defect(FileFormat.JSONL, text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(defect);
    }

    static Stream<Arguments> xml() {
        String open = "<commands xmlns=\"urn:kvitt:commands:1\">";
        return Stream.of(
                arguments("doctype", "<!DOCTYPE commands>" + open + "</commands>", DOCTYPE),
                arguments(
                        "external entity",
                        "<?xml version=\"1.0\"?>\n<!DOCTYPE commands [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n"
                                + open + "<command type=\"ACTIVATE\"><orderNo>&x;</orderNo></command></commands>",
                        DOCTYPE),
                arguments(
                        "entity bomb",
                        "<!DOCTYPE commands [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + open + "&b;</commands>",
                        DOCTYPE),
                arguments(
                        "undeclared entity",
                        open + "<command type=\"ACTIVATE\"><orderNo>1&x;2</orderNo></command></commands>",
                        NOT_WELL_FORMED),
                arguments("other root", "<orders xmlns=\"urn:kvitt:commands:1\"/>", UNKNOWN_VERSION),
                arguments("no namespace", "<commands/>", UNKNOWN_VERSION),
                arguments(
                        "unknown attribute",
                        "<commands xmlns=\"urn:kvitt:commands:1\" file_id=\"x\"></commands>",
                        BAD_HEADER),
                arguments("unknown element", open + "<order/></commands>", UNKNOWN_RECORD),
                arguments(
                        "command of another namespace", open + "<command xmlns=\"urn:x\"/></commands>", UNKNOWN_RECORD),
                arguments("text", open + "hello</commands>", NOT_WELL_FORMED),
                arguments(
                        "an encoding that is not read",
                        "<?xml version=\"1.0\" encoding=\"EBCDIC-CP-FI\"?>" + open + "</commands>",
                        ENCODING_NOT_READ),
                arguments(
                        "two bytes a character that are not there",
                        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + open + "</commands>",
                        ENCODING_NOT_READ),
                arguments(
                        "a byte order mark that says otherwise",
                        "\uFEFF<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + open + "</commands>",
                        NOT_AS_DECLARED),
                arguments(
                        "characters that ASCII has not",
                        "<?xml version=\"1.0\" encoding=\"US-ASCII\"?>" + open + "<!-- å --></commands>",
                        NOT_AS_DECLARED),
                arguments(
                        "deep",
                        open + "<command>" + "<x>".repeat(20) + "</x>".repeat(20) + "</command></commands>",
                        NOT_WELL_FORMED),
                arguments("two roots", open + "</commands>" + open + "</commands>", NOT_WELL_FORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("xml")
    void broken_xml_is_refused(String what, String text, Defect defect) {
        assertThat(defect(FileFormat.XML, text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(defect);
    }

    @Test
    void a_byte_that_is_not_utf_8_is_found_where_it_is() {
        byte[] bytes = (CSV_HEAD + "O;ANNUL;1;abc#\nT;1\n").getBytes(StandardCharsets.UTF_8);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf('#')] = (byte) 0xe5;
        FileBroken broken = catchThrowableOfType(FileBroken.class, () -> Reading.of(FileFormat.CSV, bytes));
        assertThat(broken.line()).isEqualTo(3);
        assertThat(broken.column()).isEqualTo(14);
    }

    @Test
    void more_records_than_allowed_are_refused() {
        Census census = new Census(1);
        FileRecord record =
                Reading.of(FileFormat.CSV, CSV_HEAD + "O;ANNUL;1;\nT;1\n").only();
        census.accept(record);
        assertThatExceptionOfType(FileBroken.class)
                .isThrownBy(() -> census.accept(record))
                .satisfies(broken -> assertThat(broken.defect()).isEqualTo(TOO_MANY_RECORDS));
    }

    private static Defect defect(FileFormat format, byte[] bytes) {
        return catchThrowableOfType(FileBroken.class, () -> Reading.of(format, bytes))
                .defect();
    }
}
