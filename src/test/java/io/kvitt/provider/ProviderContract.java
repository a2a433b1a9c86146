package io.kvitt.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kvitt.Bound;
import io.kvitt.command.PaymentCommand;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.payment.PaymentReading;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.settings.WrongSetting;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Kvitt counts on at every provider. A provider's own test says what its answers look like, and extends this. */
public abstract class ProviderContract {

    /** As the route marshals. */
    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private static final Instant NOW = Instant.parse("2026-03-03T08:00:00Z");
    private static final String FROM_SOMETHING_IN_FRONT = "<html><body>Bad gateway</body></html>";

    /**
     * An order before a write and after it, as the provider shows it.
     *
     * @param amount of the update; null for other effects
     */
    public record Change(
            String before, String after, @Nullable Long amount, List<OrderLine> lines) {

        public Change(String before, String after) {
            this(before, after, null, List.of());
        }
    }

    protected abstract Provider provider();

    protected abstract Class<? extends AccountSettings> settings();

    /** Of one account, whole, by their names without {@code kvitt.accounts.*}: those that this provider alone has. */
    protected abstract Map<String, String> ownSettings();

    /** Which order all that is shown here is about. */
    protected abstract String orderId();

    /** Orders by the status that Kvitt is to read in them; as many of each as differ in what may be done. */
    protected abstract Map<PaymentStatus, List<String>> orders();

    /** The statuses that this provider has no order for. */
    protected abstract Set<PaymentStatus> neverShown();

    /** One order that can be activated and updated, of that id and amount. */
    protected abstract String authorized(String orderId, long amount);

    /** For every effect that any of the orders allows. */
    protected abstract Map<Effect, Change> changes();

    /** The provider's own "no" to a write. */
    protected abstract ProviderAnswer refusal();

    /** The routes: {@code provider} and the provider's own. */
    protected List<Path> routes(String name) {
        return List.of(Path.of("routes/provider.camel.yaml"), Path.of("routes/" + name + ".camel.yaml"));
    }

    // what is read

    @Test
    void every_status_is_read_or_said_never_to_be_shown() {
        orders().forEach((status, orders) -> orders.forEach(
                order -> assertThat(read(order).status()).as(order).isEqualTo(status)));

        Set<PaymentStatus> known = EnumSet.noneOf(PaymentStatus.class);
        known.addAll(orders().keySet());
        known.addAll(neverShown());
        assertThat(known).containsExactlyInAnyOrder(PaymentStatus.values());
        assertThat(orders().keySet()).noneMatch(neverShown()::contains);
    }

    @Test
    void amounts_are_in_order_and_a_basis_is_json() throws IOException {
        for (PaymentReading reading : readings()) {
            assertThat(reading.currency()).matches("[A-Z]{3}");
            assertThat(reading.credited()).isBetween(0L, reading.activated());
            assertThat(reading.activated()).isLessThanOrEqualTo(reading.total());
            assertThat(reading.remaining()).isBetween(0L, reading.total());
            assertThat(JSON.readTree(reading.basis()).isObject())
                    .as(reading.basis())
                    .isTrue();
        }
    }

    @Test
    void an_answer_without_this_payment_is_no_reading() {
        List<String> bodies = List.of(
                "",
                "{}",
                "[]",
                "null",
                "7",
                FROM_SOMETHING_IN_FRONT,
                authorized(orderId(), 10_000).substring(1));
        for (String body : bodies) {
            assertThat(unread(200, body)).as(body).isEqualTo(Code.PROVIDER_UNAVAILABLE);
        }
        assertThat(unread(200, authorized(anotherId(), 10_000))).isEqualTo(Code.READING_CONTRADICTS);
    }

    @Test
    void what_kept_a_payment_from_being_read_is_told_apart() {
        assertThat(unread(401, "")).isEqualTo(Code.CREDENTIALS_REFUSED);
        assertThat(unread(429, "")).isEqualTo(Code.PROVIDER_BUSY);
        for (int status : new int[] {0, 204, 301, 302, 400, 500, 502, 503, 504}) {
            assertThat(unread(status, FROM_SOMETHING_IN_FRONT)).as("%d", status).isEqualTo(Code.PROVIDER_UNAVAILABLE);
        }
    }

    @Test
    void an_id_that_is_none_of_the_providers_makes_no_address() {
        for (String id :
                List.of("", " ", "../x", "a/b", "a b", "1?x=1", "1#x", "å", "1\r\nHost: x", "7".repeat(2000))) {
            assertThat(catchThrowable(() -> provider().orderPath(id)))
                    .as(id)
                    .isInstanceOfAny(ReadFailed.class, NotOffered.class);
        }
        assertThat(provider().orderPath(orderId())).startsWith("/").contains(orderId());
    }

    // what is written

    @Test
    void what_is_offered_is_one_write_and_what_is_not_is_none() {
        for (PaymentReading reading : readings()) {
            for (Effect effect : Effect.values()) {
                if (reading.allowed().contains(effect)) {
                    assertThat(changes()).as("what %s changes", effect).containsKey(effect);
                } else {
                    assertThatThrownBy(() -> build(effect, assignment(effect, 1L, List.of(line(1))), reading))
                            .as("%s when %s", effect, reading.status())
                            .isInstanceOf(NotOffered.class);
                }
            }
        }
    }

    @Test
    void a_write_is_whole_and_its_effect_is_recognised_later() {
        changes().forEach((effect, change) -> {
            PaymentReading before = read(change.before());
            ProviderRequest request = build(effect, assignment(effect, change.amount(), change.lines()), before);

            assertThat(request.effect()).isEqualTo(effect);
            assertThat(request.amount()).isPositive();
            assertThat(request.currency()).isEqualTo(before.currency());
            assertThat(request.method()).isIn("POST", "PUT", "PATCH");
            assertThat(request.path()).startsWith("/").contains(orderId());
            Attempt attempt = attempt(request, before);
            assertThat(provider().shows(attempt, before))
                    .as("%s before", effect)
                    .isFalse();
            assertThat(provider().shows(attempt, read(change.after())))
                    .as("%s after", effect)
                    .isTrue();
        });
    }

    @Test
    void no_write_is_built_from_another_orders_reading() {
        PaymentReading another = provider()
                .reading(assignment(anotherId(), Effect.ACTIVATE), answer(200, authorized(anotherId(), 10_000)));

        assertThatThrownBy(() -> build(Effect.ACTIVATE, assignment(Effect.ACTIVATE, null, List.of()), another))
                .isInstanceOf(ReadFailed.class);
    }

    @Test
    void a_key_is_the_same_for_the_same_write_and_another_for_every_other() {
        PaymentReading order = read(authorized(orderId(), 10_000));
        PaymentReading dearer = read(authorized(orderId(), 20_000));
        Assignment assignment = assignment(Effect.ACTIVATE, null, List.of());
        PaymentCommand other = command("c2", Effect.ACTIVATE, null, List.of());
        List<@Nullable String> keys = new ArrayList<>();
        keys.add(build(Effect.ACTIVATE, assignment, order).idempotencyKey());
        keys.add(build(Effect.ACTIVATE, assignment, dearer).idempotencyKey());
        keys.add(build(Effect.ANNUL, assignment, order).idempotencyKey());
        keys.add(build(Effect.ACTIVATE, new Assignment(other, account("shop"), orderId(), 0), order)
                .idempotencyKey());
        keys.add(build(Effect.ACTIVATE, new Assignment(assignment.command(), account("shop"), orderId(), 1), order)
                .idempotencyKey());
        keys.add(build(Effect.ACTIVATE, new Assignment(assignment.command(), account("shop2"), orderId(), 0), order)
                .idempotencyKey());

        if (provider().keyLife().isZero()) {
            assertThat(keys).containsOnlyNulls();
        } else {
            assertThat(keys).doesNotContainNull().doesNotHaveDuplicates();
            assertThat(build(Effect.ACTIVATE, assignment, order).idempotencyKey())
                    .isEqualTo(keys.get(0));
        }
    }

    // what answers mean

    @Test
    void unknown_is_never_failed() {
        for (int status = 300; status < 600; status++) {
            Outcome outcome = provider().outcome(answer(status, FROM_SOMETHING_IN_FRONT));
            Class<?> meant = status == 401 ? Outcome.Refused.class : status == 429 ? Outcome.Busy.class : null;
            assertThat(outcome).as("%d", status).isInstanceOf(meant == null ? Outcome.Unknown.class : meant);
            assertThat(provider().taskOutcome("/task", answer(status, FROM_SOMETHING_IN_FRONT)))
                    .as("%d of a task", status)
                    .isNotInstanceOf(Outcome.Refused.class);
        }
        String own = refusal().text();
        for (int status : new int[] {408, 500, 502, 503, 504}) {
            assertThat(provider().outcome(answer(status, own))).as("%d", status).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void a_no_of_the_providers_own_is_a_refusal() {
        assertThat(provider().outcome(refusal()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isNotNull());
        assertThat(provider().outcome(answer(401, "")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(Code.CREDENTIALS_REFUSED));
    }

    @Test
    void a_write_settles_in_the_end() {
        assertThat(provider().settlingTime()).isGreaterThan(Duration.ZERO);
        assertThat(provider().keyLife()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    // calls

    @Test
    void every_header_may_leave_and_none_breaks_its_line() {
        Set<String> names = lower(provider().headerNames());
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String key = provider().keyLife().isZero() ? null : "key-1";
        for (Map<String, Object> headers : List.of(
                provider().headers(account("shop"), new byte[0], null),
                provider().headers(account("shop"), new byte[0], key),
                provider().headers(account("shop"), body, key))) {
            assertThat(names).containsAll(lower(headers.keySet()));
            assertThat(headers.keySet()).anySatisfy(name -> assertThat(name).isEqualToIgnoringCase("Authorization"));
            assertThat(headers.values().toString()).doesNotContain("\r", "\n");
        }
        if (key != null) {
            assertThat(provider().headers(account("shop"), body, key)).containsValue(key);
        }
    }

    private static Set<String> lower(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    // accounts

    @Test
    void an_account_is_whole_or_told_what_it_lacks() {
        AccountSettings whole = bound(ownSettings());
        ProviderKind kind = whole.kinds().iterator().next();
        assertThat(whole.accounts()).containsOnlyKeys("shop");
        assertThat(ownSettings().values())
                .contains(whole.credentials(kind, "shop").secret());
        assertThat(whole.toString())
                .doesNotContain(whole.credentials(kind, "shop").secret());
        ownSettings().keySet().forEach(name -> {
            Map<String, String> rest = new HashMap<>(ownSettings());
            rest.remove(name);
            assertThatThrownBy(() -> bound(rest).credentials(kind, "shop"))
                    .isInstanceOf(WrongSetting.class)
                    .hasMessage("kvitt.accounts.shop." + name + ": give a value");
            rest.put(name, " ");
            assertThatThrownBy(() -> bound(rest).credentials(kind, "shop")).isInstanceOf(WrongSetting.class);
        });
        Integer limit = whole.rateLimit("provider.test");
        assertThat(limit == null || limit > 0).isTrue();
    }

    @Test
    void the_provider_serves_the_kinds_that_its_settings_name() {
        assertThat(provider().kinds()).isNotEmpty().isEqualTo(bound(Map.of()).kinds());
        assertThat(provider().kinds())
                .allSatisfy(kind -> assertThat(kind.wireName()).matches("[a-z][a-z0-9-]*"));
    }

    private AccountSettings bound(Map<String, String> own) {
        return Bound.settings(
                settings(),
                own.entrySet().stream()
                        .flatMap(setting -> Stream.of("accounts.shop." + setting.getKey(), setting.getValue()))
                        .toArray());
    }

    // routes

    @Test
    void the_routes_lead_to_this_provider_and_name_every_effect_that_it_offers() throws IOException {
        String text = "";
        for (Path file : routes(provider().getClass().getSimpleName().toLowerCase(Locale.ROOT))) {
            text += Files.readString(file);
        }
        for (ProviderKind kind : provider().kinds()) {
            assertThat(text).contains("\"${exchangeProperty.provider} == '" + kind.wireName() + "'\"");
        }
        for (Effect effect : changes().keySet()) {
            assertThat(text).contains("\"${exchangeProperty.effect} == '" + effect.wireName() + "'\"");
        }
    }

    // what the tests are made of

    private List<PaymentReading> readings() {
        return orders().values().stream().flatMap(List::stream).map(this::read).toList();
    }

    private PaymentReading read(String order) {
        return provider().reading(assignment(orderId(), Effect.ACTIVATE), answer(200, order));
    }

    private Code unread(int status, String body) {
        Throwable thrown =
                catchThrowable(() -> provider().reading(assignment(orderId(), Effect.ACTIVATE), answer(status, body)));
        assertThat(thrown).as("%d %s", status, body).isInstanceOf(ReadFailed.class);
        return ((ReadFailed) thrown).code();
    }

    /** Another of the same form. */
    private String anotherId() {
        return orderId().substring(0, orderId().length() - 1) + (orderId().endsWith("1") ? "2" : "1");
    }

    private Account account(String name) {
        ProviderKind kind = provider().kinds().iterator().next();
        return new Account(name, kind, URI.create("https://provider.test"), "merchant-1", "hemlig-hemlighet");
    }

    private Assignment assignment(String orderId, Effect effect) {
        return new Assignment(command("c1", effect, null, List.of()), account("shop"), orderId, 0);
    }

    private Assignment assignment(Effect effect, @Nullable Long amount, List<OrderLine> lines) {
        return new Assignment(command("c1", effect, amount, lines), account("shop"), orderId(), 0);
    }

    private PaymentCommand command(String id, Effect effect, @Nullable Long amount, List<OrderLine> lines) {
        Action action = effect == Effect.RELEASE ? Action.CREDIT : Action.valueOf(effect.name());
        String currency = amount == null ? null : "SEK";
        return new PaymentCommand(id, action, "100045", "shop", orderId(), amount, currency, lines, null, null);
    }

    private static OrderLine line(long amount) {
        return new OrderLine("A", "Stol", BigDecimal.ONE, amount, 2500, amount);
    }

    @SuppressWarnings("unchecked") // as the routes do it
    private ProviderRequest build(Effect effect, Assignment assignment, PaymentReading reading) {
        Requests<PaymentReading> requests =
                (Requests<PaymentReading>) provider().requests();
        return switch (effect) {
            case ACTIVATE -> requests.activate(assignment, reading);
            case ANNUL -> requests.annul(assignment, reading);
            case CREDIT -> requests.credit(assignment, reading);
            case UPDATE -> requests.update(assignment, reading);
            case RELEASE -> requests.release(assignment, reading);
        };
    }

    /** As the ledger gives it back when its answer was lost. */
    private static Attempt attempt(ProviderRequest request, PaymentReading basedOn) {
        try {
            return new Attempt(
                    17,
                    request.effect(),
                    request.operation(),
                    request.amount(),
                    request.currency(),
                    request.idempotencyKey(),
                    request.method(),
                    request.path(),
                    request.body() == null ? null : JSON.writeValueAsString(request.body()),
                    basedOn.basis(),
                    NOW,
                    null);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    protected static ProviderAnswer answer(int status, String body) {
        return new ProviderAnswer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
