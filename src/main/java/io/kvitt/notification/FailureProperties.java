package io.kvitt.notification;

import io.kvitt.payment.Action;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code kvitt.notification}: one error status and one address for all, and others for an account that has its own.
 *
 * @param errorStatus null or blank reports none
 * @param failureEmail null or blank writes to none
 */
@ConfigurationProperties("kvitt.notification")
record FailureProperties(
        @Nullable String errorStatus,
        @Nullable String failureEmail,
        @DefaultValue Map<String, OfAccount> accounts) implements FailureSettings {

    /** Each: null takes the one for all; blank is none. */
    record OfAccount(@Nullable String errorStatus, @Nullable String failureEmail) {}

    FailureProperties {
        requireAddress("kvitt.notification.failure-email", failureEmail);
        accounts.forEach((name, own) ->
                requireAddress("kvitt.notification.accounts." + name + ".failure-email", own.failureEmail()));
    }

    private static void requireAddress(String property, @Nullable String email) {
        if (email != null && !email.isBlank() && !MailSettings.isAddress(email)) {
            throw new IllegalStateException(property + ": give one e-mail address");
        }
    }

    @Override
    public Optional<String> errorStatus(String commandId, @Nullable String account, Action action) {
        return ownOr(errorStatus, account, OfAccount::errorStatus);
    }

    @Override
    public Optional<String> email(String commandId, @Nullable String account, Action action) {
        return ownOr(failureEmail, account, OfAccount::failureEmail);
    }

    private Optional<String> ownOr(
            @Nullable String common, @Nullable String account, Function<OfAccount, @Nullable String> setting) {
        OfAccount own = account == null ? null : accounts.get(account);
        String value = own == null ? null : setting.apply(own);
        return Optional.ofNullable(value == null ? common : value).filter(text -> !text.isBlank());
    }
}
