package io.kvitt.endtoend;

import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.number;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.kvitt.audit.AuditEntry;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.desk.AccountStates;
import io.kvitt.desk.Attention;
import io.kvitt.desk.Audit;
import io.kvitt.desk.Callers;
import io.kvitt.desk.Commands;
import io.kvitt.desk.Deliveries;
import io.kvitt.desk.LiveOrders;
import io.kvitt.desk.LiveOrders.Event;
import io.kvitt.desk.LiveOrders.Place;
import io.kvitt.desk.LiveOrders.Timeline;
import io.kvitt.desk.NotDone;
import io.kvitt.desk.OrderStatuses;
import io.kvitt.desk.Page;
import io.kvitt.desk.References;
import io.kvitt.desk.StatusActions;
import io.kvitt.orderstatus.ActionSettings;
import io.kvitt.orderstatus.Orders.Option;
import io.kvitt.orderstatus.StatusChange;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.security.Caller;
import io.kvitt.security.Grant;
import io.kvitt.security.Permission;
import io.kvitt.views.CommandView;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the desk decides for every face: who is let to what, what of it they see, in which pages, and what is audited. */
@EndToEnd
class DeskEndToEndTest {

    /** Which permission each use case needs; a use case that is not here fails the test. */
    private static final Map<String, Permission> NEEDED = new TreeMap<>(Map.ofEntries(
            Map.entry("Commands.submit", Permission.PAYMENTS_ACT),
            Map.entry("Commands.find", Permission.PAYMENTS_READ),
            Map.entry("Commands.list", Permission.PAYMENTS_READ),
            Map.entry("Commands.retry", Permission.OPERATIONS),
            Map.entry("Commands.resolve", Permission.OPERATIONS),
            Map.entry("LiveOrders.find", Permission.PAYMENTS_READ),
            Map.entry("LiveOrders.timeline", Permission.PAYMENTS_READ),
            Map.entry("ErpFiles.list", Permission.PAYMENTS_READ),
            Map.entry("ErpFiles.find", Permission.PAYMENTS_READ),
            Map.entry("ErpFiles.receipt", Permission.PAYMENTS_READ),
            Map.entry("References.find", Permission.PAYMENTS_READ),
            Map.entry("References.put", Permission.PAYMENTS_ACT),
            Map.entry("OrderStatuses.change", Permission.PAYMENTS_ACT),
            Map.entry("StatusActions.newest", Permission.SETTINGS_READ),
            Map.entry("StatusActions.version", Permission.SETTINGS_READ),
            Map.entry("StatusActions.versions", Permission.SETTINGS_READ),
            Map.entry("StatusActions.unmapped", Permission.SETTINGS_READ),
            Map.entry("StatusActions.preview", Permission.SETTINGS_READ),
            Map.entry("StatusActions.previewOfLastDays", Permission.SETTINGS_READ),
            Map.entry("StatusActions.change", Permission.SETTINGS_WRITE),
            Map.entry("StatusActions.rollback", Permission.SETTINGS_WRITE),
            Map.entry("Attention.list", Permission.OPERATIONS),
            Map.entry("Attention.retryMessage", Permission.OPERATIONS),
            Map.entry("Attention.discardMessage", Permission.OPERATIONS),
            Map.entry("Deliveries.list", Permission.OPERATIONS),
            Map.entry("AccountStates.list", Permission.PAYMENTS_READ),
            Map.entry("Callers.keys", Permission.SETTINGS_WRITE),
            Map.entry("Callers.issueKey", Permission.SETTINGS_WRITE),
            Map.entry("Callers.rotateKey", Permission.SETTINGS_WRITE),
            Map.entry("Callers.revokeKey", Permission.SETTINGS_WRITE),
            Map.entry("Callers.users", Permission.SETTINGS_WRITE),
            Map.entry("Callers.putUser", Permission.SETTINGS_WRITE),
            Map.entry("Callers.removeUser", Permission.SETTINGS_WRITE),
            Map.entry("Audit.list", Permission.OPERATIONS),
            Map.entry("Audit.verify", Permission.OPERATIONS)));

    @Autowired
    private ApplicationContext application;

    @Autowired
    private Commands commands;

    @Autowired
    private LiveOrders orders;

    @Autowired
    private References references;

    @Autowired
    private OrderStatuses statuses;

    @Autowired
    private StatusActions actions;

    @Autowired
    private Attention attention;

    @Autowired
    private AccountStates accounts;

    @Autowired
    private Callers callers;

    @Autowired
    private Audit audit;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private JdbcTemplate jdbc;

    private static Caller caller(Set<Permission> permissions, String... accounts) {
        return new Caller(
                "key:desk-" + number(),
                Grant.of(permissions.stream().map(Permission::wireName).toList(), List.of(accounts)),
                "");
    }

    private static Caller anything(String... accounts) {
        return caller(EnumSet.allOf(Permission.class), accounts);
    }

    @Test
    void every_use_case_refuses_whoever_lacks_its_permission_before_it_looks_at_anything_else()
            throws IllegalAccessException {
        List<String> met = new ArrayList<>();
        for (Object desk : application
                .getBeansWithAnnotation(org.springframework.stereotype.Component.class)
                .values()) {
            if (!desk.getClass().getPackageName().equals("io.kvitt.desk")
                    || !Modifier.isPublic(desk.getClass().getModifiers())) {
                continue;
            }
            for (Method useCase : desk.getClass().getDeclaredMethods()) {
                if (Modifier.isPublic(useCase.getModifiers())
                        && useCase.getParameterCount() > 0
                        && useCase.getParameterTypes()[0] == Caller.class) {
                    String name = desk.getClass().getSimpleName() + "." + useCase.getName();
                    met.add(name);
                    refused(desk, useCase, name);
                }
            }
        }
        assertThat(met).containsExactlyInAnyOrderElementsOf(NEEDED.keySet());
    }

    private static void refused(Object desk, Method useCase, String name) throws IllegalAccessException {
        Permission needed = NEEDED.get(name);
        assertThat(needed).as(name + " is not in the list of this test").isNotNull();
        Set<Permission> others = EnumSet.complementOf(EnumSet.of(needed));
        Object[] arguments = Arrays.stream(useCase.getParameterTypes())
                .map(DeskEndToEndTest::nothing)
                .toArray();
        arguments[0] = caller(others, "*");
        try {
            useCase.invoke(desk, arguments);
            assertThat(false).as(name + " was done without its permission").isTrue();
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).as(name).isInstanceOfSatisfying(NotDone.class, refusal -> {
                assertThat(refusal.problem().status()).isEqualTo(403);
                assertThat(refusal.problem().code()).isEqualTo("permission-missing");
            });
        }
    }

    private static @Nullable Object nothing(Class<?> type) {
        return type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
    }

    @Test
    void a_denial_is_audited_under_the_name_of_the_use_case() {
        Caller nosy = caller(EnumSet.of(Permission.PAYMENTS_READ), "klarna");
        String foreign = stored("svea");

        notDone(() -> commands.find(nosy, foreign), 404, "command-not-found");
        notDone(() -> commands.retry(nosy, foreign), 403, "permission-missing");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> denied(nosy).containsAll(List.of("commands.find", "commands.retry")));
        assertThat(denied(nosy)).hasSize(2);
    }

    @Test
    void what_is_another_accounts_is_as_if_it_were_not_there() {
        Caller caller = anything("klarna");
        String foreign = stored("svea");
        String own = stored("klarna");
        String foreignNumber = number();
        references.put(
                anything("*"),
                List.of(new References.Wanted(
                        new OrderReference(foreignNumber, "svea", "x-" + number(), "SEK"), false)));

        notDone(() -> commands.find(caller, foreign), 404, "command-not-found");
        notDone(() -> commands.retry(caller, foreign), 404, "command-not-found");
        notDone(() -> commands.resolve(caller, foreign, "done"), 404, "command-not-found");
        notDone(() -> references.find(caller, foreignNumber, null), 404, "reference-not-found");
        notDone(() -> orders.find(caller, foreignNumber, null), 404, "order-not-found");
        assertThat(orders.timeline(caller, foreignNumber, null).events()).isEmpty();
        assertThat(commands.list(caller, null, null, "svea", null).items()).isEmpty();
        assertThat(commands.find(caller, own).account()).isEqualTo("klarna");
        assertThat(accounts.list(caller))
                .extracting(AccountStates.AccountState::name)
                .containsExactly("klarna");
        rejected(
                () -> references.put(
                        caller,
                        List.of(new References.Wanted(new OrderReference(foreignNumber, "svea", "x", "SEK"), false))),
                Code.ACCOUNT_NOT_ALLOWED);
        rejected(() -> commands.submit(caller, command("svea", "x"), Duration.ZERO), Code.ACCOUNT_NOT_ALLOWED);
        rejected(() -> statuses.change(caller, change(foreignNumber, "svea")), Code.ACCOUNT_NOT_ALLOWED);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> denied(caller)
                        .containsAll(List.of(
                                "commands.find",
                                "commands.retry",
                                "commands.resolve",
                                "references.find",
                                "orders.find",
                                "references.put",
                                "commands.submit",
                                "order-statuses.change")));
    }

    @Test
    void what_is_one_for_all_accounts_is_for_those_only_who_may_see_them_all() {
        Caller caller = anything("klarna");

        rejected(() -> actions.newest(caller), Code.ACCOUNT_NOT_ALLOWED);
        rejected(() -> actions.versions(caller), Code.ACCOUNT_NOT_ALLOWED);
        rejected(() -> actions.version(caller, 0), Code.ACCOUNT_NOT_ALLOWED);
        rejected(() -> actions.unmapped(caller), Code.ACCOUNT_NOT_ALLOWED);
        rejected(() -> actions.change(caller, ActionSettings.NONE, 0L, null), Code.ACCOUNT_NOT_ALLOWED);
        rejected(() -> actions.rollback(caller, 0, null), Code.ACCOUNT_NOT_ALLOWED);
        rejected(() -> audit.list(caller, null, null), Code.ACCOUNT_NOT_ALLOWED);
        rejected(() -> audit.verify(caller, null), Code.ACCOUNT_NOT_ALLOWED);
        notDone(() -> attention.retryMessage(caller, "ID:x"), 404, "message-not-found");
        notDone(() -> attention.discardMessage(caller, "ID:x", "a note"), 404, "message-not-found");
        assertThat(attention.list(caller, null, null).messagesVisible()).isFalse();
        assertThat(attention.list(anything("*"), null, null).messagesVisible()).isTrue();
    }

    @Test
    void a_change_of_settings_says_what_it_is_made_to_and_when_it_counts() {
        Caller boss = anything("*");

        notDone(() -> actions.change(boss, ActionSettings.NONE, null, null), 428, "version-required");
        notDone(() -> actions.change(boss, ActionSettings.NONE, 1_000_000L, null), 412, "settings-changed");
        notDone(() -> actions.version(boss, 1_000_000L), 404, "version-not-found");
        notDone(() -> actions.rollback(boss, 1_000_000L, null), 404, "version-not-found");
        rejected(
                () -> actions.change(boss, ActionSettings.NONE, 0L, Instant.parse("2020-01-01T00:00:00Z")),
                Code.INVALID_VALUE);
        rejected(() -> actions.preview(boss, List.of(), null), Code.INVALID_VALUE);
        rejected(() -> actions.previewOfLastDays(boss, 366, null), Code.INVALID_VALUE);
    }

    @Test
    void a_note_says_why() {
        Caller boss = anything("*");

        rejected(() -> commands.resolve(boss, "none-" + number(), " "), Code.INVALID_VALUE);
        rejected(() -> attention.discardMessage(boss, "ID:x", "x".repeat(1001)), Code.INVALID_VALUE);
        notDone(() -> attention.discardMessage(boss, "ID:x", "x".repeat(1000)), 404, "message-not-found");
    }

    @Test
    void nobody_gives_a_key_or_a_user_that_nothing_is_said_about() {
        Caller boss = anything("*");

        rejected(() -> callers.issueKey(boss, "No Name", List.of("payments.read"), List.of("*")), Code.INVALID_VALUE);
        rejected(() -> callers.issueKey(boss, "erp-" + number(), List.of(), List.of("*")), Code.INVALID_VALUE);
        rejected(
                () -> callers.issueKey(boss, "erp-" + number(), List.of("payments.read"), List.of("nowhere")),
                Code.ACCOUNT_UNKNOWN);
        rejected(
                () -> callers.putUser(boss, "u-" + number(), "short", List.of("payments.read"), List.of("*")),
                Code.INVALID_VALUE);
        notDone(() -> callers.removeUser(boss, "u-" + number()), 404, "user-not-found");
        notDone(() -> callers.revokeKey(boss, 1_000_000), 404, "key-not-found");
        notDone(
                () -> callers.issueKey(
                        caller(EnumSet.of(Permission.SETTINGS_WRITE), "*"),
                        "erp-" + number(),
                        List.of("payments.act"),
                        List.of("*")),
                403,
                "more-than-yours");
    }

    @Test
    void a_list_comes_in_pages_and_none_is_there_twice_or_not_at_all() {
        Caller caller = anything("*");
        String order = number();
        Set<String> sent = new HashSet<>();
        for (int i = 0; i < 101; i++) {
            sent.add(commands.submit(caller, waiting(order), Duration.ZERO)
                    .command()
                    .commandId());
        }
        List<String> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        Long before = null;
        do {
            Page<CommandView> page = commands.list(caller, order, null, null, before);
            page.items().forEach(command -> seen.add(command.commandId()));
            sizes.add(page.items().size());
            before = page.next();
        } while (before != null);

        assertThat(sizes).containsExactly(50, 50, 1);
        assertThat(seen).doesNotHaveDuplicates().hasSameElementsAs(sent);
    }

    @Test
    void an_order_s_timeline_tells_commands_and_changes_of_status_newest_first_in_pages() {
        Caller caller = anything("*");
        String order = number();
        for (int i = 0; i < 40; i++) {
            commands.submit(caller, waiting(order), Duration.ZERO);
            statuses.change(caller, change(order, null));
        }
        List<Event> events = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        Place before = null;
        do {
            Timeline page = orders.timeline(caller, order, before);
            events.addAll(page.events());
            sizes.add(page.events().size());
            before = page.next();
        } while (before != null);

        assertThat(sizes).containsExactly(50, 30);
        assertThat(events).extracting(Event::at).isSortedAccordingTo((one, other) -> other.compareTo(one));
        assertThat(events.stream()
                        .map(event -> event instanceof Event.Commanded commanded
                                ? commanded.command().commandId()
                                : ((Event.Changed) event).change().verdict().changeId()))
                .hasSize(80)
                .doesNotHaveDuplicates();
    }

    @Test
    void an_order_is_told_with_each_action_and_why_it_is_not_possible() {
        Caller caller = anything("klarna");
        String number = number();
        references.put(
                caller,
                List.of(new References.Wanted(
                        new OrderReference(number, "klarna", make(order("klarna")), "SEK"), false)));

        List<Option> options = orders.find(caller, number, null).order().options();

        assertThat(options).extracting(Option::action).containsExactlyInAnyOrder(Action.values());
        assertThat(options).contains(new Option(Action.ACTIVATE, null), new Option(Action.CREDIT, Code.NOT_ACTIVATED));
        assertThat(orders.find(caller, number, null).order().possible())
                .contains(Action.ACTIVATE, Action.ANNUL)
                .doesNotContain(Action.CREDIT);
    }

    @Test
    void deliveries_and_the_audit_trail_come_in_pages() {
        Caller boss = anything("*");
        stored("klarna");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !deliveries.list(boss, null, null, null).items().isEmpty());
        callers.issueKey(boss, "erp-" + number(), List.of("payments.read"), List.of("*"));
        callers.issueKey(boss, "erp-" + number(), List.of("payments.read"), List.of("*"));

        assertThat(deliveries.list(boss, null, null, 0L).items()).isEmpty();
        Page<AuditEntry> first = audit.list(boss, null, 1L);
        assertThat(first.items()).hasSize(1);
        assertThat(first.next()).isNotNull();
        assertThat(audit.list(boss, first.next(), 1L).items()).doesNotContainAnyElementsOf(first.items());
    }

    private String stored(String account) {
        return commands.submit(anything("*"), command(account, "none-" + number()), Duration.ofSeconds(20))
                .command()
                .commandId();
    }

    private static PaymentCommand command(String account, String providerOrderId) {
        return new PaymentCommand(
                "desk-" + number(), Action.ANNUL, null, account, providerOrderId, null, null, List.of(), null, null);
    }

    /** Its reference is not known. */
    private static PaymentCommand waiting(String orderNumber) {
        return new PaymentCommand(
                "desk-" + number(), Action.ANNUL, orderNumber, null, null, null, null, List.of(), null, null);
    }

    private static StatusChange change(String orderNumber, @Nullable String account) {
        return new StatusChange(
                "desk-" + number(),
                orderNumber,
                "nothing is set for this",
                null,
                null,
                account,
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }

    private List<String> denied(Caller caller) {
        return jdbc.queryForList(
                "select subject from audit where actor = ? and what = 'denied'", String.class, caller.name());
    }

    private static void notDone(Runnable useCase, int status, String code) {
        NotDone refusal = catchThrowableOfType(NotDone.class, useCase::run);
        assertThat(refusal).as(code).isNotNull();
        assertThat(refusal.problem().status()).isEqualTo(status);
        assertThat(refusal.problem().code()).isEqualTo(code);
    }

    private static void rejected(Runnable useCase, Code code) {
        assertThatThrownBy(useCase::run)
                .isInstanceOfSatisfying(
                        CommandRejected.class,
                        rejected ->
                                assertThat(rejected.violations().get(0).code()).isEqualTo(code));
    }
}
