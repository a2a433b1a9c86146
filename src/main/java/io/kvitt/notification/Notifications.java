package io.kvitt.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.ledger.Ends;
import io.kvitt.notification.Telling.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Takes down what a merchant is to be told of an end, and forgets it when it is old. */
@Component("notifications")
public class Notifications {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebhookOutbox outbox;
    private final NotificationSettings settings;
    private final FailureMails mails;
    private final MailOutbox mailOutbox;
    private final Telling telling;
    private final Clock clock;

    Notifications(
            WebhookOutbox outbox,
            NotificationSettings settings,
            FailureMails mails,
            MailOutbox mailOutbox,
            Telling telling,
            Ends ends,
            Clock clock) {
        this.outbox = outbox;
        this.settings = settings;
        this.mails = mails;
        this.mailOutbox = mailOutbox;
        this.telling = telling;
        this.clock = clock;
        if (settings.anyWebhook() || mails.canSend()) {
            ends.takenBy(batch -> batch.forEach(this::take));
        }
    }

    /** In the ledger's transaction. The event's id stands in the JSON, and so is signed too. */
    private void take(CommandRecord command) {
        Outcome outcome = telling.told(command);
        Ended ended = Ended.of(command, outcome.suggestedOrderStatus());
        if (settings.webhook(ended.accountOrNone()).isPresent()) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("eventId", ended.eventId());
            body.put("outcome", outcome.view());
            outbox.add(ended, json(body), clock.instant());
        }
        mails.take(ended);
    }

    /** Deletes what is old and done with. */
    public void forget() {
        Instant before = clock.instant().minus(settings.keep());
        outbox.forget(before);
        mailOutbox.forget(before);
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
