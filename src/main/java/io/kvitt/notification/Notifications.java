package io.kvitt.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Takes down, in the caller's transaction, what a merchant is to be told of an end. */
@Component
public class Notifications {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebhookOutbox outbox;
    private final WebhookSettings settings;
    private final FailureMails mails;
    private final Clock clock;

    Notifications(WebhookOutbox outbox, WebhookSettings settings, FailureMails mails, Clock clock) {
        this.outbox = outbox;
        this.settings = settings;
        this.mails = mails;
        this.clock = clock;
    }

    /** @param outcome what is told, as JSON beside the event's id, which is thereby signed too */
    public void take(Ended ended, Object outcome) {
        if (settings.of(ended.accountOrNone()).isPresent()) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("eventId", ended.eventId());
            body.put("outcome", outcome);
            outbox.add(ended, json(body), clock.instant());
        }
        mails.take(ended);
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
