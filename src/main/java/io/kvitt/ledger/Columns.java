package io.kvitt.ledger;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many records as arrays, one for each field, named as their types in PostgreSQL: a batch is one statement with as many
 * parameters as it has fields, whatever its size. {@code select unnest(?::text[]) as a, unnest(?::bigint[]) as b} makes
 * them rows again, which costs PostgreSQL much less than reading them as JSON or as a function in {@code from} does.
 */
final class Columns<T> {

    private final List<T> rows;

    Columns(List<T> rows) {
        this.rows = rows;
    }

    @Nullable
    String[] text(Function<T, @Nullable String> field) {
        return rows.stream().map(field).toArray(String[]::new);
    }

    @Nullable
    Long[] bigint(Function<T, @Nullable Long> field) {
        return rows.stream().map(field).toArray(Long[]::new);
    }

    @Nullable
    Integer[] integer(Function<T, @Nullable Integer> field) {
        return rows.stream().map(field).toArray(Integer[]::new);
    }

    @Nullable
    Boolean[] bool(Function<T, @Nullable Boolean> field) {
        return rows.stream().map(field).toArray(Boolean[]::new);
    }

    /** For {@code ?::timestamptz[]}. */
    @Nullable
    String[] timestamptz(Function<T, @Nullable Instant> field) {
        return text(row -> {
            Instant moment = field.apply(row);
            return moment == null ? null : moment.toString();
        });
    }
}
