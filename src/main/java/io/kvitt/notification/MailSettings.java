package io.kvitt.notification;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code kvitt.notification}: how failures are written about. The server is Spring's {@code spring.mail}.
 *
 * @param mailFrom the sender's address; needed as soon as there is a server
 * @param mailInterval the least time between two mails to one recipient
 */
@ConfigurationProperties("kvitt.notification")
record MailSettings(
        @Nullable String mailFrom, @DefaultValue("15m") Duration mailInterval) {

    MailSettings {
        if (mailFrom != null && !isAddress(mailFrom)) {
            throw new IllegalStateException("kvitt.notification.mail-from: give one e-mail address");
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
}
