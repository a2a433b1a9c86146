package io.kvitt.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.kvitt.Bound;
import io.kvitt.TestDatabase;
import io.kvitt.command.AccountScope;
import io.kvitt.notification.WebhookOutbox.Claimed;
import io.kvitt.notification.WebhookOutbox.State;
import io.kvitt.payment.Action;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Outbox and sender against a real PostgreSQL and a real receiver. */
class WebhooksTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    private final WebhookOutbox outbox = new WebhookOutbox(jdbc);
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Instant now = START;
    private HttpServer receiver;
    private Webhooks webhooks;

    @BeforeEach
    void open() throws IOException {
        jdbc.execute("truncate webhook_delivery, attempt, command, payment restart identity cascade");
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(threads);
        receiver.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Kvitt-Event-Id").split(":")[0]);
            if (exchange.getRequestURI().getPath().equals("/hang")) {
                uninterruptibly(hanging);
            }
            if (exchange.getRequestURI().getPath().equals("/endless")) {
                exchange.sendResponseHeaders(200, 0);
                writeForever(exchange.getResponseBody());
            }
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        receiver.start();
        Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
        webhooks = new Webhooks(
                outbox,
                Bound.settings(
                        NotificationSettings.class,
                        "schedule",
                        "5s,30s",
                        "timeout",
                        "5s",
                        "webhook.url",
                        url("/"),
                        "webhook.secrets",
                        "s".repeat(32),
                        "accounts.hanging.webhook.url",
                        url("/hang"),
                        "accounts.hanging.webhook.secrets",
                        "s".repeat(32),
                        "accounts.endless.webhook.url",
                        url("/endless"),
                        "accounts.endless.webhook.secrets",
                        "s".repeat(32),
                        "accounts.removed.webhook.url",
                        ""),
                clock);
    }

    @AfterEach
    void close() {
        hanging.countDown();
        webhooks.close();
        receiver.stop(0);
        threads.shutdownNow();
    }

    @Test
    void the_events_of_an_order_come_one_at_a_time_and_oldest_first() {
        add("shop", "1", "b", 2);
        add("shop", "1", "a", 1);
        add("shop", "1", "c", 3);

        webhooks.deliver();

        await().atMost(BOUND).until(() -> states(State.DELIVERED).size(), size -> size == 3);
        assertThat(received).containsExactly("a", "b", "c");
    }

    @Test
    void an_event_that_fails_holds_up_its_order_and_no_other_until_it_is_given_up() {
        status.set(503);
        add("shop", "1", "a", 1);
        add("shop", "1", "b", 2);

        webhooks.deliver();
        await().atMost(BOUND).until(() -> tries("a"), tries -> tries == 1);
        status.set(200);
        add("shop", "2", "other", 3);
        webhooks.deliver();
        await().atMost(BOUND).until(() -> states(State.DELIVERED), List.of("other")::equals);
        assertThat(received).containsExactly("a", "other");

        status.set(500);
        pass(Duration.ofSeconds(6));
        await().atMost(BOUND).until(() -> tries("a"), tries -> tries == 2);
        status.set(302);
        pass(Duration.ofSeconds(36));
        await().atMost(BOUND).until(() -> states(State.FAILED).contains("a"));
        assertThat(outbox.list(AccountScope.ALL, "shop", State.FAILED, Long.MAX_VALUE, 10)
                        .get(0))
                .satisfies(given -> {
                    assertThat(given.tries()).isEqualTo(3);
                    assertThat(given.lastError()).isEqualTo("HTTP 302");
                });
        // b follows at once; it fails too, because a redirect is not followed.
        await().atMost(BOUND).until(() -> tries("b"), tries -> tries == 1);
        assertThat(received).containsExactly("a", "other", "a", "a", "b");
    }

    @Test
    void a_receiver_that_hangs_gets_two_calls_at_most_and_holds_up_no_other_account() {
        for (int order = 1; order <= 5; order++) {
            add("hanging", "h" + order, "h" + order, order);
        }
        add("shop", "1", "a", 9);

        webhooks.deliver();

        await().atMost(BOUND).until(() -> states(State.DELIVERED), List.of("a")::equals);
        assertThat(received.stream().filter(id -> id.startsWith("h"))).hasSize(2);
        await().atMost(BOUND).until(() -> tries("h1") + tries("h2"), tries -> tries == 2);
        assertThat(outbox.list(AccountScope.ALL, "hanging", State.PENDING, Long.MAX_VALUE, 10))
                .filteredOn(delivery -> delivery.tries() == 1)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(delivery -> assertThat(delivery.lastError()).isEqualTo("TimeoutException"));
    }

    @Test
    void an_answer_that_does_not_end_is_broken_off() {
        add("endless", "1", "a", 1);

        webhooks.deliver();

        await().atMost(Duration.ofSeconds(4)).until(() -> states(State.DELIVERED), List.of("a")::equals);
    }

    @Test
    void an_event_of_an_account_whose_webhook_is_gone_waits_for_it_to_come_back() {
        add("removed", "1", "a", 1);

        webhooks.deliver();

        assertThat(outbox.list(AccountScope.ALL, "removed", State.PENDING, Long.MAX_VALUE, 10)
                        .get(0)
                        .lastError())
                .isEqualTo("no webhook is configured");
    }

    @Test
    void what_is_done_with_is_forgotten_and_what_is_open_is_not() {
        add("shop", "1", "done", 1);
        outbox.delivered(claim(now).get(0), now);
        add("shop", "1", "open", 2);

        outbox.forget(now.plusSeconds(1));

        assertThat(states(State.DELIVERED)).isEmpty();
        assertThat(states(State.PENDING)).containsExactly("open");
    }

    @Test
    void a_command_that_ends_again_is_another_event() {
        add("shop", "1", "a", 1);
        add("shop", "1", "a", 2);

        assertThat(states(State.PENDING)).containsExactly("a", "a");
    }

    @Test
    void a_sender_whose_lease_ran_out_changes_nothing_any_more() {
        add("shop", "1", "a", 1);
        Claimed first = claim(now).get(0);
        assertThat(claim(now.plusSeconds(29))).isEmpty();
        Claimed second = claim(now.plusSeconds(30)).get(0);

        outbox.delivered(first, now);
        assertThat(states(State.DELIVERED)).isEmpty();
        outbox.delivered(second, now);
        assertThat(states(State.DELIVERED)).containsExactly("a");
        outbox.failed(second, "late", now);
        assertThat(states(State.DELIVERED)).containsExactly("a");
    }

    @Test
    void the_same_event_is_stored_once() {
        add("shop", "1", "a", 1);
        add("shop", "1", "a", 1);

        assertThat(claim(now)).hasSize(1);
        assertThat(states(State.PENDING)).hasSize(1);
    }

    @Test
    void an_event_waits_for_an_earlier_outcome_of_its_order_that_is_not_told_yet() {
        jdbc.update("""
                insert into command (command_id, action, digest, account, order_number, accepted_at, state, performed,
                    channel, ended_at)
                values ('earlier', 'activate', '', 'shop', '1', ?::timestamptz, 'SUCCEEDED', 'none', 'rest', ?::timestamptz)
                """, START.toString(), START.plusSeconds(1).toString());
        add("shop", "1", "later", 2);
        add("shop", "2", "other", 2);

        assertThat(claimed(now)).containsExactly("other");
        add("shop", "1", "earlier", 1);
        jdbc.update("update command set noticed_at = now()");
        Claimed earlier = claim(now).get(0);
        assertThat(earlier.eventId()).startsWith("earlier");
        outbox.delivered(earlier, now);
        assertThat(claimed(now)).containsExactly("later");
    }

    @Test
    void an_event_that_waits_is_looked_at_again_by_itself() {
        add("shop", "1", "first", 1);
        add("shop", "1", "second", 2);
        assertThat(claimed(now)).containsExactly("first");
        jdbc.update("delete from webhook_delivery where event_id like 'first%'");

        assertThat(claimed(now.plus(LEASE))).containsExactly("second");
    }

    @Test
    void many_that_wait_hide_none_that_may_go() {
        add("shop", "1", "first", 1);
        assertThat(claimed(now)).containsExactly("first");
        for (int event = 0; event < 100; event++) {
            add("shop", "1", "waits" + event, 2 + event);
        }
        add("shop", "2", "other", 200);

        assertThat(claimed(now)).containsExactly("other");
    }

    private List<Claimed> claim(Instant when) {
        return outbox.claim(Map.of(), 2, 8, when, LEASE);
    }

    private List<String> claimed(Instant when) {
        return claim(when).stream().map(event -> event.eventId().split(":")[0]).toList();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        webhooks.deliver();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private void add(String account, String order, String commandId, long ended) {
        outbox.add(
                new Ended(
                        commandId, START.plusSeconds(ended), account, order, null, Action.ACTIVATE, null, false, null),
                "{}",
                now);
    }

    private List<String> states(State state) {
        return outbox.list(AccountScope.ALL, null, state, Long.MAX_VALUE, 100).stream()
                .map(delivery -> delivery.eventId().split(":")[0])
                .toList();
    }

    private int tries(String commandId) {
        return outbox.list(AccountScope.ALL, null, null, Long.MAX_VALUE, 100).stream()
                .filter(delivery -> delivery.eventId().startsWith(commandId + ":"))
                .findFirst()
                .orElseThrow()
                .tries();
    }

    /** Until the client breaks off. */
    private static void writeForever(OutputStream body) throws IOException {
        byte[] some = new byte[4096];
        while (true) {
            body.write(some);
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
