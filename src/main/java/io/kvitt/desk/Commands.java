package io.kvitt.desk;

import io.kvitt.command.Acceptance;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.CommandState;
import io.kvitt.command.Inbox;
import io.kvitt.command.Origin;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Stored;
import io.kvitt.command.Submission;
import io.kvitt.ledger.AttentionDesk;
import io.kvitt.ledger.CommandQueries;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.security.Caller;
import io.kvitt.security.Permission;
import io.kvitt.views.CommandView;
import io.kvitt.views.CommandViews;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Commands as a caller may give and see them: one of an account outside the caller's is as if it did not exist. */
@Component
public class Commands {

    private static final int PAGE = 50;
    private static final String SUBMIT = "commands.submit";

    private final Inbox inbox;
    private final CommandQueries commands;
    private final CommandViews views;
    private final Waits waits;
    private final AttentionDesk attention;
    private final Admission admission;

    Commands(
            Inbox inbox,
            CommandQueries commands,
            CommandViews views,
            Waits waits,
            AttentionDesk attention,
            Admission admission) {
        this.inbox = inbox;
        this.commands = commands;
        this.views = views;
        this.waits = waits;
        this.attention = attention;
        this.admission = admission;
    }

    /** @param awaitedEnd whether the caller has waited and the command has ended */
    public record Submitted(CommandView command, boolean awaitedEnd) {}

    /**
     * Accepts the command, and waits for its end if asked to.
     *
     * @param wait zero: not at all; at most half a minute
     * @throws CommandRejected when it was not accepted
     */
    public Submitted submit(Caller caller, PaymentCommand command, Duration wait) {
        admission.require(caller, Permission.PAYMENTS_ACT, SUBMIT);
        AtomicReference<Stored> stored = new AtomicReference<>();
        Submission submission = new Submission(command, Origin.rest(), caller.accounts(), stored::set);
        Acceptance acceptance = inbox.accept(List.of(submission)).get(0);
        if (acceptance == Acceptance.OUT_OF_SCOPE) {
            admission.denied(caller, SUBMIT);
        }
        inbox.requireStored(submission, acceptance);
        if (acceptance == Acceptance.ACCEPTED && wait.isZero() && stored.get() != null) {
            return new Submitted(views.accepted(command, stored.get()), false);
        }
        CommandRecord record = waits.await(command.commandId(), wait).orElseThrow();
        if (!caller.accounts().allows(record.account())) {
            // Accepted before, from somebody else, when the order's reference led elsewhere.
            admission.denied(caller, SUBMIT);
            Acceptance.OUT_OF_SCOPE.requireStored();
        }
        return new Submitted(views.of(record), !wait.isZero() && record.state().isEnd());
    }

    /** @throws NotDone when there is none that the caller may see */
    public CommandView find(Caller caller, String commandId) {
        admission.require(caller, Permission.PAYMENTS_READ, "commands.find");
        return views.of(visible(caller, commandId, "commands.find"));
    }

    /**
     * Newest first.
     *
     * @param orderNumber of this order only; null for all, as for the state and the account
     * @param before as the page before says where the next begins; null for the first
     */
    public Page<CommandView> list(
            Caller caller,
            @Nullable String orderNumber,
            @Nullable CommandState state,
            @Nullable String account,
            @Nullable Long before) {
        admission.require(caller, Permission.PAYMENTS_READ, "commands.list");
        return Page.of(
                commands.list(caller.accounts(), orderNumber, state, account, before, PAGE + 1),
                PAGE,
                CommandRecord::id,
                views::of);
    }

    /**
     * Another try of a command that needs attention.
     *
     * @throws NotDone when there is none, or it needs no attention
     */
    public CommandView retry(Caller caller, String commandId) {
        admission.require(caller, Permission.OPERATIONS, "commands.retry");
        return attended(caller, commandId, "commands.retry", () -> attention.retry(commandId, caller.name()));
    }

    /**
     * Closes a command that needs attention as done outside Kvitt.
     *
     * @param note says why
     * @throws NotDone when there is none, or it needs no attention
     * @throws CommandRejected when the note is none
     */
    public CommandView resolve(Caller caller, String commandId, String note) {
        admission.require(caller, Permission.OPERATIONS, "commands.resolve");
        String why = Notes.checked(note);
        return attended(caller, commandId, "commands.resolve", () -> attention.resolve(commandId, caller.name(), why));
    }

    private CommandView attended(Caller caller, String commandId, String useCase, BooleanSupplier change) {
        CommandRecord command = visible(caller, commandId, useCase);
        if (!change.getAsBoolean()) {
            throw new NotDone(Reason.NEEDS_NO_ATTENTION, "state: is " + command.state());
        }
        return views.of(commands.find(commandId).orElseThrow());
    }

    private CommandRecord visible(Caller caller, String commandId, String useCase) {
        CommandRecord command = commands.find(commandId).orElse(null);
        if (command != null && !caller.accounts().allows(command.account())) {
            admission.denied(caller, useCase);
            command = null;
        }
        if (command == null) {
            throw new NotDone(Reason.COMMAND_NOT_FOUND, "commandId: no such command");
        }
        return command;
    }
}
