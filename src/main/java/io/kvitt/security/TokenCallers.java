package io.kvitt.security;

import io.kvitt.command.AccountScope;
import io.kvitt.settings.WrongSetting;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** The caller that a verified token names. Claims that are missing give nothing. */
final class TokenCallers implements Converter<Jwt, AbstractAuthenticationToken> {

    /** What may stand in a log and in the audit trail. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:|@-]{1,100}");

    private final SecuritySettings.Tokens settings;

    /** @throws IllegalStateException when a role stands for a permission that does not exist */
    TokenCallers(SecuritySettings.Tokens settings) {
        this.settings = settings;
        settings.roles()
                .forEach((role, permissions) -> permissions.forEach(name -> {
                    if (Permission.named(name).isEmpty()) {
                        throw new WrongSetting("kvitt.jwt.roles." + role, name, "there is no such permission");
                    }
                }));
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        if (token.getExpiresAt() == null) {
            throw new InvalidBearerTokenException("the token never expires");
        }
        String name = token.getClaimAsString(settings.nameClaim());
        if (name == null || !NAME.matcher(name).matches()) {
            throw new InvalidBearerTokenException("the token names nobody");
        }
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (String value : values(token, settings.permissionsClaim())) {
            for (String permission : settings.roles().getOrDefault(value, List.of(value))) {
                Permission.named(permission).ifPresent(permissions::add);
            }
        }
        AccountScope accounts = AccountScope.of(values(token, settings.accountsClaim()));
        return (AbstractAuthenticationToken)
                new Caller("jwt:" + name, new Grant(permissions, accounts)).authenticated();
    }

    /** A list, or words in one text; the claim may lie within others, as {@code realm_access.roles}. */
    private static Collection<String> values(Jwt token, String claim) {
        Object value = found(token.getClaims(), claim);
        Set<String> values = new TreeSet<>();
        if (value instanceof String text) {
            values.addAll(List.of(text.trim().split("\\s+")));
        } else if (value instanceof Collection<?> list) {
            list.forEach(element -> values.add(String.valueOf(element)));
        }
        values.remove("");
        return values;
    }

    private static @Nullable Object found(Map<?, ?> claims, String path) {
        int dot = path.indexOf('.');
        if (claims.containsKey(path) || dot < 0) {
            return claims.get(path);
        }
        return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? found(inner, path.substring(dot + 1))
                : null;
    }
}
