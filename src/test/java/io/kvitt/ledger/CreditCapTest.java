package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.Bound;
import io.kvitt.TestDatabase;
import io.kvitt.audit.AuditTrail;
import io.kvitt.command.CommandState;
import io.kvitt.command.Origin;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Submission;
import io.kvitt.execution.Execution;
import io.kvitt.execution.ExecutionLedger.Intent;
import io.kvitt.execution.Settlement;
import io.kvitt.execution.Settlement.AttemptResult;
import io.kvitt.execution.Settlement.Result;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.payment.Effect;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.NotOffered;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.klarna.KlarnaAccounts;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two instances on one real PostgreSQL: together they credit no more than order statuses may. */
class CreditCapTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration LEASE = Duration.ofHours(3);

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
    private final List<JdbcExecutionLedger> instances = new ArrayList<>();

    private CreditByStatus bounds = new CreditByStatus(true, 3, Map.of("SEK", 1000L));

    @BeforeEach
    void empty() {
        jdbc.execute(
                "truncate attempt, command, payment, order_reference, order_reference_replaced restart identity cascade");
    }

    @AfterEach
    void close() {
        instances.forEach(JdbcExecutionLedger::close);
    }

    @Test
    void many_at_once_on_two_instances_credit_no_more_than_the_cap() throws Exception {
        List<Execution> claimed = claimed(40, true);
        List<JdbcExecutionLedger> both = List.of(instance(NOON), instance(NOON));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Boolean>> results = IntStream.range(0, claimed.size())
                    .mapToObj(i -> threads.submit(() -> admits(both.get(i % 2), claimed.get(i), Effect.CREDIT)))
                    .toList();
            int admitted = 0;
            for (Future<Boolean> result : results) {
                admitted += result.get() ? 1 : 0;
            }

            assertThat(admitted).isEqualTo(3);
            assertThat(jdbc.queryForObject("select count(*) from attempt", Integer.class))
                    .isEqualTo(3);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void annulments_and_credits_that_were_asked_for_by_themselves_are_not_counted() {
        JdbcExecutionLedger ledger = instance(NOON);
        claimed(5, false)
                .forEach(execution ->
                        assertThat(admits(ledger, execution, Effect.CREDIT)).isTrue());
        jdbc.execute("truncate payment restart identity cascade");
        claimed(5, true)
                .forEach(execution ->
                        assertThat(admits(ledger, execution, Effect.ANNUL)).isTrue());
    }

    @Test
    void a_credit_that_the_provider_refused_gives_its_place_back_and_an_hour_gives_all_back() {
        List<Execution> claimed = claimed(6, true);
        JdbcExecutionLedger ledger = instance(NOON);
        Attempt first = ledger.intend(intent(claimed.get(0), Effect.CREDIT));
        assertThat(admits(ledger, claimed.get(1), Effect.RELEASE)).isTrue();
        assertThat(admits(ledger, claimed.get(2), Effect.CREDIT)).isTrue();
        assertThat(admits(ledger, claimed.get(3), Effect.CREDIT)).isFalse();

        ledger.settle(Settlement.end(claimed.get(0), CommandState.REFUSED, Code.PROVIDER_REFUSED)
                .closing(AttemptResult.of(first.id(), Result.REFUSED, Code.PROVIDER_REFUSED)));

        assertThat(admits(ledger, claimed.get(3), Effect.CREDIT)).isTrue();
        assertThat(admits(ledger, claimed.get(4), Effect.CREDIT)).isFalse();
        assertThat(admits(instance(NOON.plusSeconds(3601)), claimed.get(4), Effect.CREDIT))
                .isTrue();
    }

    @Test
    void a_switch_that_is_turned_off_stops_what_was_decided_before() {
        Execution decided = claimed(1, true).get(0);
        bounds = CreditByStatus.OFF;

        assertThatThrownBy(() -> instance(NOON).intend(intent(decided, Effect.CREDIT)))
                .isInstanceOf(NotOffered.class)
                .hasMessage("credit-by-status-off");
    }

    private static boolean admits(JdbcExecutionLedger ledger, Execution execution, Effect effect) {
        try {
            return ledger.intend(intent(execution, effect)).id() > 0;
        } catch (NotOffered e) {
            assertThat(e.code()).isEqualTo(Code.CREDIT_BY_STATUS_HOURLY);
            return false;
        }
    }

    private static Intent intent(Execution execution, Effect effect) {
        ProviderRequest request = new ProviderRequest(effect, "refund", 100, "SEK", "POST", "/refunds", null, "key");
        return new Intent(execution, request, "{}", "{}", true, null);
    }

    /** Reversals, each of a payment of its own, under lease. */
    private List<Execution> claimed(int many, boolean byStatus) {
        Overtaking overtaking = new Overtaking(jdbc, clock(NOON));
        JdbcInbox inbox = new JdbcInbox(
                jdbc,
                transaction,
                new ReferenceTable(
                        jdbc,
                        transaction,
                        overtaking,
                        event -> {},
                        new AuditTrail(jdbc, clock(NOON)),
                        clock(NOON),
                        Bound.settings(ReferenceSettings.class)),
                overtaking,
                new UndoneUpdates(jdbc, new Accounts(Map.of())),
                event -> {},
                clock(NOON),
                Bound.settings(ReferenceSettings.class));
        inbox.accept(IntStream.rangeClosed(0, many)
                .mapToObj(i -> new Submission(command("c-" + i, "P" + i, byStatus ? bounds : null), Origin.rest()))
                .toList());
        inbox.close();
        List<Execution> claimed = instance(NOON).claim(many, Map.of("shop", many), LEASE);
        assertThat(claimed).hasSize(many);
        return claimed;
    }

    private static PaymentCommand command(String id, String payment, @Nullable CreditByStatus byStatus) {
        return new PaymentCommand(
                id, Action.REVERSE, null, "shop", payment, null, null, List.of(), null, null, byStatus);
    }

    private JdbcExecutionLedger instance(Instant moment) {
        Clock clock = clock(moment);
        Leases leases = new Leases(jdbc);
        Accounts accounts = new Accounts(Map.of(
                "shop", new Account("shop", KlarnaAccounts.KLARNA, URI.create("https://klarna.test"), "u", "p")));
        JdbcExecutionLedger instance = new JdbcExecutionLedger(
                jdbc,
                transaction,
                leases,
                new ClaimedRows(jdbc, accounts, () -> bounds),
                new Intents(jdbc, transaction, leases, new CreditCap(jdbc, () -> bounds), clock),
                new Settlements(
                        jdbc,
                        transaction,
                        leases,
                        new Ends(new CommandQueries(jdbc, transaction), event -> {}, clock),
                        clock),
                event -> {},
                clock);
        instances.add(instance);
        return instance;
    }

    private static Clock clock(Instant moment) {
        return Clock.fixed(moment, ZoneOffset.UTC);
    }
}
