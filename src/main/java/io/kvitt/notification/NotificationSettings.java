package io.kvitt.notification;

import io.kvitt.payment.Action;
import io.kvitt.settings.WrongSetting;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a merchant is told: one webhook, error status and address for all, and others for an account that has its own. The
 * mail server is Spring's {@code spring.mail}.
 *
 * @param webhook where every end is told to
 * @param schedule the waits after the first, second, … failed try of a webhook; when they are used up the event is given up
 * @param timeout for a whole webhook call
 * @param errorStatus the order status to report when an action fails; blank reports none
 * @param failureEmail where to write to when an action fails; blank writes to none
 * @param mailFrom the sender's address; needed as soon as there is a mail server
 * @param mailInterval the least time between two mails to one recipient
 * @param keep how long it is remembered what became of a webhook event or a mail
 * @param accounts others for an account that has its own
 */
@ConfigurationProperties("kvitt.notification")
record NotificationSettings(
        @Nullable Webhook webhook,

        @DefaultValue({"5s", "30s", "5m", "30m", "2h", "5h", "12h"})
        List<Duration> schedule,

        @DefaultValue("10s") Duration timeout,
        @Nullable String errorStatus,
        @Nullable String failureEmail,
        @Nullable String mailFrom,
        @DefaultValue("15m") Duration mailInterval,
        @DefaultValue("30d") Duration keep,
        @DefaultValue Map<String, OfAccount> accounts)
        implements FailureSettings {

    /**
     * Each: null takes the one for all.
     *
     * @param webhook one without a URL is none
     * @param errorStatus blank is none
     * @param failureEmail blank is none
     */
    record OfAccount(
            @Nullable Webhook webhook,
            @Nullable String errorStatus,
            @Nullable String failureEmail) {}

    NotificationSettings {
        String prefix = "kvitt.notification.";
        if (webhook != null) {
            webhook.requireSafe(prefix + "webhook");
        }
        if (mailFrom != null && !isAddress(mailFrom)) {
            throw new WrongSetting(prefix + "mail-from", "give one e-mail address");
        }
        requireAddress(prefix + "failure-email", failureEmail);
        accounts.forEach((name, own) -> {
            if (own.webhook() != null) {
                own.webhook().requireSafe(prefix + "accounts." + name + ".webhook");
            }
            requireAddress(prefix + "accounts." + name + ".failure-email", own.failureEmail());
        });
    }

    private static void requireAddress(String property, @Nullable String email) {
        if (email != null && !email.isBlank() && !isAddress(email)) {
            throw new WrongSetting(property, "give one e-mail address");
        }
    }

    static boolean isAddress(String text) {
        try {
            new InternetAddress(text, true);
            return true;
        } catch (AddressException e) {
            return false;
        }
    }

    /** Whether anybody is told by webhook. */
    boolean anyWebhook() {
        return webhook("").isPresent()
                || accounts.keySet().stream()
                        .anyMatch(account -> webhook(account).isPresent());
    }

    /** @param account '' for none */
    Optional<Webhook> webhook(String account) {
        OfAccount own = accounts.get(account);
        return Optional.ofNullable(own == null || own.webhook() == null ? webhook : own.webhook())
                .filter(found -> !found.isNone());
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
