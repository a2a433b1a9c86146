package io.kvitt.desk;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list.
 *
 * @param next the row after which the next page begins; null when this is the last
 */
public record Page<T>(List<T> items, @Nullable Long next) {

    public Page {
        items = List.copyOf(items);
    }

    /** @param found one more than {@code most} when there is a next page */
    static <R, T> Page<T> of(List<R> found, int most, ToLongFunction<R> row, Function<R, T> item) {
        return new Page<>(
                found.stream().limit(most).map(item).toList(),
                found.size() > most ? row.applyAsLong(found.get(most - 1)) : null);
    }
}
