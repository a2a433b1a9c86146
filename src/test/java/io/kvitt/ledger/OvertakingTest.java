package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.Bound;
import io.kvitt.TestDatabase;
import io.kvitt.audit.AuditTrail;
import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandState;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Origin;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Submission;
import io.kvitt.execution.Execution;
import io.kvitt.execution.ExecutionLedger.Intent;
import io.kvitt.execution.LeaseLost;
import io.kvitt.execution.Settlement;
import io.kvitt.execution.Settlement.AttemptResult;
import io.kvitt.execution.Settlement.Result;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.klarna.KlarnaAccounts;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a cancellation does to what was accepted before it, against a real PostgreSQL. */
class OvertakingTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.dataSource()));
    private final Accounts accounts = new Accounts(
            Map.of("shop", new Account("shop", KlarnaAccounts.KLARNA, URI.create("https://klarna.test"), "u", "p")));

    private ReferenceTable references;
    private JdbcInbox inbox;
    private JdbcExecutionLedger ledger;
    private CommandQueries queries;
    private AttentionDesk desk;

    @BeforeEach
    void open() {
        jdbc.execute(
                "truncate attempt, command, payment, order_reference, order_reference_replaced restart identity cascade");
        Overtaking overtaking = new Overtaking(jdbc, NOON);
        Leases leases = new Leases(jdbc);
        queries = new CommandQueries(jdbc, transaction);
        references = new ReferenceTable(
                jdbc,
                transaction,
                overtaking,
                event -> {},
                new AuditTrail(jdbc, NOON),
                NOON,
                Bound.settings(ReferenceSettings.class));
        inbox = new JdbcInbox(
                jdbc,
                transaction,
                references,
                overtaking,
                new UndoneUpdates(jdbc, accounts),
                event -> {},
                NOON,
                Bound.settings(ReferenceSettings.class));
        ledger = new JdbcExecutionLedger(
                jdbc,
                transaction,
                leases,
                new ClaimedRows(jdbc, accounts, () -> CreditByStatus.OFF),
                new Intents(jdbc, transaction, leases, new CreditCap(jdbc, () -> CreditByStatus.OFF), NOON),
                new Settlements(jdbc, transaction, leases, new Ends(queries, event -> {}, NOON), NOON),
                event -> {},
                NOON);
        desk = new AttentionDesk(
                jdbc,
                transaction,
                overtaking,
                references,
                event -> {},
                new AuditTrail(jdbc, NOON),
                NOON,
                Bound.settings(ReferenceSettings.class));
    }

    @AfterEach
    void close() {
        inbox.close();
        ledger.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVATE, ANNUL, true",
        "ACTIVATE, REVERSE, true",
        "UPDATE, ANNUL, true",
        "UPDATE, REVERSE, true",
        "ANNUL, REVERSE, false",
        "REVERSE, ANNUL, false",
        "CREDIT, REVERSE, false",
        "ACTIVATE, CREDIT, false",
        "ACTIVATE, UPDATE, false",
        "ACTIVATE, ACTIVATE, false"
    })
    void a_cancellation_overtakes_what_would_take_money_and_nothing_else_overtakes(
            Action earlier, Action later, boolean overtaken) {
        accept(command("earlier", earlier, "A"));
        accept(command("later", later, "A"));

        assertThat(claimed()).isEqualTo(overtaken ? "later" : "earlier");
        CommandRecord first = queries.find("earlier").orElseThrow();
        assertThat(first.code()).isEqualTo(overtaken ? Code.OVERTAKEN : null);
        assertThat(first.becauseOf()).isEqualTo(overtaken ? "later" : null);
        assertThat(first.endedAt() != null).isEqualTo(overtaken);
    }

    @Test
    void it_overtakes_all_that_is_earlier_in_one_batch_and_nothing_later_and_no_other_payment() {
        inbox.accept(List.of(
                submission(command("update", Action.UPDATE, "A")),
                submission(command("activate", Action.ACTIVATE, "A")),
                submission(command("elsewhere", Action.ACTIVATE, "B")),
                submission(command("annul", Action.ANNUL, "A")),
                submission(command("again", Action.ACTIVATE, "A"))));

        assertThat(overtaken()).containsExactly("activate by annul", "update by annul");
    }

    @Test
    void a_repeated_and_a_refused_cancellation_overtake_nothing() {
        accept(command("annul", Action.ANNUL, "A"));
        accept(command("activate", Action.ACTIVATE, "A"));

        accept(command("annul", Action.ANNUL, "A"));
        accept(command("annul", Action.ANNUL, "B"));
        inbox.accept(List.of(
                new Submission(command("other", Action.ANNUL, "A"), Origin.rest(), AccountScope.of(List.of("svea")))));

        assertThat(overtaken()).isEmpty();
    }

    @Test
    void what_is_waiting_for_its_next_try_gives_way_at_once() {
        accept(command("activate", Action.ACTIVATE, "A"));
        ledger.settle(Settlement.later(
                claim().get(0), Code.PAYMENT_PENDING, NOON.instant().plusSeconds(3600), true));
        assertThat(claim()).isEmpty();

        accept(command("reverse", Action.REVERSE, "A"));

        assertThat(claimed()).isEqualTo("reverse");
    }

    @Test
    void a_pass_that_has_no_intent_yet_finds_its_lease_gone_and_the_cancellation_goes_first() {
        accept(command("activate", Action.ACTIVATE, "A"));
        Execution atWork = claim().get(0);

        accept(command("annul", Action.ANNUL, "A"));

        assertThatThrownBy(() -> ledger.intend(intent(atWork))).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> ledger.settle(Settlement.end(atWork, CommandState.SUCCEEDED, Code.ACTIVATED)))
                .isInstanceOf(LeaseLost.class);
        assertThat(claimed()).isEqualTo("annul");
        assertThat(jdbc.queryForObject("select count(*) from attempt", Long.class))
                .isZero();
    }

    @Test
    void once_an_intent_is_committed_the_order_stands_and_its_pass_goes_on() {
        accept(command("activate", Action.ACTIVATE, "A"));
        Execution atWork = claim().get(0);
        Attempt attempt = ledger.intend(intent(atWork));

        accept(command("update", Action.UPDATE, "A"));
        accept(command("annul", Action.ANNUL, "A"));

        assertThat(overtaken()).containsExactly("update by annul");
        assertThat(claim()).isEmpty();
        ledger.settle(Settlement.end(atWork, CommandState.SUCCEEDED, Code.ACTIVATED)
                .closing(AttemptResult.of(attempt.id(), Result.DONE, null)));
        assertThat(claimed()).isEqualTo("annul");
    }

    @Test
    void an_intent_whose_answer_was_lost_holds_its_place_and_one_that_surely_did_nothing_does_not() {
        accept(command("lost", Action.ACTIVATE, "A"));
        accept(command("turned away", Action.ACTIVATE, "B"));
        for (Execution execution : claim()) {
            Attempt attempt = ledger.intend(intent(execution));
            boolean lost = execution.assignment().providerOrderId().equals("A");
            ledger.settle(Settlement.later(execution, Code.PROVIDER_BUSY, NOON.instant(), true)
                    .closing(AttemptResult.of(attempt.id(), lost ? null : Result.FAILED, Code.PROVIDER_BUSY)));
        }

        accept(command("annul-a", Action.ANNUL, "A"));
        accept(command("annul-b", Action.ANNUL, "B"));

        assertThat(overtaken()).containsExactly("turned away by annul-b");
    }

    @Test
    void among_those_that_wait_for_one_reference_a_cancellation_overtakes_at_once() {
        accept(byOrderNumber("activate", Action.ACTIVATE, "100", null));
        accept(byOrderNumber("another account's", Action.ACTIVATE, "100", "svea"));
        accept(byOrderNumber("another order's", Action.ACTIVATE, "101", null));

        accept(byOrderNumber("annul", Action.ANNUL, "100", "shop"));

        assertThat(overtaken()).containsExactly("activate by annul");
        references.put(List.of(new OrderReference("100", "shop", "A", "SEK")));
        assertThat(claimed()).isEqualTo("annul");
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandState.class,
            names = {"ACCEPTED", "SUCCEEDED", "REFUSED", "NEEDS_ATTENTION"})
    void what_a_reference_brings_behind_a_later_cancellation_is_overtaken_whatever_became_of_that(CommandState became) {
        accept(byOrderNumber("activate", Action.ACTIVATE, "100", null));
        accept(command("annul", Action.ANNUL, "A"));
        if (became.isEnd()) {
            ledger.settle(Settlement.end(claim().get(0), became, Code.NOT_OFFERED));
        }

        references.put(List.of(new OrderReference("100", "shop", "A", "SEK")));

        assertThat(overtaken()).containsExactly("activate by annul");
    }

    @Test
    void a_cancellation_that_a_reference_brings_overtakes_what_was_accepted_before_it_only() {
        accept(command("activate", Action.ACTIVATE, "A"));
        accept(byOrderNumber("annul", Action.ANNUL, "100", null));
        accept(command("again", Action.ACTIVATE, "A"));
        Execution atWork = claim().get(0);

        references.put(List.of(new OrderReference("100", "shop", "A", "SEK")));

        assertThat(overtaken()).containsExactly("activate by annul");
        assertThatThrownBy(() -> ledger.intend(intent(atWork))).isInstanceOf(LeaseLost.class);
        assertThat(claimed()).isEqualTo("annul");
    }

    @Test
    void a_retry_by_a_person_does_not_bring_back_what_was_overtaken_meanwhile() {
        accept(command("activate", Action.ACTIVATE, "A"));
        ledger.settle(Settlement.end(claim().get(0), CommandState.NEEDS_ATTENTION, Code.RETRIES_EXHAUSTED));
        accept(command("annul", Action.ANNUL, "A"));
        ledger.settle(Settlement.end(claim().get(0), CommandState.NEEDS_ATTENTION, Code.RETRIES_EXHAUSTED));

        assertThat(desk.retry("activate", "eva")).isTrue();

        assertThat(overtaken()).containsExactly("activate by annul");
        assertThat(claim()).isEmpty();
        assertThat(desk.retry("annul", "eva")).isTrue();
        assertThat(claimed()).isEqualTo("annul");
    }

    @Test
    void what_was_overtaken_is_told_as_every_end_is() {
        accept(command("activate", Action.ACTIVATE, "A"));
        accept(command("annul", Action.ANNUL, "A"));
        List<CommandRecord> told = new ArrayList<>();

        queries.publish(10, told::addAll);
        queries.notice(10, told::addAll);

        assertThat(told).extracting(CommandRecord::code).containsExactly(Code.OVERTAKEN, Code.OVERTAKEN);
    }

    /** Else a command that ended under an executor whose fence stands would be written. */
    @Test
    void an_intent_of_a_command_that_has_ended_is_not_stored_and_its_end_is_not_written_over() {
        accept(command("activate", Action.ACTIVATE, "A"));
        Execution atWork = claim().get(0);
        jdbc.update("update command set state = 'REFUSED', code = 'OVERTAKEN', ended_at = now()");

        assertThatThrownBy(() -> ledger.intend(intent(atWork))).isInstanceOf(LeaseLost.class);
        ledger.settle(Settlement.end(atWork, CommandState.SUCCEEDED, Code.ACTIVATED));

        assertThat(queries.find("activate").orElseThrow().code()).isEqualTo(Code.OVERTAKEN);
    }

    @Test
    void of_an_intent_and_a_cancellation_in_the_same_moment_exactly_one_is_first() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        int payments = 60;
        try {
            for (int i = 0; i < payments; i++) {
                accept(command("activate-" + i, Action.ACTIVATE, "P-" + i));
            }
            List<Execution> atWork = ledger.claim(payments, Map.of("shop", payments), LEASE);
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (Execution execution : atWork) {
                String payment = execution.assignment().providerOrderId();
                calls.add(() -> intends(execution));
                calls.add(() -> {
                    accept(command("annul-" + payment, Action.ANNUL, payment));
                    return true;
                });
            }
            Collections.shuffle(calls, new Random(27));
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(jdbc.queryForList("""
                        select (c.code is not distinct from 'OVERTAKEN')::text || ' ' || (a.id is not null)::text
                        from command c left join attempt a on a.command = c.id where c.action = 'activate'
                        """, String.class)).hasSize(payments).isSubsetOf("true false", "false true");
    }

    private boolean intends(Execution execution) {
        try {
            ledger.intend(intent(execution));
            return true;
        } catch (LeaseLost e) {
            return false;
        }
    }

    private void accept(PaymentCommand command) {
        inbox.accept(List.of(submission(command)));
    }

    private static Submission submission(PaymentCommand command) {
        return new Submission(command, Origin.rest());
    }

    private static PaymentCommand command(String id, Action action, String payment) {
        boolean update = action == Action.UPDATE;
        return new PaymentCommand(
                id,
                action,
                null,
                "shop",
                payment,
                update ? 100L : null,
                update ? "SEK" : null,
                update ? List.of(new OrderLine("A", "Kaffe", BigDecimal.ONE, 100, 2500, 100)) : List.of(),
                null,
                null);
    }

    private static PaymentCommand byOrderNumber(
            String id, Action action, String orderNumber, @Nullable String account) {
        return new PaymentCommand(id, action, orderNumber, account, null, null, null, List.of(), null, null);
    }

    private List<Execution> claim() {
        return ledger.claim(10, Map.of("shop", 10), LEASE);
    }

    private String claimed() {
        return claim().get(0).assignment().command().commandId();
    }

    private List<String> overtaken() {
        return jdbc.queryForList("""
                select command_id || ' by ' || because_of from command
                where state = 'REFUSED' and code = 'OVERTAKEN' and ended_at is not null order by command_id
                """, String.class);
    }

    private static Intent intent(Execution execution) {
        ProviderRequest request =
                new ProviderRequest(Effect.ACTIVATE, "capture", 100, "SEK", "POST", "/captures", null, "key");
        return new Intent(execution, request, "{}", "{}", true, null);
    }
}
