package io.kvitt.model;

import com.zaxxer.hikari.HikariDataSource;
import io.kvitt.TestDatabase;
import io.kvitt.command.Acceptance;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Origin;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Submission;
import io.kvitt.execution.Execution;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.model.Step.Point;
import io.kvitt.model.Truth.Asked;
import io.kvitt.model.Truth.Happened;
import io.kvitt.payment.Action;
import io.kvitt.payment.OrderLine;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.ProviderKind;
import io.kvitt.provider.klarna.KlarnaAccounts;
import io.kvitt.provider.svea.SveaAccounts;
import io.kvitt.sandbox.SandboxServer;
import io.kvitt.sandbox.klarna.KlarnaSwitch;
import io.kvitt.sandbox.simulation.LedgerEntry;
import io.kvitt.sandbox.simulation.Simulator.PortalEdit;
import io.kvitt.sandbox.svea.SveaSwitch;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two Kvitts, one database, the providers, and one clock for all of them; tells stories and what came of them. */
final class World implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofDays(4);

    private final HikariDataSource database = new HikariDataSource();
    private final Time time = new Time(this::owner, this::note);
    private final SandboxServer sandbox = SandboxServer.start(0, time, time::after);
    private final Instance kvitt;
    private final Instance other;
    private int told;

    private Story story;
    private String orderId;
    private volatile @Nullable String owner;
    private final List<Asked> asked = new ArrayList<>();
    private final List<Happened> happened = new ArrayList<>();
    /** What is to become of the instance at its next points. */
    private final Deque<Step> interruptions = new ArrayDeque<>();

    World() throws Exception {
        database.setDataSource(TestDatabase.dataSource());
        database.setMaximumPoolSize(6);
        new JdbcTemplate(database)
                .execute("truncate attempt, command, payment, order_reference restart identity cascade");
        Accounts accounts = new Accounts(Map.of(
                "klarna", account("klarna", KlarnaAccounts.KLARNA, "sandbox-klarna"),
                "kustom", account("kustom", KlarnaAccounts.KUSTOM, "sandbox-kustom"),
                "svea", account("svea", SveaAccounts.SVEA, "100001")));
        kvitt = new Instance(database, time, accounts, this::reach, this::begins);
        other = new Instance(database, time, accounts, point -> {}, this::owns);
    }

    private @Nullable String owner() {
        return owner;
    }

    private Account account(String name, ProviderKind kind, String user) {
        return new Account(name, kind, URI.create(sandbox.address() + "/" + name), user, "sandbox-secret");
    }

    /** What is wrong with how the story ended; empty when all is well. */
    Optional<String> tell(Story toTell) {
        begin(toTell);
        story.steps().forEach(this::take);
        String stuck = end();
        List<CommandRecord> records = asked.stream()
                .map(Asked::commandId)
                .distinct()
                .map(id -> kvitt.queries().find(id).orElseThrow())
                .toList();
        return stuck != null ? Optional.of(stuck) : new Truth(story, asked, happened, records).complaint();
    }

    private void begin(Story toTell) {
        story = toTell;
        told++;
        owner = null;
        asked.clear();
        happened.clear();
        interruptions.clear();
        kvitt.unreachable(0);
        time.forgetLate();
        sandbox.reset();
        // Signatures are dated by the story's clock and compared with the real one.
        sandbox.switches().set(SveaSwitch.CLOCK_SKEW_SECONDS, 1_000_000_000);
        new JdbcTemplate(database).update("update payment set due_at = null where due_at is not null");
        orderId = sandbox.create(toTell.kind().order()).id();
    }

    private void take(Step step) {
        time.tick();
        if (step instanceof Step.Ask ask) {
            ask(ask);
        } else if (step instanceof Step.Again again && !asked.isEmpty()) {
            Asked earlier = asked.get(again.earlier() % asked.size());
            ask(earlier.commandId(), earlier.action(), earlier.amount(), Acceptance.REPLAY);
        } else if (step instanceof Step.Reuse reuse && !asked.isEmpty()) {
            Asked earlier = asked.get(reuse.earlier() % asked.size());
            ask(earlier.commandId(), earlier.action(), 77L, Acceptance.ID_REUSED);
        } else if (step instanceof Step.Work work) {
            work(work.passes());
        } else if (step instanceof Step.Idle idle) {
            time.moveTo(time.instant().plus(idle.time()));
        } else if (step instanceof Step.Fault fault) {
            sandbox.arm(fault.rule());
        } else if (step instanceof Step.Unreachable unreachable) {
            kvitt.unreachable(unreachable.passes());
        } else if (step instanceof Step.Human human) {
            edit(human);
        } else if (step instanceof Step.Link) {
            link();
        } else if (step instanceof Step.ShowsLess) {
            sandbox.switches().set(KlarnaSwitch.REFUND_REFERENCE_SHOWN, false);
            sandbox.switches().set(KlarnaSwitch.CANCEL_OF_ENDED_REFUSED, false);
        } else if (step instanceof Step.Die || step instanceof Step.Pause || step instanceof Step.Meanwhile) {
            interruptions.add(step);
        }
    }

    private void ask(Step.Ask ask) {
        ask("m" + told + "-" + asked.size(), ask.action(), ask.amount(), Acceptance.ACCEPTED);
    }

    private void link() {
        kvitt.references().put(List.of(new OrderReference(orderNumber(), story.kind().provider, orderId, "SEK")));
    }

    private String orderNumber() {
        return "m" + told;
    }

    private void ask(String commandId, Action action, @Nullable Long amount, Acceptance expected) {
        List<OrderLine> lines = action == Action.UPDATE && amount != null
                ? List.of(new OrderLine("N", "Nytt", BigDecimal.ONE, amount, 2500, amount))
                : List.of();
        PaymentCommand command = new PaymentCommand(
                commandId,
                action,
                story.isByOrderNumber() ? orderNumber() : null,
                story.isByOrderNumber() ? null : story.kind().provider,
                story.isByOrderNumber() ? null : orderId,
                amount,
                amount == null ? null : "SEK",
                lines,
                null,
                null);
        Acceptance acceptance = kvitt.inbox()
                .accept(List.of(new Submission(command, Origin.rest())))
                .get(0);
        if (acceptance != expected) {
            throw new AssertionError(commandId + " was " + acceptance + " and not " + expected);
        }
        if (acceptance == Acceptance.ACCEPTED) {
            asked.add(new Asked(commandId, action, amount, time.instant()));
        }
    }

    private void edit(Step.Human human) {
        try {
            sandbox.portal(story.kind().provider, orderId, new PortalEdit(human.operation(), human.amount()));
        } catch (IllegalArgumentException e) {
            // the provider would not let them
        }
        note(null);
    }

    private void work(int passes) {
        for (int i = 0; i < passes; i++) {
            Optional<Instant> due = kvitt.nextDue();
            if (due.isEmpty()) {
                return;
            }
            time.moveTo(due.get());
            time.tick();
            kvitt.step();
            note(owner);
            if (kvitt.nextDue().equals(due)) {
                // The provider has asked for a pause.
                time.moveTo(due.get().plusSeconds(1));
            }
        }
    }

    /** The faults are over and time goes by. Returns what is still not done after days. */
    private @Nullable String end() {
        interruptions.clear();
        kvitt.unreachable(0);
        sandbox.disarm();
        if (story.isByOrderNumber()) {
            link();
        }
        if (story.has("task-stuck")) {
            time.moveTo(time.instant().plus(Duration.ofHours(25)));
        }
        Instant latest = time.instant().plus(LONGEST);
        for (int passes = 0; kvitt.nextDue().isPresent(); passes++) {
            if (passes > 300 || time.instant().isAfter(latest)) {
                return "still open after " + passes + " passes: " + asked;
            }
            work(1);
        }
        time.moveTo(time.instant().plus(Duration.ofHours(1)));
        return null;
    }

    private void begins(Execution execution) {
        owns(execution);
        reach(Point.BEFORE_READING);
    }

    private void owns(Execution execution) {
        owner = execution.assignment().command().commandId();
    }

    private void reach(Point point) {
        Step next = interruptions.peek();
        if (next instanceof Step.Die die && die.point() == point) {
            interruptions.remove();
            throw new BreakingLedger.Died();
        }
        if (next instanceof Step.Meanwhile meanwhile && meanwhile.point() == point) {
            interruptions.remove();
            time.tick();
            ask(meanwhile.ask());
            time.tick();
        }
        if (next instanceof Step.Pause pause && pause.point() == point) {
            interruptions.remove();
            String mine = owner;
            note(mine);
            time.moveTo(time.instant().plus(Instance.LEASE).plusSeconds(1));
            for (int i = 0; i < pause.othersPasses(); i++) {
                other.step();
                note(owner);
                time.tick();
            }
            owner = mine;
            if (pause.point() == Point.AFTER_INTENT) {
                // Its own look at the lease, by a clock that no story moves, would end the pass here.
                throw new BreakingLedger.Died();
            }
        }
    }

    /** What has happened at the provider since the last look was done by this command, unless it says otherwise. */
    private void note(@Nullable String by) {
        List<LedgerEntry> entries = sandbox.ledger().of(story.kind().provider, orderId);
        entries.subList(happened.size(), entries.size()).forEach(entry -> happened.add(Happened.of(entry, by)));
    }

    @Override
    public void close() {
        kvitt.close();
        other.close();
        sandbox.close();
        database.close();
    }
}
