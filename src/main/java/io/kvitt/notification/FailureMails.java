package io.kvitt.notification;

import io.kvitt.notification.MailOutbox.Batch;
import io.kvitt.settings.WrongSetting;
import io.kvitt.words.LanguageSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes to merchants about failures: the first at once, what follows within the interval in one mail after it. */
@Component("failureMails")
public class FailureMails {

    private static final Logger LOG = LoggerFactory.getLogger(FailureMails.class);
    private static final int MOST_LINES = 100;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

    private final MailOutbox outbox;
    private final FailureSettings recipients;
    private final NotificationSettings settings;
    private final MailWording wording;
    private final @Nullable JavaMailSender sender;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FailureMails(
            MailOutbox outbox,
            FailureSettings recipients,
            NotificationSettings settings,
            LanguageSettings language,
            ObjectProvider<JavaMailSender> sender,
            TransactionTemplate transaction,
            Clock clock) {
        this.outbox = outbox;
        this.recipients = recipients;
        this.settings = settings;
        this.wording = MailWording.valueOf(language.language().name());
        this.sender = sender.getIfAvailable();
        this.transaction = transaction;
        this.clock = clock;
        if (this.sender != null && settings.mailFrom() == null) {
            throw new WrongSetting(
                    "kvitt.notification.mail-from", "give the sender's address, or leave spring.mail.host out");
        }
    }

    /** Whether there is a mail server. */
    boolean canSend() {
        return sender != null;
    }

    /** In the caller's transaction, which nothing here may break. */
    void take(Ended ended) {
        if (sender == null || !ended.failed()) {
            return;
        }
        Optional<String> recipient = recipients.email(ended.commandId(), ended.account(), ended.action());
        if (recipient.isEmpty()) {
            return;
        }
        if (NotificationSettings.isAddress(recipient.get())) {
            outbox.add(recipient.get(), ended, clock.instant());
        } else {
            LOG.warn("no mail about command {}: the address of {} is none", ended.commandId(), ended.account());
        }
    }

    /** Sends what is due. */
    public void send() {
        if (sender != null) {
            JavaMailSender server = sender;
            while (Boolean.TRUE.equals(transaction.execute(status -> sendOne(server, status)))) {
                // there may be more
            }
        }
    }

    /**
     * One transaction around one mail: a crash before its commit sends the mail again, never not at all. The database
     * connection waits for the mail server meanwhile, which is bounded by the server's timeouts.
     */
    private boolean sendOne(JavaMailSender server, TransactionStatus status) {
        Instant now = clock.instant();
        Optional<String> recipient = outbox.lockDue(now);
        if (recipient.isEmpty()) {
            return false;
        }
        Object untold = status.createSavepoint();
        try {
            outbox.take(recipient.get(), MOST_LINES, now)
                    .ifPresent(batch -> server.send(mail(server, recipient.get(), batch)));
            outbox.pause(recipient.get(), now.plus(settings.mailInterval()));
        } catch (MailException e) {
            status.rollbackToSavepoint(untold);
            outbox.pause(recipient.get(), now.plus(PAUSE_AFTER_FAILURE));
            // The kind only: the message may hold the address.
            LOG.warn("a mail about failures could not be sent: {}", e.getClass().getSimpleName());
        }
        return true;
    }

    private MimeMessage mail(JavaMailSender server, String recipient, Batch batch) {
        try {
            MimeMessage message = server.createMimeMessage();
            MimeMessageHelper mail = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
            mail.setFrom(Objects.requireNonNull(settings.mailFrom()));
            mail.setTo(recipient);
            mail.setSubject(wording.subject(batch));
            mail.setText(wording.text(batch));
            // Answers by machines, such as holiday notes, would only disturb.
            message.setHeader("Auto-Submitted", "auto-generated");
            return message;
        } catch (MessagingException e) {
            throw new MailPreparationException(e);
        }
    }
}
