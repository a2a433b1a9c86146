package io.kvitt.erp.format;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What the first two lines of a Kvitt CSV file declare. */
final class CsvColumns {

    /** What Kvitt adds to a file of records to be corrected, and ignores when it comes back. */
    private static final Set<String> IGNORED = Set.of("felkod", "feltext");

    private static final Set<String> HEAD_KEYS = Set.of("version", "file_id", "seq", "created");
    private static final Map<String, Object> KNOWN = known();

    /** {@link Field}, {@link RowField} or neither, by position. */
    private final List<Object> meanings;

    private CsvColumns(List<Object> meanings) {
        this.meanings = meanings;
    }

    private static Map<String, Object> known() {
        Map<String, Object> known = new HashMap<>();
        for (Field field : Field.values()) {
            known.put(field.column(), field);
        }
        for (RowField field : RowField.values()) {
            known.put(field.column(), field);
        }
        return known;
    }

    /** {@code #kvitt;version=1;file_id=…} */
    static FileHead head(CsvRecord csv) {
        long line = csv.getStartingLineNumber();
        if (!csv.getField(0).equals("#kvitt")) {
            throw new FileBroken(Defect.UNKNOWN_VERSION, line, 1);
        }
        Map<String, String> values = new HashMap<>();
        for (String field : csv.getFields().subList(1, csv.getFieldCount())) {
            int equals = field.indexOf('=');
            if (!field.isEmpty()
                    && (equals < 1
                            || !HEAD_KEYS.contains(field.substring(0, equals))
                            || values.put(field.substring(0, equals), field.substring(equals + 1)) != null)) {
                throw new FileBroken(Defect.BAD_HEADER, line, 0);
            }
        }
        if (!"1".equals(values.get("version"))) {
            throw new FileBroken(Defect.UNKNOWN_VERSION, line, 0);
        }
        return FileHead.of(values.get("file_id"), line);
    }

    static CsvColumns of(CsvRecord csv) {
        long line = csv.getStartingLineNumber();
        List<Object> meanings = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : csv.getFields()) {
            Object meaning = KNOWN.getOrDefault(name, IGNORED);
            if (meaning == IGNORED && !IGNORED.contains(name) && !(name.equals("record") && seen.isEmpty())) {
                throw new FileBroken(Defect.UNKNOWN_COLUMN, line, seen.size() + 1, FieldText.name(name));
            }
            if (!seen.add(name) && !IGNORED.contains(name)) {
                throw new FileBroken(Defect.REPEATED_COLUMN, line, 0, name);
            }
            meanings.add(meaning);
        }
        for (String required : List.of("record", "command")) {
            if (!seen.contains(required)) {
                throw new FileBroken(Defect.MISSING_COLUMN, line, 0, required);
            }
        }
        return new CsvColumns(meanings);
    }

    void check(CsvRecord csv) {
        if (csv.getFieldCount() != meanings.size()) {
            throw new FileBroken(Defect.COLUMN_COUNT, csv.getStartingLineNumber(), 0);
        }
    }

    void values(CsvRecord csv, BiConsumer<Field, String> values, BiConsumer<RowField, String> row) {
        for (int i = 1; i < meanings.size(); i++) {
            String value = csv.getField(i);
            if (!value.isEmpty()) {
                if (meanings.get(i) instanceof Field field) {
                    values.accept(field, value);
                } else if (meanings.get(i) instanceof RowField field) {
                    row.accept(field, value);
                }
            }
        }
    }
}
