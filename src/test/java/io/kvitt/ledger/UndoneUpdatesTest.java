package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.Bound;
import io.kvitt.TestDatabase;
import io.kvitt.audit.AuditTrail;
import io.kvitt.command.Acceptance;
import io.kvitt.command.CommandState;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Origin;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Submission;
import io.kvitt.execution.Execution;
import io.kvitt.execution.Settlement;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.payment.OrderLine;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.ProviderKind;
import io.kvitt.provider.klarna.KlarnaAccounts;
import io.kvitt.provider.svea.SveaAccounts;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Behind which updates an activation without an amount takes nothing, against a real PostgreSQL. */
class UndoneUpdatesTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);
    private static final OrderReference REFERENCE = new OrderReference("100", "klarna", "A", "SEK");
    private static final List<OrderLine> LINES = List.of(new OrderLine("A", "Kaffe", BigDecimal.ONE, 100, 2500, 100));

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.dataSource()));
    private final Accounts accounts = new Accounts(Map.of(
            "klarna", account("klarna", KlarnaAccounts.KLARNA),
            "kustom", account("kustom", KlarnaAccounts.KUSTOM),
            "svea", account("svea", SveaAccounts.SVEA),
            "strict",
                    new Account(
                            "strict", SveaAccounts.SVEA, URI.create("https://provider.test"), "u", "p", true, null)));
    private final UndoneUpdates undone = new UndoneUpdates(jdbc, accounts);

    private ReferenceTable references;
    private JdbcInbox inbox;
    private JdbcExecutionLedger ledger;
    private AttentionDesk desk;

    @BeforeEach
    void open() {
        jdbc.execute("truncate attempt, command, payment, order_reference, update_refused restart identity cascade");
        Overtaking overtaking = new Overtaking(jdbc, NOON);
        Leases leases = new Leases(jdbc);
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
                undone,
                event -> {},
                NOON,
                Bound.settings(ReferenceSettings.class));
        ledger = new JdbcExecutionLedger(
                jdbc,
                transaction,
                leases,
                new ClaimedRows(jdbc, accounts, () -> CreditByStatus.OFF),
                new Intents(jdbc, transaction, leases, new CreditCap(jdbc, () -> CreditByStatus.OFF), NOON),
                new Settlements(
                        jdbc,
                        transaction,
                        leases,
                        new Ends(new CommandQueries(jdbc, transaction), event -> {}, NOON),
                        NOON),
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

    private static Account account(String name, ProviderKind kind) {
        return new Account(name, kind, URI.create("https://provider.test"), "u", "p");
    }

    @AfterEach
    void close() {
        inbox.close();
        ledger.close();
    }

    @ParameterizedTest
    @CsvSource({"ACTIVATE, AMOUNT_REQUIRED", "CREDIT, AMOUNT_REQUIRED", "ANNUL, ACCEPTED", "REVERSE, ACCEPTED"})
    void where_the_account_requires_an_amount_what_moves_everything_is_refused_at_once_without_one(
            Action action, Acceptance verdict) {
        PaymentCommand without =
                new PaymentCommand("w-1", action, null, "strict", "S", null, null, List.of(), null, null);
        PaymentCommand with =
                new PaymentCommand("w-2", action, null, "strict", "S", 100L, "SEK", List.of(), null, null);

        assertThat(accept(without)).isEqualTo(verdict);
        assertThat(accept(with)).isEqualTo(Acceptance.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, UPDATED, false",
        "ALREADY_SO, ALREADY_UPDATED, false",
        "REFUSED, PROVIDER_REFUSED, true",
        "REFUSED, CURRENCY_MISMATCH, true",
        "NEEDS_ATTENTION, RETRIES_EXHAUSTED, true"
    })
    void an_update_bars_unless_it_has_taken_effect(CommandState end, Code code, boolean bars) {
        accept(update("u-1"));
        end(end, code);

        assertThat(undone.newest(REFERENCE).isPresent()).isEqualTo(bars);
        accept(activate("a-1", null));
        assertThat(claim().updateNotDone()).isEqualTo(bars ? "u-1" : null);
    }

    @Test
    void an_amount_that_is_named_and_every_other_action_go_on_to_the_reading() {
        accept(update("u-1"));
        end(CommandState.REFUSED, Code.PROVIDER_REFUSED);
        for (PaymentCommand command : List.of(
                activate("a-1", 100L),
                command("c-1", Action.CREDIT, null, List.of()),
                command("r-1", Action.REVERSE, null, List.of()))) {
            accept(command);
            Execution execution = claim();
            assertThat(execution.assignment().command().commandId()).isEqualTo(command.commandId());
            assertThat(execution.updateNotDone()).isNull();
            ledger.settle(Settlement.end(execution, CommandState.REFUSED, Code.NOT_OFFERED));
        }
    }

    @Test
    void the_newest_update_before_it_counts_and_it_is_named_at_the_end() {
        accept(update("u-1"));
        end(CommandState.SUCCEEDED, Code.UPDATED);
        accept(update("u-2"));
        end(CommandState.REFUSED, Code.PROVIDER_REFUSED);
        accept(activate("a-1", null));
        accept(update("u-3"));
        accept(activate("a-2", null));

        Execution first = claim();
        assertThat(first.updateNotDone()).isEqualTo("u-2");
        ledger.settle(Settlement.end(first, CommandState.REFUSED, Code.UPDATE_NOT_DONE));
        end(CommandState.SUCCEEDED, Code.UPDATED);
        assertThat(claim().updateNotDone()).isNull();
        assertThat(jdbc.queryForObject("select because_of from command where command_id = 'a-1'", String.class))
                .isEqualTo("u-2");
    }

    @Test
    void a_person_who_says_that_it_is_done_outside_clears_it() {
        accept(update("u-1"));
        end(CommandState.NEEDS_ATTENTION, Code.RETRIES_EXHAUSTED);
        desk.resolve("u-1", "eva", "changed in the portal");

        accept(activate("a-1", null));

        assertThat(claim().updateNotDone()).isNull();
    }

    @Test
    void an_update_that_was_overtaken_bars_what_comes_after_the_cancellation() {
        accept(update("u-1"));
        accept(command("annul", Action.ANNUL, null, List.of()));
        end(CommandState.REFUSED, Code.NOT_OFFERED);

        accept(activate("a-1", null));

        assertThat(claim().updateNotDone()).isEqualTo("u-1");
    }

    @Test
    void an_update_whose_order_number_never_led_to_the_payment_bars_by_the_number() {
        accept(byOrderNumber("u-1", Action.UPDATE, "svea", 100L));
        accept(byOrderNumber("a-1", Action.ACTIVATE, null, null));

        references.put(List.of(REFERENCE));

        assertThat(jdbc.queryForObject("select code from command where command_id = 'u-1'", String.class))
                .isEqualTo("REFERENCE_AWAITED");
        assertThat(claim().updateNotDone()).isEqualTo("u-1");
    }

    @Test
    void an_update_without_lines_is_refused_at_once_where_its_provider_always_needs_them() {
        references.put(List.of(REFERENCE));
        assertThat(Stream.of("klarna", "kustom", "svea")
                        .map(account -> accept(new PaymentCommand(
                                "u-" + account,
                                Action.UPDATE,
                                null,
                                account,
                                "B",
                                100L,
                                "SEK",
                                List.of(),
                                null,
                                null))))
                .containsExactly(Acceptance.LINES_REQUIRED, Acceptance.LINES_REQUIRED, Acceptance.ACCEPTED);
        assertThat(accept(byOrderNumber("u-1", Action.UPDATE, null, 100L))).isEqualTo(Acceptance.LINES_REQUIRED);
        assertThat(accept(new PaymentCommand(
                        "u-2", Action.UPDATE, "999", "klarna", null, 100L, "SEK", List.of(), null, null)))
                .isEqualTo(Acceptance.LINES_REQUIRED);
        assertThat(jdbc.queryForObject("select count(*) from command", Long.class))
                .isEqualTo(1);
    }

    @Test
    void an_amount_that_klarna_and_kustom_never_take_is_refused_at_once_and_bars_what_comes_behind_it() {
        for (String account : List.of("klarna", "kustom", "svea")) {
            assertThat(accept(new PaymentCommand(
                            "big-" + account,
                            Action.UPDATE,
                            null,
                            account,
                            "B",
                            200_000_001L,
                            "SEK",
                            List.of(new OrderLine("A", "A", BigDecimal.ONE, 200_000_001, 0, 200_000_001)),
                            null,
                            null)))
                    .isEqualTo(account.equals("svea") ? Acceptance.ACCEPTED : Acceptance.AMOUNT_TOO_LARGE);
            assertThat(accept(new PaymentCommand(
                            "guard-" + account,
                            Action.ACTIVATE,
                            null,
                            account,
                            "B",
                            200_000_001L,
                            "SEK",
                            List.of(),
                            null,
                            null)))
                    .isEqualTo(account.equals("svea") ? Acceptance.ACCEPTED : Acceptance.AMOUNT_TOO_LARGE);
        }
        assertThat(jdbc.queryForList("select command_id from update_refused order by 1", String.class))
                .containsExactly("big-klarna", "big-kustom");
    }

    @Test
    void an_update_that_was_refused_at_once_bars_until_a_later_one_has_taken_effect() {
        assertThat(accept(command("u-1", Action.UPDATE, 100L, List.of()))).isEqualTo(Acceptance.LINES_REQUIRED);
        accept(activate("a-1", null));
        Execution first = claim();
        assertThat(first.updateNotDone()).isEqualTo("u-1");
        ledger.settle(Settlement.end(first, CommandState.REFUSED, Code.UPDATE_NOT_DONE));
        assertThat(undone.newest(REFERENCE)).contains("u-1");

        assertThat(accept(update("u-1"))).isEqualTo(Acceptance.ACCEPTED);
        end(CommandState.SUCCEEDED, Code.UPDATED);

        accept(activate("a-2", null));
        assertThat(claim().updateNotDone()).isNull();
    }

    @Test
    void an_update_that_was_said_to_be_of_another_account_bars_the_payment_of_its_number() {
        references.put(List.of(REFERENCE));
        assertThat(accept(new PaymentCommand(
                        "u-1",
                        Action.UPDATE,
                        REFERENCE.orderNumber(),
                        REFERENCE.account().equals("svea") ? "klarna" : "svea",
                        "other",
                        100L,
                        "SEK",
                        LINES,
                        null,
                        null)))
                .isEqualTo(Acceptance.REFERENCE_MISMATCH);

        accept(activate("a-1", null));
        assertThat(claim().updateNotDone()).isEqualTo("u-1");
    }

    @Test
    void within_one_batch_it_bars_what_comes_after_it_only() {
        references.put(List.of(REFERENCE));
        inbox.accept(Stream.of(
                        activate("a-1", null),
                        update("u-1"),
                        byOrderNumber("u-2", Action.UPDATE, null, 100L),
                        activate("a-2", null))
                .map(command -> new Submission(command, Origin.rest()))
                .toList());

        Execution before = claim();
        assertThat(before.updateNotDone()).isNull();
        ledger.settle(Settlement.end(before, CommandState.REFUSED, Code.NOT_OFFERED));
        end(CommandState.SUCCEEDED, Code.UPDATED);
        assertThat(claim().updateNotDone()).isEqualTo("u-2");
    }

    @Test
    void at_the_beginning_of_a_batch_it_bars_what_comes_after_it() {
        assertThat(inbox.accept(List.of(
                        new Submission(command("u-1", Action.UPDATE, 100L, List.of()), Origin.rest()),
                        new Submission(activate("a-1", null), Origin.rest()))))
                .containsExactly(Acceptance.LINES_REQUIRED, Acceptance.ACCEPTED);

        assertThat(claim().updateNotDone()).isEqualTo("u-1");
    }

    private Acceptance accept(PaymentCommand command) {
        return inbox.accept(List.of(new Submission(command, Origin.rest()))).get(0);
    }

    private Execution claim() {
        return ledger.claim(1, Map.of("klarna", 1, "svea", 1), LEASE).get(0);
    }

    private void end(CommandState state, Code code) {
        ledger.settle(Settlement.end(claim(), state, code));
    }

    private static PaymentCommand update(String id) {
        return command(id, Action.UPDATE, 100L, LINES);
    }

    private static PaymentCommand activate(String id, @Nullable Long amount) {
        return command(id, Action.ACTIVATE, amount, List.of());
    }

    private static PaymentCommand command(String id, Action action, @Nullable Long amount, List<OrderLine> lines) {
        return new PaymentCommand(
                id, action, null, "klarna", "A", amount, amount == null ? null : "SEK", lines, null, null);
    }

    private static PaymentCommand byOrderNumber(
            String id, Action action, @Nullable String account, @Nullable Long amount) {
        return new PaymentCommand(
                id, action, "100", account, null, amount, amount == null ? null : "SEK", List.of(), null, null);
    }
}
