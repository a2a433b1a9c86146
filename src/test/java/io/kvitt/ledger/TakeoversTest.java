package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.Bound;
import io.kvitt.TestDatabase;
import io.kvitt.audit.AuditTrail;
import io.kvitt.command.Acceptance;
import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandState;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Origin;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Submission;
import io.kvitt.execution.Execution;
import io.kvitt.execution.Settlement;
import io.kvitt.ledger.ReferenceTable.Answer;
import io.kvitt.ledger.ReferenceTable.Asked;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.klarna.KlarnaAccounts;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Order numbers and payments that are taken already, against a real PostgreSQL. */
class TakeoversTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.dataSource()));
    private final Accounts accounts = new Accounts(Map.of("shop", account("shop"), "other", account("other")));
    private final CommandQueries queries = new CommandQueries(jdbc, transaction);

    private ReferenceTable references;
    private JdbcInbox inbox;
    private JdbcExecutionLedger ledger;

    @BeforeEach
    void open() {
        jdbc.execute(
                "truncate attempt, command, payment, order_reference, order_reference_replaced restart identity cascade");
        Overtaking overtaking = new Overtaking(jdbc, NOON);
        Leases leases = new Leases(jdbc);
        ReferenceSettings settings = Bound.settings(ReferenceSettings.class);
        references = new ReferenceTable(
                jdbc, transaction, overtaking, event -> {}, new AuditTrail(jdbc, NOON), NOON, settings);
        inbox = new JdbcInbox(
                jdbc,
                transaction,
                references,
                overtaking,
                new UndoneUpdates(jdbc, accounts),
                event -> {},
                NOON,
                settings);
        ledger = new JdbcExecutionLedger(
                jdbc,
                transaction,
                leases,
                new ClaimedRows(jdbc, accounts, () -> CreditByStatus.OFF),
                new Intents(jdbc, transaction, leases, new CreditCap(jdbc, () -> CreditByStatus.OFF), NOON),
                new Settlements(jdbc, transaction, leases, new Ends(queries, event -> {}, NOON), NOON),
                event -> {},
                NOON);
    }

    @AfterEach
    void close() {
        inbox.close();
        ledger.close();
    }

    @Test
    void a_payment_that_was_never_read_is_not_over() {
        assertThat(put("100", "A")).isEqualTo(Answer.STORED);

        assertThat(put("100", "B")).isEqualTo(Answer.NUMBER_TAKEN);
        assertThat(references.find("100").all()).containsExactly(reference("100", "A"));
        assertThat(put("100", "A")).isEqualTo(Answer.STORED);
    }

    @ParameterizedTest
    @EnumSource(PaymentStatus.class)
    void a_payment_is_over_when_it_was_last_read_to_have_ended(PaymentStatus status) {
        put("100", "A");
        accept(command("c-1", "100", null));
        ledger.settle(Settlement.end(claim(), CommandState.ALREADY_SO, Code.ALREADY_ANNULLED)
                .having(status, null, null));

        boolean over = switch (status) {
            case ANNULLED, CREDITED, EXPIRED, FAILED -> true;
            case PENDING, AUTHORIZED, PARTLY_ACTIVATED, REST_ENDED, ACTIVATED, PARTLY_CREDITED -> false;
        };
        assertThat(put("100", "B")).isEqualTo(over ? Answer.STORED : Answer.NUMBER_TAKEN);
    }

    @Test
    void a_payment_that_has_something_open_is_not_over() {
        put("100", "A");
        accept(command("c-1", "100", null));
        ledger.settle(Settlement.end(claim(), CommandState.SUCCEEDED, Code.ANNULLED)
                .having(PaymentStatus.ANNULLED, null, null));
        accept(command("c-2", "100", null));

        assertThat(put("100", "B")).isEqualTo(Answer.NUMBER_TAKEN);
    }

    @Test
    void a_payment_that_is_not_there_holds_no_number() {
        put("100", "A");
        accept(command("c-1", "100", null));
        ledger.settle(Settlement.end(claim(), CommandState.REFUSED, Code.PAYMENT_NOT_FOUND));

        assertThat(put("100", "B")).isEqualTo(Answer.STORED);
    }

    @Test
    void what_is_asked_for_replaces_and_is_told_and_audited() {
        put("100", "A");

        assertThat(replace("100", "B")).isEqualTo(Answer.STORED);

        assertThat(references.find("100").all()).containsExactly(reference("100", "B"));
        assertThat(references.replaced(reference("100", "B"))).singleElement().satisfies(before -> {
            assertThat(before.reference()).isEqualTo(reference("100", "A"));
            assertThat(before.at()).isEqualTo(NOON.instant());
            assertThat(before.by()).isEqualTo("erp");
        });
        assertThat(audited()).isEqualTo("erp reference.replace 100");
    }

    @Test
    void a_payment_has_one_number_unless_it_is_asked_for() {
        put("100", "A");

        assertThat(put("101", "A")).isEqualTo(Answer.PAYMENT_TAKEN);
        assertThat(references.find("101").all()).isEmpty();
        assertThat(replace("101", "A")).isEqualTo(Answer.STORED);

        assertThat(references.alsoCalled(reference("100", "A"))).containsExactly("101");
        assertThat(references.alsoCalled(reference("101", "A"))).containsExactly("100");
        assertThat(audited()).isEqualTo("erp reference.share 101");
        assertThat(put("101", "A")).isEqualTo(Answer.STORED);
    }

    @Test
    void of_many_numbers_that_want_one_payment_at_once_one_gets_it() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String number = "n-" + i;
                calls.add(() -> put(number, "A"));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnlyOnce(Answer.STORED).hasSize(24);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_number_that_two_accounts_have_needs_the_account() {
        references.put(List.of(reference("100", "A"), new OrderReference("100", "other", "B", "SEK")));

        Submission unnamed = new Submission(command("c-1", "100", null), Origin.rest());
        assertThat(inbox.accept(List.of(unnamed))).containsExactly(Acceptance.ACCOUNT_AMBIGUOUS);
        assertThat(inbox.accountsOf(unnamed)).containsExactly("other", "shop");
        assertThat(accept(command("c-2", "100", "other"))).isEqualTo(Acceptance.ACCEPTED);
        assertThat(claim().assignment().providerOrderId()).isEqualTo("B");
        AccountScope shop = AccountScope.of(List.of("shop"));
        assertThat(inbox.accept(List.of(new Submission(command("c-3", "100", null), Origin.rest(), shop))))
                .containsExactly(Acceptance.ACCEPTED);
        assertThat(claim().assignment().providerOrderId()).isEqualTo("A");
    }

    @Test
    void what_was_accepted_before_a_second_account_had_the_number_is_answered_as_then() {
        put("100", "A");
        accept(command("c-1", "100", null));
        references.put(List.of(new OrderReference("100", "other", "B", "SEK")));

        assertThat(accept(command("c-1", "100", null))).isEqualTo(Acceptance.REPLAY);
    }

    @Test
    void what_waits_for_one_account_is_not_touched_by_the_number_of_another() {
        accept(command("c-1", "100", "other"));
        put("100", "A");
        assertThat(queries.find("c-1").orElseThrow().code()).isEqualTo(Code.REFERENCE_AWAITED);

        references.put(List.of(new OrderReference("100", "other", "B", "SEK")));

        assertThat(claim().assignment().providerOrderId()).isEqualTo("B");
    }

    @Test
    void what_waits_without_an_account_is_not_guessed_about_when_two_get_the_number_at_once() {
        accept(command("c-1", "100", null));

        references.put(List.of(reference("100", "A"), new OrderReference("100", "other", "B", "SEK")));

        CommandRecord refused = queries.find("c-1").orElseThrow();
        assertThat(refused.state()).isEqualTo(CommandState.REFUSED);
        assertThat(refused.code()).isEqualTo(Code.ACCOUNT_AMBIGUOUS);
    }

    @Test
    void the_currency_that_the_reference_says_goes_with_the_command() {
        put("100", "A");
        accept(command("c-1", "100", null));

        assertThat(claim().referenceCurrency()).isEqualTo("SEK");
    }

    private String audited() {
        return jdbc.queryForObject(
                "select actor || ' ' || what || ' ' || subject from audit order by position desc limit 1",
                String.class);
    }

    private Answer put(String number, String payment) {
        return references
                .put(List.of(new Asked(reference(number, payment), false)), AccountScope.ALL, "erp")
                .get(0);
    }

    private Answer replace(String number, String payment) {
        return references
                .put(List.of(new Asked(reference(number, payment), true)), AccountScope.ALL, "erp")
                .get(0);
    }

    private Acceptance accept(PaymentCommand command) {
        return inbox.accept(List.of(new Submission(command, Origin.rest()))).get(0);
    }

    private Execution claim() {
        return ledger.claim(1, Map.of("shop", 1, "other", 1), Duration.ofSeconds(30))
                .get(0);
    }

    private static OrderReference reference(String number, String payment) {
        return new OrderReference(number, "shop", payment, "SEK");
    }

    private static PaymentCommand command(String id, String number, @Nullable String account) {
        return new PaymentCommand(id, Action.ACTIVATE, number, account, null, null, null, List.of(), null, null);
    }

    private static Account account(String name) {
        return new Account(name, KlarnaAccounts.KLARNA, URI.create("https://klarna.test"), "u", "p");
    }
}
