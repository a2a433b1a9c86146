package io.kvitt.ledger;

import io.kvitt.Bound;
import io.kvitt.MovableClock;
import io.kvitt.TestDatabase;
import io.kvitt.audit.AuditTrail;
import io.kvitt.command.Acceptance;
import io.kvitt.command.AccountScope;
import io.kvitt.command.Origin;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Stored;
import io.kvitt.command.Submission;
import io.kvitt.execution.Execution;
import io.kvitt.execution.ExecutionLedger.Intent;
import io.kvitt.payment.Action;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.payment.Effect;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.klarna.KlarnaAccounts;
import io.kvitt.provider.svea.SveaAccounts;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger put together on a real database, with a clock that a test moves. */
abstract class LedgerBench {

    static final Duration LEASE = Duration.ofSeconds(30);

    final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.dataSource()));
    final MovableClock clock = new MovableClock();
    final Accounts accounts = new Accounts(Map.of(
            "shop", new Account("shop", KlarnaAccounts.KLARNA, URI.create("https://klarna.test"), "u", "p"),
            "other", new Account("other", SveaAccounts.SVEA, URI.create("https://svea.test"), "u", "p")));
    final List<Object> events = new ArrayList<>();

    ReferenceTable references;
    JdbcInbox inbox;
    JdbcExecutionLedger ledger;
    CommandQueries queries;
    AttentionDesk desk;
    Intents intents;
    Settlements settlements;

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

    Acceptance acceptTelling(PaymentCommand command, Map<String, Stored> told) {
        return inbox.accept(List.of(new Submission(
                        command, Origin.rest(), AccountScope.ALL, stored -> told.put(command.commandId(), stored))))
                .get(0);
    }

    List<Execution> claim(int most) {
        return ledger.claim(most, Map.of("shop", most, "other", most), LEASE);
    }

    Acceptance acceptFromShop(PaymentCommand command) {
        return inbox.accept(List.of(new Submission(command, Origin.rest(), AccountScope.of(List.of("shop")))))
                .get(0);
    }

    Acceptance accept(PaymentCommand command) {
        return inbox.accept(List.of(submission(command))).get(0);
    }

    static Submission submission(PaymentCommand command) {
        return new Submission(command, Origin.rest());
    }

    static PaymentCommand command(String id, String providerOrderId, @Nullable Long amount) {
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

    static PaymentCommand byOrderNumber(String id, String orderNumber, @Nullable String account) {
        return new PaymentCommand(id, Action.ACTIVATE, orderNumber, account, null, null, null, List.of(), null, null);
    }

    static Intent intent(Execution execution, @Nullable Long absent) {
        ProviderRequest request =
                new ProviderRequest(Effect.ACTIVATE, "capture", 100, "SEK", "POST", "/captures", null, "key");
        return new Intent(execution, request, "{}", "{\"captured\": 0}", true, absent);
    }

    static List<String> ids(List<Execution> executions) {
        return executions.stream()
                .map(execution -> execution.assignment().command().commandId())
                .toList();
    }

    static Execution find(List<Execution> executions, String commandId) {
        return executions.stream()
                .filter(execution ->
                        execution.assignment().command().commandId().equals(commandId))
                .findFirst()
                .orElseThrow();
    }

    int count(String table) {
        return jdbc.queryForObject("select count(*) from " + table, Integer.class);
    }
}
