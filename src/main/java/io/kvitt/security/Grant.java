package io.kvitt.security;

import io.kvitt.command.AccountScope;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a caller may do, and with which accounts' payments. */
public record Grant(Set<Permission> permissions, AccountScope accounts) {

    public Grant {
        permissions = Set.copyOf(permissions);
    }

    /** @throws IllegalArgumentException when a permission does not exist, or either is empty */
    public static Grant of(Collection<String> permissions, Collection<String> accounts) {
        Set<Permission> known = EnumSet.noneOf(Permission.class);
        for (String name : permissions) {
            known.add(Permission.named(name)
                    .orElseThrow(
                            () -> new IllegalArgumentException("permissions: one of " + names(Permission.values()))));
        }
        if (known.isEmpty()) {
            throw new IllegalArgumentException("permissions: at least one of " + names(Permission.values()));
        }
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("accounts: the names of accounts, or \"*\" for all");
        }
        return new Grant(known, AccountScope.of(accounts));
    }

    /** Nobody gives away more than they have. */
    boolean covers(Grant other) {
        return permissions.containsAll(other.permissions) && accounts.covers(other.accounts);
    }

    public List<String> permissionNames() {
        return names(permissions.stream().sorted().toArray(Permission[]::new));
    }

    private static List<String> names(Permission[] permissions) {
        return List.of(permissions).stream().map(Permission::wireName).toList();
    }
}
