package io.kvitt.orderstatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.kvitt.TestDatabase;
import io.kvitt.audit.AuditTrail;
import io.kvitt.command.Acceptance;
import io.kvitt.command.AccountScope;
import io.kvitt.command.Inbox;
import io.kvitt.command.Origin;
import io.kvitt.command.Submission;
import io.kvitt.ledger.ReferenceTable;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.ChangeVerdict.Rejected;
import io.kvitt.orderstatus.GroupSettings.OnFailure;
import io.kvitt.payment.Code;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentMatchers;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes and their commands, on a real PostgreSQL and an inbox that can be made to fail. */
class StatusChangesTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
    private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    private final SettingsTable settings = new SettingsTable(jdbc, transaction, new AuditTrail(jdbc, clock), clock);
    private final List<Submission> handedIn = new ArrayList<>();
    private Inbox inbox = submissions -> {
        assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                .isTrue();
        handedIn.addAll(submissions);
        return submissions.stream().map(submission -> Acceptance.ACCEPTED).toList();
    };

    @BeforeEach
    void map() {
        jdbc.execute("truncate order_status_settings, order_status_change");
        GroupSettings shipped = new GroupSettings(true, List.of("Levererad"), null);
        GroupSettings cancelled = new GroupSettings(true, List.of("Makulerad"), null);
        settings.store(
                new ActionSettings(new Scope(shipped, null, cancelled, List.of("Arkiverad"), null), null, null),
                0,
                "anna",
                null,
                null);
    }

    @Test
    void a_change_is_not_recorded_when_its_command_cannot_be_stored() {
        inbox = submissions -> {
            throw new IllegalStateException("crash");
        };

        assertThatThrownBy(() -> accept(change("c-1", "1", NOON))).hasMessage("crash");

        assertThat(count()).isZero();
    }

    @Test
    void a_change_that_contradicts_its_reference_is_refused_and_the_others_of_the_batch_are_not() {
        inbox = submissions -> submissions.stream()
                .map(submission -> Objects.equals(submission.command().orderNumber(), "2")
                        ? Acceptance.REFERENCE_MISMATCH
                        : Acceptance.ACCEPTED)
                .toList();

        List<ChangeVerdict> verdicts =
                accept(change("c-1", "1", NOON), change("c-2", "2", NOON), change("c-3", "3", NOON));

        assertThat(verdicts.get(0)).isInstanceOf(Recorded.class);
        assertThat(((Rejected) verdicts.get(1)).violations().get(0).code()).isEqualTo(Code.ACCOUNT_MISMATCH);
        assertThat(verdicts.get(2)).isInstanceOf(Recorded.class);
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void changes_of_one_order_in_one_batch_see_each_other() {
        List<ChangeVerdict> verdicts = accept(
                change("c-1", "1", NOON),
                change("c-2", "1", NOON.minusSeconds(1)),
                change("c-1", "1", NOON),
                change("c-1", "2", NOON));

        assertThat(verdicts.subList(0, 3))
                .extracting(verdict -> ((Recorded) verdict).code() + " " + ((Recorded) verdict).replay())
                .containsExactly("STATUS_COMMANDED false", "STATUS_STALE false", "STATUS_COMMANDED true");
        assertThat(((Rejected) verdicts.get(3)).violations().get(0).code()).isEqualTo(Code.CHANGE_ID_REUSED);
        assertThat(handedIn).hasSize(2).first().satisfies(submission -> {
            assertThat(submission.command().commandId()).isEqualTo("status:c-1");
            assertThat(submission.command().byStatus()).isNotNull();
            assertThat(submission.held()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Arkiverad", "Aldrig hörd"})
    void a_status_that_leads_to_nothing_makes_none_stale(String nothing) {
        accept(named("later", nothing, NOON.plusSeconds(300)));

        assertThat(((Recorded) accept(change("c-1", "1", NOON)).get(0)).code()).isEqualTo(Code.STATUS_COMMANDED);
    }

    @Test
    void a_status_whose_group_is_off_makes_none_stale() {
        GroupSettings off = new GroupSettings(false, List.of("Makulerad"), null);
        GroupSettings shipped = new GroupSettings(true, List.of("Levererad"), null);
        settings.store(
                new ActionSettings(new Scope(shipped, null, off, null, null), null, null), 1, "anna", null, null);
        accept(named("later", "Makulerad", NOON.plusSeconds(300)));

        assertThat(((Recorded) accept(change("c-1", "1", NOON)).get(0)).code()).isEqualTo(Code.STATUS_COMMANDED);
    }

    @Test
    void a_status_that_was_refused_makes_none_stale() {
        inbox = submissions -> submissions.stream()
                .map(submission -> Acceptance.REFERENCE_MISMATCH)
                .toList();
        assertThat(accept(named("later", "Makulerad", NOON.plusSeconds(300))).get(0))
                .isInstanceOf(Rejected.class);
        inbox = submissions ->
                submissions.stream().map(submission -> Acceptance.ACCEPTED).toList();

        assertThat(((Recorded) accept(change("c-1", "1", NOON)).get(0)).code()).isEqualTo(Code.STATUS_COMMANDED);
    }

    @Test
    void what_is_stale_is_handed_in_as_a_command_that_is_held_back() {
        accept(named("later", "Makulerad", NOON.plusSeconds(300)), change("c-1", "1", NOON));

        assertThat(handedIn).extracting(Submission::held).containsExactly(null, Code.STATUS_STALE);
        assertThat(handedIn.get(1).command().commandId()).isEqualTo("status:c-1");
    }

    @Test
    void nobody_makes_the_changes_of_another_account_stale() {
        accept(ofAccount("poison", "1", NOON.plusSeconds(240), "klarna"));

        assertThat(((Recorded) accept(ofAccount("true", "1", NOON, "svea")).get(0)).code())
                .isEqualTo(Code.STATUS_COMMANDED);
        assertThat(((Recorded) accept(reversal("late", "1", NOON.minusSeconds(1), "svea"))
                                .get(0))
                        .code())
                .isEqualTo(Code.STATUS_STALE);
    }

    @Test
    void a_change_is_refused_to_a_sender_who_may_not_use_its_account() {
        ChangeSubmission submission = new ChangeSubmission(
                ofAccount("c-1", "1", NOON, "svea"), Origin.rest(), AccountScope.of(List.of("klarna")));

        ChangeVerdict verdict = changes().accept(List.of(submission)).get(0);

        assertThat(((Rejected) verdict).violations().get(0).code()).isEqualTo(Code.ACCOUNT_NOT_ALLOWED);
        assertThat(count()).isZero();
        assertThat(handedIn).isEmpty();
    }

    private static StatusChange reversal(String id, String order, Instant at, String account) {
        return new StatusChange(id, order, "Makulerad", null, at, account, null, null, null, null, List.of(), null);
    }

    private static StatusChange named(String id, String status, Instant at) {
        return new StatusChange(id, "1", status, null, at, null, null, null, null, null, List.of(), null);
    }

    private static StatusChange ofAccount(String id, String order, Instant at, String account) {
        return new StatusChange(id, order, "Levererad", null, at, account, null, null, null, null, List.of(), null);
    }

    @Test
    void what_is_done_about_a_failure_is_found_by_the_command() {
        GroupSettings shipped =
                new GroupSettings(true, List.of("Levererad"), new OnFailure("orders@shop.example", "Betalningsfel"));
        settings.store(
                new ActionSettings(new Scope(shipped, null, null, null, null), null, null), 1, "anna", null, null);
        accept(change("c-1", "1", NOON));

        assertThat(reports().onFailure("status:c-1")).contains(new OnFailure("orders@shop.example", "Betalningsfel"));
        assertThat(reports().onFailure("c-1")).isEmpty();
    }

    @Test
    void a_status_that_was_mapped_since_is_no_longer_listed_as_unmapped() {
        accept(new StatusChange("c-1", "1", "Packad", null, NOON, null, null, null, null, null, List.of(), null));
        assertThat(reports().unmapped()).extracting(UnmappedStatus::status).containsExactly("Packad");

        settings.store(
                new ActionSettings(new Scope(null, null, null, List.of("packad"), null), null, null),
                1,
                "anna",
                null,
                null);

        assertThat(reports().unmapped()).isEmpty();
    }

    private List<ChangeVerdict> accept(StatusChange... wanted) {
        List<ChangeSubmission> submissions = new ArrayList<>();
        for (StatusChange change : wanted) {
            submissions.add(new ChangeSubmission(change, Origin.rest()));
        }
        return changes().accept(submissions);
    }

    private StatusChanges changes() {
        ReferenceTable references = mock(ReferenceTable.class);
        when(references.find(ArgumentMatchers.<Collection<String>>any())).thenReturn(Map.of());
        return new StatusChanges(new ChangeTable(jdbc), settings, references, inbox, transaction, clock);
    }

    private StatusReports reports() {
        return new StatusReports(settings, new ChangeHistory(jdbc));
    }

    private static StatusChange change(String id, String order, Instant occurredAt) {
        return new StatusChange(
                id, order, "Levererad", null, occurredAt, null, null, null, null, null, List.of(), null);
    }

    private int count() {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from order_status_change", Integer.class));
    }
}
