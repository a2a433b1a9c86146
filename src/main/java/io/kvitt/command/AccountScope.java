package io.kvitt.command;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The accounts whose payments a caller may see and act on.
 *
 * @param names accounts as they are configured; {@code *} stands for all
 */
public record AccountScope(Set<String> names) {

    private static final String EVERY = "*";

    public static final AccountScope ALL = new AccountScope(Set.of(EVERY));
    public static final AccountScope NONE = new AccountScope(Set.of());

    public AccountScope {
        names = Set.copyOf(names);
    }

    public static AccountScope of(Collection<String> names) {
        return new AccountScope(Set.copyOf(names));
    }

    public boolean isAll() {
        return names.contains(EVERY);
    }

    /** @param account null when it is not known yet, which only a caller with all accounts may act on */
    public boolean allows(@Nullable String account) {
        return isAll() || account != null && names.contains(account);
    }

    public boolean covers(AccountScope other) {
        return isAll() || names.containsAll(other.names);
    }

    public List<String> sorted() {
        return List.copyOf(new TreeSet<>(names));
    }
}
