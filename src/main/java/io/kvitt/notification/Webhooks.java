package io.kvitt.notification;

import io.kvitt.notification.WebhookOutbox.Claimed;
import jakarta.annotation.PreDestroy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Sends events to webhooks: at least once, in order per order, and no account holds up another. */
@Component("webhooks")
public class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final int AT_ONCE = 32;
    private static final int AT_ONCE_OF_ACCOUNT = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final WebhookOutbox outbox;
    private final NotificationSettings settings;
    private final Clock clock;
    private boolean closed;
    /** Made when there is something to send: most have no webhook, and it costs threads and time at the start. */
    private final Supplier<HttpClient> http = SingletonSupplier.of(() -> HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build());

    private final ExecutorService concluding = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "webhooks");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Integer> flying = new ConcurrentHashMap<>();

    Webhooks(WebhookOutbox outbox, NotificationSettings settings, Clock clock) {
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    /** Starts as many calls as there is room for. */
    public synchronized void deliver() {
        List<Claimed> claimed;
        do {
            Map<String, Integer> calls = Map.copyOf(flying);
            int room = AT_ONCE
                    - calls.values().stream().mapToInt(Integer::intValue).sum();
            claimed = room == 0 || closed
                    ? List.of()
                    : outbox.claim(
                            calls,
                            AT_ONCE_OF_ACCOUNT,
                            room,
                            clock.instant(),
                            settings.timeout().plus(MARGIN));
            claimed.forEach(this::send);
        } while (!claimed.isEmpty());
    }

    private void send(Claimed event) {
        Optional<Webhook> webhook = settings.webhook(event.account());
        if (webhook.isEmpty()) {
            // Perhaps a setting was lost by mistake; the schedule is time enough to put it back.
            failed(event, "no webhook is configured");
            return;
        }
        HttpRequest request = request(event, webhook.get());
        flying.merge(event.account(), 1, Integer::sum);
        CompletableFuture<HttpResponse<@Nullable Void>> call = http.get().sendAsync(request, answer -> new Unread());
        // The client's own timeout ends with the answer's head; a body that never ends must not last for ever.
        call.copy()
                .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync((answer, broken) -> landed(event, call, answer, broken), concluding);
    }

    private HttpRequest request(Claimed event, Webhook webhook) {
        return HttpRequest.newBuilder(webhook.address())
                .header("Content-Type", "application/json")
                .header("Kvitt-Event-Id", event.eventId())
                .header("Kvitt-Signature", Signature.of(event.body(), clock.instant(), webhook.secrets()))
                .POST(BodyPublishers.ofString(event.body()))
                .build();
    }

    private void landed(
            Claimed event,
            CompletableFuture<?> call,
            @Nullable HttpResponse<@Nullable Void> answer,
            @Nullable Throwable broken) {
        call.cancel(true);
        try {
            if (answer == null) {
                failed(event, reason(broken));
            } else if (answer.statusCode() / 100 == 2) {
                outbox.delivered(event, clock.instant());
            } else {
                failed(event, "HTTP " + answer.statusCode());
            }
        } catch (RuntimeException e) {
            // The lease runs out by itself and the event is sent again.
            LOG.error("what became of webhook event {} could not be stored", event.eventId(), e);
        } finally {
            flying.computeIfPresent(event.account(), (account, count) -> count == 1 ? null : count - 1);
        }
        deliver();
    }

    private void failed(Claimed event, String error) {
        Instant now = clock.instant();
        if (event.tries() >= settings.schedule().size()) {
            outbox.givenUp(event, error, now);
            LOG.warn("webhook event {} of {} is given up: {}", event.eventId(), event.account(), error);
        } else {
            long wait = settings.schedule().get(event.tries()).toMillis();
            outbox.failed(
                    event,
                    error,
                    now.plusMillis(wait + ThreadLocalRandom.current().nextLong(wait / 5 + 1)));
        }
    }

    /** The kind only: messages of network failures may hold the URL, and the URL may hold a secret. */
    private static String reason(@Nullable Throwable broken) {
        Throwable cause = broken != null && broken.getCause() != null ? broken.getCause() : broken;
        return cause == null ? "unknown" : cause.getClass().getSimpleName();
    }

    /** Starts nothing more; what is on its way is sent again by another instance, or after the next start. */
    @PreDestroy
    synchronized void close() {
        closed = true;
        concluding.shutdown();
    }
}
