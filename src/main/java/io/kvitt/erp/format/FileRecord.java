package io.kvitt.erp.format;

import io.kvitt.command.Violation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record as it stands in the file, well framed but not yet checked. Empty values are left out.
 *
 * @param number from 1
 * @param line where it begins, from 1; where many records can share a line (JSON, XML) it is the number
 * @param detached a CSV row that does not follow its order: no record of its own, but somebody's missing row
 * @param flaws what the reader could not take
 */
public record FileRecord(
        int number,
        int line,
        boolean detached,
        Map<Field, String> values,
        List<Map<RowField, String>> rows,
        List<Violation> flaws) {

    @Nullable
    public String value(Field field) {
        return values.get(field);
    }
}
