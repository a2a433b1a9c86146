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
import io.kvitt.execution.PassSettled;
import io.kvitt.execution.Settlement;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.klarna.KlarnaAccounts;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class EndsTest {

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.dataSource()));
    private final Clock clock = Clock.systemUTC();
    private final List<CommandEnded> published = new ArrayList<>();
    private final List<CommandRecord> taken = new ArrayList<>();
    private final Accounts accounts = new Accounts(
            Map.of("shop", new Account("shop", KlarnaAccounts.KLARNA, URI.create("https://klarna.test"), "u", "p")));

    private Ends ends;
    private JdbcInbox inbox;
    private JdbcExecutionLedger ledger;
    private AttentionDesk desk;

    @BeforeEach
    void open() {
        jdbc.execute(
                "truncate attempt, command, payment, order_reference, order_reference_replaced restart identity cascade");
        ends = new Ends(new CommandQueries(jdbc, transaction), this::publish, clock);
        Overtaking overtaking = new Overtaking(jdbc, clock);
        ReferenceTable references = new ReferenceTable(
                jdbc,
                transaction,
                overtaking,
                event -> {},
                new AuditTrail(jdbc, clock),
                clock,
                Bound.settings(ReferenceSettings.class));
        inbox = new JdbcInbox(
                jdbc,
                transaction,
                references,
                overtaking,
                new UndoneUpdates(jdbc, accounts),
                event -> {},
                clock,
                Bound.settings(ReferenceSettings.class));
        Leases leases = new Leases(jdbc);
        ledger = new JdbcExecutionLedger(
                jdbc,
                transaction,
                leases,
                new ClaimedRows(jdbc, accounts, () -> CreditByStatus.OFF),
                new Intents(jdbc, transaction, leases, new CreditCap(jdbc, () -> CreditByStatus.OFF), clock),
                new Settlements(jdbc, transaction, leases, ends, clock),
                this::publish,
                clock);
        desk = new AttentionDesk(
                jdbc,
                transaction,
                overtaking,
                references,
                event -> {},
                new AuditTrail(jdbc, clock),
                clock,
                Bound.settings(ReferenceSettings.class));
    }

    /** As the application's events come to their listeners. */
    private void publish(Object event) {
        if (event instanceof PassSettled settled) {
            ends.onSettled(settled);
        } else if (event instanceof CommandEnded ended) {
            published.add(ended);
        }
    }

    @AfterEach
    void close() {
        inbox.close();
        ledger.close();
    }

    @Test
    void where_nobody_takes_ends_a_pass_leaves_nothing_to_notice_and_its_end_is_published_once() {
        end("c-1", CommandState.SUCCEEDED, Code.ACTIVATED);

        assertThat(published).extracting(CommandEnded::commandId).containsExactly("c-1");
        assertThat(published.get(0).state()).isEqualTo(CommandState.SUCCEEDED);
        assertThat(published.get(0).account()).isEqualTo("shop");
        assertThat(unnoticed()).isZero();
        ends.notice();
        assertThat(published).hasSize(1);
    }

    @Test
    void where_ends_are_taken_each_is_published_once_when_it_has_been_taken() {
        ends.takenBy(taken::addAll);
        end("c-1", CommandState.REFUSED, Code.PAYMENT_ENDED);

        assertThat(published).isEmpty();
        assertThat(unnoticed()).isEqualTo(1);
        ends.notice();
        ends.notice();

        assertThat(taken).extracting(CommandRecord::commandId).containsExactly("c-1");
        assertThat(published).extracting(CommandEnded::code).containsExactly(Code.PAYMENT_ENDED);
        assertThat(unnoticed()).isZero();
    }

    @Test
    void what_could_not_be_taken_is_not_published_and_comes_again() {
        ends.takenBy(batch -> {
            taken.addAll(batch);
            if (taken.size() == 1) {
                throw new IllegalStateException("the outbox is full");
            }
        });
        end("c-1", CommandState.SUCCEEDED, Code.ACTIVATED);

        assertThatThrownBy(ends::notice).isInstanceOf(IllegalStateException.class);
        assertThat(published).isEmpty();
        ends.notice();

        assertThat(taken).hasSize(2);
        assertThat(published).hasSize(1);
    }

    @Test
    void the_end_that_a_person_makes_is_another_one_and_published_too() {
        end("c-1", CommandState.NEEDS_ATTENTION, Code.RETRIES_EXHAUSTED);
        assertThat(desk.resolve("c-1", "eva", "done by hand")).isTrue();

        ends.notice();

        assertThat(published)
                .extracting(CommandEnded::state)
                .containsExactly(CommandState.NEEDS_ATTENTION, CommandState.ALREADY_SO);
    }

    @Test
    void a_pass_that_goes_on_is_no_end() {
        inbox.accept(List.of(submission("c-1")));
        ledger.settle(Settlement.later(claimed(), Code.PROVIDER_UNAVAILABLE, clock.instant(), true));

        ends.notice();

        assertThat(published).isEmpty();
    }

    private void end(String commandId, CommandState state, Code code) {
        inbox.accept(List.of(submission(commandId)));
        ledger.settle(Settlement.end(claimed(), state, code));
    }

    private Execution claimed() {
        return ledger.claim(1, Map.of("shop", 1), Duration.ofSeconds(30)).get(0);
    }

    private int unnoticed() {
        Integer count = jdbc.queryForObject(
                "select count(*) from command where ended_at is not null and noticed_at is null", Integer.class);
        return count == null ? 0 : count;
    }

    private static Submission submission(String commandId) {
        return new Submission(
                new PaymentCommand(commandId, Action.ACTIVATE, null, "shop", "P-1", null, null, List.of(), null, null),
                Origin.rest());
    }
}
