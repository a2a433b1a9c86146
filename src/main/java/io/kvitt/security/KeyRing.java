package io.kvitt.security;

import io.kvitt.command.Sha256;
import io.kvitt.settings.WrongSetting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds the machine behind a key. */
@Component
class KeyRing {

    private static final int LONGEST_KEY = 200;

    record Configured(byte[] sha256, Caller caller) {}

    private final Map<String, Configured> configured;
    private final VerifiedKeys verified;

    KeyRing(SecuritySettings settings, VerifiedKeys verified) {
        this.configured = settings.apiKeys().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> configured(entry.getKey(), entry.getValue())));
        this.verified = verified;
    }

    /** @throws WrongSetting when the key is not usable */
    static Configured configured(String name, SecuritySettings.Key key) {
        String property = "kvitt.api-keys." + name + ".";
        if (key.sha256() == null || !key.sha256().matches("[0-9a-fA-F]{64}")) {
            throw new WrongSetting(property + "sha256", "the SHA-256 of the key, 64 hexadecimal digits");
        }
        try {
            return new Configured(
                    bytes(key.sha256().toLowerCase(java.util.Locale.ROOT)),
                    new Caller("key:" + name, Grant.of(key.permissions(), key.accounts())));
        } catch (IllegalArgumentException e) {
            throw WrongSetting.under(property, e.getMessage());
        }
    }

    boolean isEmpty() {
        return configured.isEmpty();
    }

    Optional<Caller> callerWith(String key) {
        if (key.length() > LONGEST_KEY) {
            return Optional.empty();
        }
        String sha256 = Sha256.hex(key);
        Caller found = null;
        for (Configured one : configured.values()) {
            // All are compared, each in constant time.
            if (MessageDigest.isEqual(one.sha256(), bytes(sha256))) {
                found = one.caller();
            }
        }
        if (found != null) {
            return Optional.of(found);
        }
        return key.startsWith(ApiKeys.PREFIX) ? verified.callerWith(sha256) : Optional.empty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
