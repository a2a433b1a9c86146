package io.kvitt.desk;

import io.kvitt.notification.WebhookOutbox;
import io.kvitt.notification.WebhookOutbox.Delivery;
import io.kvitt.notification.WebhookOutbox.State;
import io.kvitt.security.Caller;
import io.kvitt.security.Permission;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What became of the events for webhooks. */
@Component
public class Deliveries {

    private static final int PAGE = 50;

    private final WebhookOutbox outbox;
    private final Admission admission;

    Deliveries(WebhookOutbox outbox, Admission admission) {
        this.outbox = outbox;
        this.admission = admission;
    }

    /**
     * Newest first.
     *
     * @param account of this account only; null for all of the caller's
     * @param state null for all
     * @param before as the page before says where the next begins; null for the first
     */
    public Page<Delivery> list(Caller caller, @Nullable String account, @Nullable State state, @Nullable Long before) {
        admission.require(caller, Permission.OPERATIONS, "webhook-deliveries.list");
        return Page.of(
                outbox.list(caller.accounts(), account, state, before == null ? Long.MAX_VALUE : before, PAGE + 1),
                PAGE,
                Delivery::id,
                Function.identity());
    }
}
