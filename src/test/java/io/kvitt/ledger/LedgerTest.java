package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.Bound;
import io.kvitt.MovableClock;
import io.kvitt.TestDatabase;
import io.kvitt.audit.AuditTrail;
import io.kvitt.command.Acceptance;
import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandState;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Origin;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Stored;
import io.kvitt.command.Submission;
import io.kvitt.command.WorkAccepted;
import io.kvitt.execution.Execution;
import io.kvitt.execution.ExecutionLedger.Intent;
import io.kvitt.execution.LeaseLost;
import io.kvitt.execution.Settlement;
import io.kvitt.execution.Settlement.AttemptResult;
import io.kvitt.execution.Settlement.Result;
import io.kvitt.ledger.ReferenceTable.Answer;
import io.kvitt.ledger.ReferenceTable.Asked;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.klarna.KlarnaAccounts;
import io.kvitt.provider.svea.SveaAccounts;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
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

/** Inbox, claims, intents and settlements against a real PostgreSQL. */
class LedgerTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.dataSource()));
    private final MovableClock clock = new MovableClock();
    private final Accounts accounts = new Accounts(Map.of(
            "shop", new Account("shop", KlarnaAccounts.KLARNA, URI.create("https://klarna.test"), "u", "p"),
            "other", new Account("other", SveaAccounts.SVEA, URI.create("https://svea.test"), "u", "p")));
    private final List<Object> events = new ArrayList<>();

    private ReferenceTable references;
    private JdbcInbox inbox;
    private JdbcExecutionLedger ledger;
    private CommandQueries queries;
    private AttentionDesk desk;
    private Intents intents;
    private Settlements settlements;

    @BeforeEach
    void open() {
        jdbc.execute(
                "truncate attempt, command, payment, order_reference, order_reference_replaced restart identity cascade");
        Overtaking overtaking = new Overtaking(jdbc, clock);
        references = new ReferenceTable(
                jdbc,
                transaction,
                overtaking,
                events::add,
                new AuditTrail(jdbc, clock),
                clock,
                Bound.settings(ReferenceSettings.class));
        inbox = new JdbcInbox(
                jdbc,
                transaction,
                references,
                overtaking,
                new UndoneUpdates(jdbc, accounts),
                events::add,
                clock,
                Bound.settings(ReferenceSettings.class));
        Leases leases = new Leases(jdbc);
        intents = new Intents(jdbc, transaction, leases, new CreditCap(jdbc, () -> CreditByStatus.OFF), clock);
        queries = new CommandQueries(jdbc, transaction);
        Ends ends = new Ends(queries, event -> {}, clock);
        settlements = new Settlements(jdbc, transaction, leases, ends, clock);
        ClaimedRows claimedRows = new ClaimedRows(jdbc, accounts, () -> CreditByStatus.OFF);
        ledger = new JdbcExecutionLedger(
                jdbc, transaction, leases, claimedRows, intents, settlements, events::add, clock);
        desk = new AttentionDesk(
                jdbc,
                transaction,
                overtaking,
                references,
                events::add,
                new AuditTrail(jdbc, clock),
                clock,
                Bound.settings(ReferenceSettings.class));
    }

    @AfterEach
    void close() {
        inbox.close();
        ledger.close();
    }

    @Test
    void a_command_is_stored_once_and_its_replay_is_told_apart_from_a_reused_id() {
        assertThat(accept(command("c-1", "A", 100L))).isEqualTo(Acceptance.ACCEPTED);
        assertThat(accept(command("c-1", "A", 100L))).isEqualTo(Acceptance.REPLAY);
        assertThat(accept(command("c-1", "A", 101L))).isEqualTo(Acceptance.ID_REUSED);

        assertThat(count("command")).isEqualTo(1);
        assertThat(events).containsExactly(new WorkAccepted());
    }

    @Test
    void one_batch_may_hold_the_same_id_twice() {
        assertThat(inbox.accept(List.of(
                        submission(command("c-1", "A", 100L)),
                        submission(command("c-1", "A", 100L)),
                        submission(command("c-1", "A", 5L)),
                        submission(command("c-2", "B", 100L)))))
                .containsExactly(Acceptance.ACCEPTED, Acceptance.REPLAY, Acceptance.ID_REUSED, Acceptance.ACCEPTED);
    }

    @Test
    void the_same_id_sent_by_many_at_once_is_stored_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Acceptance>> calls = IntStream.range(0, 200)
                    .<Callable<Acceptance>>mapToObj(i -> () -> i % 2 == 0
                            ? accept(command("c-1", "A", 100L))
                            : inbox.accept(List.of(
                                            submission(command("c-1", "A", 100L)),
                                            submission(command("x-" + i, "A", 100L))))
                                    .get(0))
                    .toList();
            List<Acceptance> verdicts = new ArrayList<>();
            for (Future<Acceptance> call : threads.invokeAll(calls)) {
                verdicts.add(call.get());
            }
            assertThat(verdicts).containsOnlyOnce(Acceptance.ACCEPTED).contains(Acceptance.REPLAY);
            assertThat(count("command")).isEqualTo(101);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_payments_commands_are_claimed_one_at_a_time_in_the_order_of_acceptance() {
        inbox.accept(List.of(
                submission(command("c-1", "A", null)),
                submission(command("c-2", "A", null)),
                submission(command("c-3", "B", null))));

        List<Execution> first = claim(10);
        assertThat(ids(first)).containsExactlyInAnyOrder("c-1", "c-3");
        assertThat(claim(10)).isEmpty();

        ledger.settle(Settlement.end(find(first, "c-1"), CommandState.ALREADY_SO, Code.ALREADY_ACTIVATED));
        assertThat(ids(claim(10))).containsExactly("c-2");
    }

    @Test
    void many_claimers_never_get_the_same_payment() throws Exception {
        inbox.accept(IntStream.range(0, 300)
                .mapToObj(i -> submission(command("c-" + i, "P-" + i, null)))
                .toList());
        Set<String> claimed = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> calls = IntStream.range(0, 60)
                    .<Callable<Boolean>>mapToObj(
                            i -> () -> ids(claim(7)).stream().allMatch(claimed::add))
                    .toList();
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(claimed).hasSize(300);
    }

    @Test
    void a_command_of_a_silent_instance_is_claimed_again_when_its_lease_runs_out() {
        accept(command("c-1", "A", null));
        Execution lost = claim(1).get(0);

        clock.advance(LEASE.minusMillis(1));
        assertThat(claim(1)).isEmpty();
        clock.advance(Duration.ofMillis(1));
        Execution next = claim(1).get(0);

        assertThat(next.fence()).isGreaterThan(lost.fence());
    }

    @Test
    void a_heartbeat_keeps_a_lease_but_not_one_that_was_lost() {
        accept(command("c-1", "A", null));
        Execution first = claim(1).get(0);
        clock.advance(Duration.ofSeconds(20));
        ledger.extend(List.of(first), LEASE);
        clock.advance(Duration.ofSeconds(20));
        assertThat(claim(1)).isEmpty();

        clock.advance(Duration.ofSeconds(11));
        Execution second = claim(1).get(0);
        clock.advance(Duration.ofSeconds(29));
        ledger.extend(List.of(first), LEASE);
        clock.advance(Duration.ofSeconds(2));
        assertThat(claim(1)).extracting(Execution::fence).containsExactly(second.fence() + 1);
    }

    @Test
    void an_executor_that_comes_late_can_neither_intend_nor_settle() {
        accept(command("c-1", "A", null));
        Execution late = claim(1).get(0);
        clock.advance(LEASE);
        Execution now = claim(1).get(0);

        assertThatThrownBy(() -> ledger.intend(intent(late, null))).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> ledger.settle(Settlement.end(late, CommandState.SUCCEEDED, Code.ACTIVATED)))
                .isInstanceOf(LeaseLost.class);

        assertThat(count("attempt")).isZero();
        assertThat(ledger.intend(intent(now, null)).id()).isPositive();
    }

    @Test
    void an_executor_that_comes_late_is_shut_out_even_in_one_batch_with_the_current_one() {
        accept(command("c-1", "A", null));
        Execution late = claim(1).get(0);
        clock.advance(LEASE);
        Execution now = claim(1).get(0);

        assertThat(intents.store(List.of(intent(late, null), intent(now, null))))
                .extracting(Optional::isPresent)
                .containsExactly(false, true);
        assertThat(count("attempt")).isEqualTo(1);
        assertThat(settlements.store(List.of(
                        Settlement.end(late, CommandState.REFUSED, Code.PROVIDER_REFUSED),
                        Settlement.end(now, CommandState.SUCCEEDED, Code.ACTIVATED))))
                .extracting(Optional::isPresent)
                .containsExactly(false, true);
        assertThat(queries.find("c-1").orElseThrow().state()).isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void what_is_settled_cannot_be_settled_or_intended_again_under_the_same_claim() {
        accept(command("c-1", "A", null));
        Execution execution = claim(1).get(0);
        ledger.settle(Settlement.end(execution, CommandState.SUCCEEDED, Code.ACTIVATED));

        assertThatThrownBy(() -> ledger.settle(Settlement.later(execution, Code.INTERNAL_ERROR, clock.instant(), true)))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> ledger.intend(intent(execution, null))).isInstanceOf(LeaseLost.class);
        assertThat(queries.find("c-1").orElseThrow().state()).isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void a_command_never_has_two_writes_whose_outcome_is_unknown() {
        accept(command("c-1", "A", null));
        Execution execution = claim(1).get(0);
        ledger.intend(intent(execution, null));

        assertThatThrownBy(() -> ledger.intend(intent(execution, null)))
                .isInstanceOf(org.springframework.dao.DuplicateKeyException.class);
    }

    @Test
    void the_settling_time_of_a_write_runs_from_when_the_provider_last_worked_on_it() {
        accept(command("c-1", "A", null));
        Execution first = claim(1).get(0);
        Attempt attempt = ledger.intend(intent(first, null));
        clock.advance(Duration.ofSeconds(10));
        ledger.settle(Settlement.later(first, Code.TASK_RUNNING, clock.instant(), false)
                .closing(new AttemptResult(attempt.id(), null, Code.TASK_RUNNING, "/queue/1", null, null, null)));

        Execution next = claim(1).get(0);

        assertThat(next.lastWorking()).isEqualTo(clock.instant());
        assertThat(next.pending().intendedAt()).isEqualTo(clock.instant().minusSeconds(10));
        assertThat(next.pending().task()).isEqualTo("/queue/1");
    }

    @Test
    void an_intent_without_a_result_comes_back_with_the_next_claim() {
        accept(command("c-1", "A", null));
        Execution first = claim(1).get(0);
        Attempt intended = ledger.intend(intent(first, null));
        clock.advance(LEASE);

        Execution next = claim(1).get(0);

        assertThat(next.pending()).isEqualTo(intended);
        assertThat(next.pendingFinishes()).isTrue();
        assertThat(next.begun()).isFalse();
    }

    @Test
    void a_settled_attempt_does_not_come_back_and_what_has_begun_does() {
        accept(command("c-1", "A", null));
        Execution first = claim(1).get(0);
        Attempt intended = ledger.intend(intent(first, null));
        ledger.settle(Settlement.later(first, Code.TASK_RUNNING, clock.instant(), false)
                .performed(Effect.RELEASE)
                .closing(AttemptResult.of(intended.id(), Result.DONE, null)));

        Execution next = claim(1).get(0);

        assertThat(next.pending()).isNull();
        assertThat(next.begun()).isTrue();
    }

    @Test
    void a_new_intent_closes_the_one_that_was_proved_absent_in_the_same_commit() {
        accept(command("c-1", "A", null));
        Execution execution = claim(1).get(0);
        Attempt lost = ledger.intend(intent(execution, null));
        ledger.intend(intent(execution, lost.id()));

        assertThat(queries.find("c-1").orElseThrow().attempts())
                .extracting(CommandRecord.AttemptRecord::result)
                .containsExactly("ABSENT", null);
    }

    @Test
    void a_settlement_tells_amount_status_reference_and_counts_tries_and_refusals() {
        accept(command("c-1", "A", 100L));
        Execution first = claim(1).get(0);
        Attempt attempt = ledger.intend(intent(first, null));
        ledger.settle(Settlement.later(first, Code.PROVIDER_REFUSED, clock.instant(), true)
                .closing(new AttemptResult(
                        attempt.id(),
                        Result.REFUSED,
                        Code.PROVIDER_REFUSED,
                        null,
                        "CAPTURE_NOT_ALLOWED",
                        null,
                        "corr")));
        Execution second = claim(1).get(0);
        assertThat(second.tries()).isEqualTo(1);
        assertThat(second.assignment().refusals()).isEqualTo(1);

        ledger.settle(Settlement.end(second, CommandState.ALREADY_SO, Code.ALREADY_ACTIVATED)
                .having(PaymentStatus.ACTIVATED, 100L, "SEK"));

        CommandRecord told = queries.find("c-1").orElseThrow();
        assertThat(told.state()).isEqualTo(CommandState.ALREADY_SO);
        assertThat(told.amount()).isEqualTo(100);
        assertThat(told.currency()).isEqualTo("SEK");
        assertThat(told.paymentStatus()).isEqualTo("ACTIVATED");
        assertThat(told.endedAt()).isEqualTo(clock.instant());
        assertThat(told.attempts()).hasSize(1).first().satisfies(tried -> {
            assertThat(tried.correlationId()).isEqualTo("corr");
            assertThat(tried.providerCode()).isEqualTo("CAPTURE_NOT_ALLOWED");
        });
    }

    @Test
    void a_command_that_waits_is_not_due_before_its_time_and_lets_nobody_pass() {
        accept(command("c-1", "A", null));
        accept(command("c-2", "A", null));
        Execution first = claim(1).get(0);
        ledger.settle(Settlement.later(
                first, Code.PROVIDER_UNAVAILABLE, clock.instant().plusSeconds(5), true));
        accept(command("c-3", "A", null));

        assertThat(claim(10)).isEmpty();
        assertThat(ledger.nextDue(Set.of("shop", "other")))
                .contains(clock.instant().plusSeconds(5));
        clock.advance(Duration.ofSeconds(5));
        assertThat(ids(claim(10))).containsExactly("c-1");
    }

    @Test
    void an_order_number_is_resolved_by_its_reference() {
        references.put(List.of(new OrderReference("100", "shop", "A", "SEK")));

        assertThat(accept(byOrderNumber("c-1", "100", null))).isEqualTo(Acceptance.ACCEPTED);
        assertThat(accept(byOrderNumber("c-2", "100", "other"))).isEqualTo(Acceptance.REFERENCE_MISMATCH);

        assertThat(claim(1).get(0).assignment().providerOrderId()).isEqualTo("A");
    }

    @Test
    void what_is_told_of_a_command_when_it_is_stored_is_what_a_reading_finds() {
        references.put(List.of(new OrderReference("100", "shop", "A", "SEK")));
        clock.advance(Duration.ofNanos(1_234_567_899));
        Map<String, Stored> told = new ConcurrentHashMap<>();
        List<PaymentCommand> commands = List.of(
                command("c-1", "B", 100L),
                byOrderNumber("c-2", "100", null),
                byOrderNumber("c-3", "101", null),
                byOrderNumber("c-4", "101", "shop"));

        for (PaymentCommand command : commands) {
            assertThat(acceptTelling(command, told)).isEqualTo(Acceptance.ACCEPTED);
        }

        for (PaymentCommand command : commands) {
            CommandRecord read = queries.find(command.commandId()).orElseThrow();
            Stored stored = told.get(command.commandId());
            assertThat(stored.acceptedAt()).isEqualTo(read.acceptedAt());
            assertThat(stored.account()).isEqualTo(read.account());
            assertThat(stored.providerOrderId()).isEqualTo(read.providerOrderId());
            assertThat(stored.awaitsReference()).isEqualTo(read.code() == Code.REFERENCE_AWAITED);
            assertThat(read.state()).isEqualTo(stored.awaitsReference() ? CommandState.WAITING : CommandState.ACCEPTED);
        }
        assertThat(told.get("c-2").account()).isEqualTo("shop");
        assertThat(told.get("c-3").awaitsReference()).isTrue();
    }

    @Test
    void nothing_is_told_of_what_is_not_stored() {
        Map<String, Stored> told = new ConcurrentHashMap<>();
        accept(command("c-1", "A", 100L));

        assertThat(acceptTelling(command("c-1", "A", 100L), told)).isEqualTo(Acceptance.REPLAY);
        assertThat(acceptTelling(command("c-1", "A", 101L), told)).isEqualTo(Acceptance.ID_REUSED);

        assertThat(told).isEmpty();
    }

    private Acceptance acceptTelling(PaymentCommand command, Map<String, Stored> told) {
        return inbox.accept(List.of(new Submission(
                        command, Origin.rest(), AccountScope.ALL, stored -> told.put(command.commandId(), stored))))
                .get(0);
    }

    @Test
    void commands_that_wait_for_a_reference_follow_it_in_the_order_of_acceptance() {
        accept(byOrderNumber("c-1", "100", null));
        accept(byOrderNumber("c-2", "100", null));
        accept(byOrderNumber("c-3", "100", "other"));
        assertThat(queries.find("c-1").orElseThrow().code()).isEqualTo(Code.REFERENCE_AWAITED);
        assertThat(claim(10)).isEmpty();

        references.put(List.of(new OrderReference("100", "shop", "A", "SEK")));

        Execution first = claim(10).get(0);
        assertThat(first.assignment().command().commandId()).isEqualTo("c-1");
        ledger.settle(Settlement.end(first, CommandState.SUCCEEDED, Code.ACTIVATED));
        assertThat(ids(claim(10))).containsExactly("c-2");
        assertThat(queries.find("c-3").orElseThrow().code()).isEqualTo(Code.REFERENCE_AWAITED);
    }

    @Test
    void a_provider_order_id_without_an_account_must_be_the_references_own() {
        accept(new PaymentCommand("c-1", Action.ANNUL, "100", null, "A", null, null, List.of(), null, null));
        accept(new PaymentCommand("c-2", Action.ANNUL, "100", null, "B", null, null, List.of(), null, null));

        references.put(List.of(new OrderReference("100", "shop", "A", "SEK")));

        assertThat(ids(claim(10))).containsExactly("c-1");
        assertThat(queries.find("c-2").orElseThrow().code()).isEqualTo(Code.ACCOUNT_MISMATCH);
    }

    @Test
    void what_awaits_its_reference_stands_in_attention_after_minutes_naming_near_misses_and_waits_on() {
        references.put(List.of(
                new OrderReference("AB100", "shop", "A", "SEK"),
                new OrderReference("#ab-0100", "shop", "B", "SEK"),
                new OrderReference("0100", "shop", "C", "SEK"),
                new OrderReference("000AB100", "other", "D", "SEK")));
        accept(byOrderNumber("c-1", "00ab100", null));
        accept(byOrderNumber("c-2", "200", "shop"));
        clock.advance(Duration.ofMinutes(10));
        assertThat(desk.list(AccountScope.ALL, null, 0, 10)).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(desk.list(AccountScope.ALL, null, 0, 10))
                .extracting(record ->
                        record.commandId() + " " + record.waits() + " " + record.code() + " " + record.nearMisses())
                .containsExactly("c-1 true REFERENCE_AWAITED [000AB100, AB100]", "c-2 true REFERENCE_AWAITED []");
        assertThat(desk.list(AccountScope.of(List.of("shop")), null, 0, 10))
                .extracting(AttentionRecord::commandId)
                .containsExactly("c-2");
        assertThat(queries.find("c-1").orElseThrow().state()).isEqualTo(CommandState.WAITING);

        references.put(List.of(new OrderReference("00ab100", "shop", "E", "SEK")));

        assertThat(ids(claim(10))).containsExactly("c-1");
        assertThat(desk.list(AccountScope.ALL, null, 0, 10))
                .extracting(AttentionRecord::commandId)
                .containsExactly("c-2");
    }

    @Test
    void a_reference_that_never_comes_refuses_its_commands() {
        accept(byOrderNumber("c-1", "100", null));
        clock.advance(Duration.ofHours(24));
        assertThat(references.refuseOverdue()).isZero();
        clock.advance(Duration.ofMillis(1));

        assertThat(references.refuseOverdue()).isEqualTo(1);
        assertThat(queries.find("c-1").orElseThrow().state()).isEqualTo(CommandState.REFUSED);
        assertThat(queries.find("c-1").orElseThrow().code()).isEqualTo(Code.REFERENCE_UNKNOWN);
    }

    @Test
    void no_command_misses_a_reference_that_comes_at_the_same_moment() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String number = "N" + i;
                calls.add(() -> accept(byOrderNumber("c-" + number, number, null)));
                calls.add(() -> {
                    references.put(List.of(new OrderReference(number, "shop", "P-" + number, "SEK")));
                    return number;
                });
            }
            for (Future<Object> call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(jdbc.queryForObject("select count(*) from command where payment_id is null", Integer.class))
                .isZero();
        assertThat(claim(200)).hasSize(100);
    }

    @Test
    void an_outcome_is_told_until_it_has_been_told() {
        accept(command("c-1", "A", null));
        Execution execution = claim(1).get(0);
        assertThat(queries.publish(10, told -> {})).isZero();
        ledger.settle(Settlement.end(execution, CommandState.REFUSED, Code.PAYMENT_ENDED));

        assertThatThrownBy(() -> queries.publish(10, told -> {
                    throw new IllegalStateException("the broker is away");
                }))
                .isInstanceOf(IllegalStateException.class);
        List<CommandRecord> told = new ArrayList<>();
        assertThat(queries.publish(10, told::addAll)).isEqualTo(1);
        assertThat(told).extracting(CommandRecord::commandId).containsExactly("c-1");
        assertThat(queries.publish(10, told::addAll)).isZero();
    }

    @Test
    void a_replay_that_asks_for_a_reply_is_told_the_first_answer() {
        accept(command("c-1", "A", null));
        ledger.settle(Settlement.end(claim(1).get(0), CommandState.SUCCEEDED, Code.ACTIVATED));
        queries.publish(10, told -> {});

        inbox.accept(List.of(new Submission(command("c-1", "A", null), Origin.jms("answers", "corr"))));

        List<CommandRecord> told = new ArrayList<>();
        assertThat(queries.publish(10, told::addAll)).isEqualTo(1);
        assertThat(told.get(0).replyTo()).isEqualTo("answers");
        assertThat(told.get(0).correlationId()).isEqualTo("corr");
    }

    @Test
    void what_is_being_worked_on_reads_executing() {
        accept(command("c-1", "A", null));
        accept(command("c-2", "A", null));
        claim(1);

        assertThat(queries.list(AccountScope.ALL, null, CommandState.EXECUTING, null, null, 10))
                .extracting(CommandRecord::commandId)
                .containsExactly("c-1");
        assertThat(queries.list(AccountScope.ALL, null, CommandState.ACCEPTED, "shop", null, 10))
                .extracting(CommandRecord::commandId)
                .containsExactly("c-2");
    }

    @Test
    void what_needs_attention_may_be_tried_again_with_a_new_schedule() {
        accept(command("c-1", "A", null));
        ledger.settle(Settlement.end(claim(1).get(0), CommandState.NEEDS_ATTENTION, Code.RETRIES_EXHAUSTED));
        queries.publish(10, told -> {});

        int audited = count("audit");
        assertThat(desk.retry("c-1", "eva")).isTrue();
        assertThat(desk.retry("c-1", "eva")).isFalse();

        Execution again = claim(1).get(0);
        assertThat(again.tries()).isZero();
        assertThat(again.refused()).isEmpty();
        ledger.settle(Settlement.end(again, CommandState.SUCCEEDED, Code.ACTIVATED));
        assertThat(queries.publish(10, told -> {})).isEqualTo(1);
        assertThat(count("audit")).isEqualTo(audited + 1);
    }

    @Test
    void what_needs_attention_may_be_closed_as_done_outside_with_a_note() {
        accept(command("c-1", "A", null));
        assertThat(desk.resolve("c-1", "eva", "done in the portal")).isFalse();
        ledger.settle(Settlement.end(claim(1).get(0), CommandState.NEEDS_ATTENTION, Code.RETRIES_EXHAUSTED));

        assertThat(desk.resolve("c-1", "eva", "done in the portal")).isTrue();

        assertThat(queries.find("c-1").orElseThrow().code()).isEqualTo(Code.RESOLVED);
        assertThat(jdbc.queryForObject(
                        "select detail ->> 'note' from audit order by position desc limit 1", String.class))
                .isEqualTo("done in the portal");
        assertThat(claim(1)).isEmpty();
    }

    @Test
    void each_account_gets_no_more_than_its_room_and_none_holds_up_another() {
        IntStream.range(0, 5).forEach(i -> accept(command("c-" + i, "P-" + i, null)));
        accept(new PaymentCommand("svea", Action.ANNUL, null, "other", "S-1", null, null, List.of(), null, null));

        assertThat(ids(ledger.claim(10, Map.of("shop", 2, "other", 5), LEASE)))
                .containsExactlyInAnyOrder("c-0", "c-1", "svea");
        assertThat(ledger.claim(10, Map.of("other", 5), LEASE)).isEmpty();
        assertThat(ids(ledger.claim(2, Map.of("shop", 5, "other", 5), LEASE))).containsExactlyInAnyOrder("c-2", "c-3");
        assertThat(ledger.accountsAtWork()).containsExactlyInAnyOrder("shop", "other");
    }

    @Test
    void a_command_that_cannot_be_read_is_set_aside_and_holds_up_nobody() {
        accept(command("c-1", "A", null));
        accept(command("c-2", "A", null));
        accept(command("c-3", "B", null));
        jdbc.update("update command set action = 'devour' where command_id = 'c-1'");

        assertThat(ids(claim(10))).containsExactly("c-3");

        assertThat(jdbc.queryForObject(
                        "select state || ' ' || code from command where command_id = 'c-1'", String.class))
                .isEqualTo("NEEDS_ATTENTION UNREADABLE");
        assertThat(ids(claim(10))).contains("c-2");
    }

    @Test
    void a_write_that_is_sent_once_more_says_so_first_and_only_under_its_lease() {
        accept(command("c-1", "A", 100L));
        Execution first = claim(1).get(0);
        Attempt lost = ledger.intend(intent(first, null));
        ledger.settle(Settlement.later(first, Code.OUTCOME_UNKNOWN, clock.instant(), true));
        Execution second = claim(1).get(0);
        clock.advance(Duration.ofSeconds(7));

        assertThatThrownBy(() -> ledger.intendAgain(first, lost)).isInstanceOf(LeaseLost.class);
        ledger.intendAgain(second, lost);
        ledger.settle(Settlement.later(second, Code.OUTCOME_UNKNOWN, clock.instant(), true));

        Execution third = claim(1).get(0);
        assertThat(third.pending().intendedAt()).isEqualTo(lost.intendedAt());
        assertThat(third.lastWorking()).isEqualTo(clock.instant());
    }

    private List<Execution> claim(int most) {
        return ledger.claim(most, Map.of("shop", most, "other", most), LEASE);
    }

    @Test
    void a_sender_acts_on_its_own_accounts_only_whatever_leads_to_them() {
        references.put(List.of(new OrderReference("100", "other", "A", "SEK")));

        assertThat(acceptFromShop(command("c-1", "A", null))).isEqualTo(Acceptance.ACCEPTED);
        assertThat(acceptFromShop(byOrderNumber("c-2", "100", null))).isEqualTo(Acceptance.OUT_OF_SCOPE);
        assertThat(acceptFromShop(byOrderNumber("c-3", "100", "shop"))).isEqualTo(Acceptance.OUT_OF_SCOPE);
        assertThat(acceptFromShop(byOrderNumber("c-4", "101", null))).isEqualTo(Acceptance.OUT_OF_SCOPE);
        assertThat(acceptFromShop(byOrderNumber("c-5", "101", "shop"))).isEqualTo(Acceptance.ACCEPTED);

        references.put(List.of(new OrderReference("101", "other", "B", "SEK")));
        assertThat(queries.find("c-5").orElseThrow().code()).isEqualTo(Code.REFERENCE_AWAITED);
        assertThat(queries.list(AccountScope.of(List.of("other")), null, null, null, null, 10))
                .isEmpty();
    }

    @Test
    void nothing_is_stored_together_with_a_reference_to_an_account_outside_the_scope() {
        AccountScope shop = AccountScope.of(List.of("shop"));
        references.put(List.of(new OrderReference("100", "other", "A", "SEK")));

        assertThat(references.put(
                        List.of(
                                new Asked(new OrderReference("101", "shop", "X", "SEK"), false),
                                new Asked(new OrderReference("102", "other", "X", "SEK"), true)),
                        shop,
                        "erp"))
                .containsExactly(Answer.DENIED, Answer.DENIED);
        assertThat(references.find(List.of("100", "101", "102"))).containsOnlyKeys("100");
        assertThat(references.put(
                        List.of(new Asked(new OrderReference("100", "shop", "X", "SEK"), false)), shop, "erp"))
                .containsExactly(Answer.STORED);
        assertThat(references.find("100").all())
                .containsExactly(
                        new OrderReference("100", "other", "A", "SEK"), new OrderReference("100", "shop", "X", "SEK"));
    }

    private Acceptance acceptFromShop(PaymentCommand command) {
        return inbox.accept(List.of(new Submission(command, Origin.rest(), AccountScope.of(List.of("shop")))))
                .get(0);
    }

    @Test
    void what_needs_attention_is_listed_to_those_who_may_see_its_account() {
        accept(command("c-1", "A", 100L));
        ledger.settle(Settlement.end(claim(1).get(0), CommandState.NEEDS_ATTENTION, Code.RETRIES_EXHAUSTED)
                .having(PaymentStatus.AUTHORIZED, null, null));

        AttentionRecord listed = desk.list(AccountScope.ALL, null, 0, 10).get(0);
        assertThat(listed.commandId()).isEqualTo("c-1");
        assertThat(listed.amount()).isEqualTo(100);
        assertThat(listed.uncertain()).isFalse();
        assertThat(listed.paymentStatus()).isEqualTo("AUTHORIZED");
        assertThat(listed.readAt()).isEqualTo(clock.instant());
        assertThat(desk.list(AccountScope.of(List.of("shop")), "shop", 0, 10)).hasSize(1);
        assertThat(desk.list(AccountScope.of(List.of("other")), null, 0, 10)).isEmpty();
        assertThat(desk.list(AccountScope.ALL, null, listed.id(), 10)).isEmpty();
    }

    private Acceptance accept(PaymentCommand command) {
        return inbox.accept(List.of(submission(command))).get(0);
    }

    private static Submission submission(PaymentCommand command) {
        return new Submission(command, Origin.rest());
    }

    private static PaymentCommand command(String id, String providerOrderId, @Nullable Long amount) {
        return new PaymentCommand(
                id,
                Action.ACTIVATE,
                null,
                "shop",
                providerOrderId,
                amount,
                amount == null ? null : "SEK",
                List.of(),
                null,
                null);
    }

    private static PaymentCommand byOrderNumber(String id, String orderNumber, @Nullable String account) {
        return new PaymentCommand(id, Action.ACTIVATE, orderNumber, account, null, null, null, List.of(), null, null);
    }

    private static Intent intent(Execution execution, @Nullable Long absent) {
        ProviderRequest request =
                new ProviderRequest(Effect.ACTIVATE, "capture", 100, "SEK", "POST", "/captures", null, "key");
        return new Intent(execution, request, "{}", "{\"captured\": 0}", true, absent);
    }

    private static List<String> ids(List<Execution> executions) {
        return executions.stream()
                .map(execution -> execution.assignment().command().commandId())
                .toList();
    }

    private static Execution find(List<Execution> executions, String commandId) {
        return executions.stream()
                .filter(execution ->
                        execution.assignment().command().commandId().equals(commandId))
                .findFirst()
                .orElseThrow();
    }

    private int count(String table) {
        return jdbc.queryForObject("select count(*) from " + table, Integer.class);
    }
}
