package io.kvitt.security;

import io.kvitt.command.AccountScope;
import java.io.Serializable;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Who calls.
 *
 * @param name {@code key:}, {@code user:} or {@code jwt:} and a name; it stands in the audit trail
 * @param proof of a user: a digest that changes with the password, so that sessions end with it; else empty
 */
public record Caller(String name, Grant grant, String proof) implements Principal, Serializable {

    private static final Caller NOBODY = new Caller("anonymous", new Grant(Set.of(), AccountScope.NONE));

    Caller(String name, Grant grant) {
        this(name, grant, "");
    }

    /** The caller behind a request's principal; one who may do nothing when there is none. */
    public static Caller of(@Nullable Principal principal) {
        return principal instanceof Authentication authentication
                        && authentication.getPrincipal() instanceof Caller caller
                ? caller
                : NOBODY;
    }

    @Override
    public String getName() {
        return name;
    }

    /** Leaves the proof out. */
    @Override
    public String toString() {
        return name;
    }

    public AccountScope accounts() {
        return grant.accounts();
    }

    Authentication authenticated() {
        return UsernamePasswordAuthenticationToken.authenticated(
                this,
                null,
                grant.permissions().stream()
                        .map(permission -> new SimpleGrantedAuthority(permission.wireName()))
                        .toList());
    }
}
