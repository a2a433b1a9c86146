package io.kvitt.security;

import io.kvitt.audit.AuditTrail;
import io.kvitt.command.Sha256;
import io.kvitt.security.ApiKey.Issued;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives machines their keys. Each change is audited, and nobody gives away more than they have. */
@Component
public class ApiKeys {

    static final String PREFIX = "kvitt_";

    private static final int BYTES = 32;
    private static final int MOST_LIVE = 2;

    private final ApiKeyTable table;
    private final VerifiedKeys verified;
    private final SecuritySettings settings;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(
            ApiKeyTable table,
            VerifiedKeys verified,
            SecuritySettings settings,
            AuditTrail audit,
            TransactionTemplate transaction) {
        this.table = table;
        this.verified = verified;
        this.settings = settings;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Revoked ones too; those only whose rights the caller has as well. */
    public List<ApiKey> visibleTo(Caller by) {
        return table.all().stream()
                .filter(key -> by.grant().covers(key.grant()))
                .toList();
    }

    /** @throws Refused when the name has a live key, or the caller lacks what it would give */
    public Issued issue(String name, Grant grant, Caller by) {
        return changing(name, () -> {
            requireCovered(by, grant);
            if (settings.apiKeys().containsKey(name) || !table.live(name).isEmpty()) {
                throw new Refused(Refusal.NAME_TAKEN);
            }
            return issued("api-key.issue", name, grant, by);
        });
    }

    /**
     * A second key with the same rights; both are live until the old one is revoked.
     *
     * @throws Refused when there is none to rotate, or two are live already
     */
    public Issued rotate(String name, Caller by) {
        return changing(name, () -> {
            List<ApiKey> live = table.live(name);
            if (live.isEmpty()) {
                throw new Refused(Refusal.KEY_NOT_FOUND);
            }
            Grant grant = live.get(live.size() - 1).grant();
            requireCovered(by, grant);
            if (live.size() >= MOST_LIVE) {
                throw new Refused(Refusal.TWO_KEYS_LIVE);
            }
            return issued("api-key.rotate", name, grant, by);
        });
    }

    /**
     * At once here, and within {@link VerifiedKeys#TRUSTED} in other instances.
     *
     * @throws Refused when there is no such live key
     */
    public void revoke(long id, Caller by) {
        try {
            transaction.executeWithoutResult(status -> revoked(id, by));
        } finally {
            // Also when it is not known whether the commit came through.
            verified.forget();
        }
    }

    private void revoked(long id, Caller by) {
        ApiKey key = table.find(id).orElseThrow(() -> new Refused(Refusal.KEY_NOT_FOUND));
        requireCovered(by, key.grant());
        if (!table.revoke(id)) {
            throw new Refused(Refusal.KEY_NOT_FOUND);
        }
        audit.record(by.name(), "api-key.revoke", key.name(), Map.of("id", id));
    }

    private Issued issued(String what, String name, Grant grant, Caller by) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ApiKey key = table.insert(name, Sha256.hex(secret), grant, by.name());
        audit.record(
                by.name(),
                what,
                name,
                Map.of(
                        "id", key.id(),
                        "permissions", grant.permissionNames(),
                        "accounts", grant.accounts().sorted()));
        return new Issued(key, secret);
    }

    private Issued changing(String name, java.util.function.Supplier<Issued> change) {
        return Objects.requireNonNull(transaction.execute(status -> {
            table.lock(name);
            return change.get();
        }));
    }

    private static void requireCovered(Caller by, Grant grant) {
        if (!by.grant().covers(grant)) {
            throw new Refused(Refusal.MORE_THAN_YOURS);
        }
    }
}
