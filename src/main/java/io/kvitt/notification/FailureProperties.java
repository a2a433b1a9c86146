package io.kvitt.notification;

import io.kvitt.payment.Action;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code kvitt.notification}: one error status for all, and another for an account that has its own.
 *
 * @param errorStatus null or blank reports none
 */
@ConfigurationProperties("kvitt.notification")
record FailureProperties(
        @Nullable String errorStatus, @DefaultValue Map<String, OfAccount> accounts) implements FailureSettings {

    /** @param errorStatus null takes the one for all; blank reports none */
    record OfAccount(@Nullable String errorStatus) {}

    @Override
    public Optional<String> errorStatus(@Nullable String account, @Nullable String orderNumber, Action action) {
        OfAccount own = account == null ? null : accounts.get(account);
        String status = own == null || own.errorStatus() == null ? errorStatus : own.errorStatus();
        return Optional.ofNullable(status).filter(text -> !text.isBlank());
    }
}
