package io.kvitt.model;

import io.kvitt.command.CommandState;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.model.Story.Kind;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.sandbox.simulation.Cause.Actor;
import io.kvitt.sandbox.simulation.LedgerEntry;
import io.kvitt.sandbox.simulation.MoneyEffect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must be true of a story that has ended, told from the provider's ledger alone. */
final class Truth {

    /** A command that was accepted. */
    record Asked(String commandId, Action action, @Nullable Long amount, Instant at) {}

    /** @param by the command that made it happen; null for everybody else */
    record Happened(
            MoneyEffect effect,
            String operation,
            long amount,
            Instant at,
            Actor actor,
            @Nullable String by) {

        static Happened of(LedgerEntry entry, @Nullable String by) {
            Actor actor = entry.cause().actor();
            return new Happened(
                    entry.effect(),
                    entry.operation(),
                    entry.amount(),
                    Instant.ofEpochMilli(entry.at()),
                    actor,
                    actor == Actor.API ? by : null);
        }

        @Override
        public String toString() {
            return effect + " " + amount + (by == null ? " by " + actor : " by " + by);
        }
    }

    /** What a command may come to at one moment: it does something, it is already so, or it must not be. */
    private enum Fate {
        DO,
        SO,
        NO
    }

    /**
     * The money at one moment.
     *
     * @param restEnded whether something of what was reserved was given back after part of it had been taken
     */
    private record Money(long total, long activated, long credited, long annulled, boolean restEnded) {

        long remaining() {
            return total - annulled - activated;
        }

        Money after(Happened it) {
            return switch (it.effect()) {
                case ACTIVATE -> new Money(total, activated + it.amount(), credited, annulled, restEnded);
                case ANNUL -> new Money(total, activated, credited, annulled + it.amount(), restEnded || activated > 0);
                case CREDIT -> new Money(total, activated, credited + it.amount(), annulled, restEnded);
                case UPDATE -> new Money(it.amount(), activated, credited, 0, restEnded);
                case OTHER -> this;
            };
        }
    }

    /** Which effects of its own each action may have, in this order; A activate, N annul, C credit, U update. */
    private static Pattern allowed(Action action) {
        return Pattern.compile(
                switch (action) {
                    case ACTIVATE -> "A?";
                    case ANNUL -> "N?";
                    case CREDIT, REVERSE -> "C*N?";
                    case UPDATE -> "[UN]?";
                });
    }

    private final Story story;
    private final List<Asked> asked;
    private final List<Happened> happened;
    private final List<CommandRecord> records;
    private final List<Money> moments = new ArrayList<>();

    Truth(Story story, List<Asked> asked, List<Happened> happened, List<CommandRecord> records) {
        this.story = story;
        this.asked = asked;
        this.happened = happened;
        this.records = records;
        moments.add(new Money(Story.TOTAL, story.kind().activated, 0, 0, false));
        happened.forEach(it -> moments.add(moments.get(moments.size() - 1).after(it)));
    }

    Optional<String> complaint() {
        List<String> complaints = new ArrayList<>();
        List<String> order = asked.stream().map(Asked::commandId).toList();
        int last = 0;
        for (Happened it : happened) {
            if (it.actor() == Actor.API && it.by() == null) {
                complaints.add("nobody asked for " + it);
            } else if (it.by() != null && order.indexOf(it.by()) < last) {
                complaints.add("out of order: " + it);
            }
            last = it.by() == null ? last : order.indexOf(it.by());
        }
        for (int i = 0; i < asked.size(); i++) {
            judge(asked.get(i), records.get(i), complaints);
        }
        return complaints.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("\n", complaints) + "\n  commands: "
                        + records.stream()
                                .map(record -> record.commandId() + " " + record.action() + " " + record.state() + " "
                                        + record.code() + " "
                                        + record.attempts().stream()
                                                .map(attempt -> attempt.operation() + " " + attempt.result() + " "
                                                        + attempt.code())
                                                .toList())
                                .toList()
                        + "\n  at the provider: " + happened);
    }

    private void judge(Asked command, CommandRecord record, List<String> complaints) {
        List<Happened> own = happened.stream()
                .filter(it -> command.commandId().equals(it.by()))
                .toList();
        String effects = own.stream().map(it -> letter(it.effect())).collect(Collectors.joining());
        if (!allowed(command.action()).matcher(effects).matches()) {
            complaints.add(command + " had the effects " + own);
        }
        boolean overtaken = record.code() == Code.OVERTAKEN;
        if (overtaken != mustBeOvertaken(command, record)) {
            complaints.add(command + (overtaken ? " was overtaken" : " was not overtaken") + ", wrongly");
        }
        if (overtaken) {
            if (!own.isEmpty() || record.state() != CommandState.REFUSED) {
                complaints.add(command + " was overtaken, is " + record.state() + " and had the effects " + own);
            }
            return;
        }
        if (record.code() == Code.UPDATE_NOT_DONE || isBehindAnUndoneUpdate(command)) {
            boolean ended = record.state() == CommandState.REFUSED || record.state() == CommandState.NEEDS_ATTENTION;
            if (!isBehindAnUndoneUpdate(command) || !ended || !own.isEmpty()) {
                complaints.add(command + " is " + record.state() + " " + record.code() + " and had the effects " + own);
            }
            return;
        }
        int from = indexAt(command.at());
        int to = record.endedAt() == null ? happened.size() : indexAt(record.endedAt());
        // A bank's credit does not show at first.
        List<Money> seen = moments.subList(story.kind() == Kind.SVEA_BANK ? 0 : from, to + 1);
        switch (record.state()) {
            case SUCCEEDED -> succeeded(command, record, own, from, to, complaints);
            case ALREADY_SO, REFUSED -> {
                Fate fate = record.state() == CommandState.REFUSED ? Fate.NO : Fate.SO;
                if (!own.isEmpty()) {
                    complaints.add(command + " is " + record.state() + " and had the effects " + own);
                } else if (seen.stream().noneMatch(money -> mayBe(fate, command, money)) && !excused(record)) {
                    complaints.add(command + " is " + record.state() + " " + record.code() + ", though " + seen);
                }
            }
            case NEEDS_ATTENTION -> {
                boolean othersMeddled = happened.subList(from, to).stream().anyMatch(it -> it.by() == null);
                if (!story.has("task-stuck")
                        && !(story.has("task-lies") && record.code() == Code.NOT_SHOWN)
                        && !(record.code() == Code.REST_NOT_RELEASED && isFalselyRefused())
                        && !(othersMeddled && !record.attempts().isEmpty())) {
                    complaints.add(command + " needs attention without need: " + record.code());
                }
            }
            default -> complaints.add(command + " has not ended: " + record.state());
        }
    }

    /** The first later annulment ends what takes money and has neither ended by then nor an intent that may come true. */
    private boolean mustBeOvertaken(Asked command, CommandRecord record) {
        if (command.action() != Action.ACTIVATE && command.action() != Action.UPDATE) {
            return false;
        }
        return asked.subList(asked.indexOf(command) + 1, asked.size()).stream()
                .filter(later -> later.action() == Action.ANNUL || later.action() == Action.REVERSE)
                .findFirst()
                .filter(later -> record.endedAt() == null || !record.endedAt().isBefore(later.at()))
                .filter(later -> record.attempts().stream().noneMatch(attempt -> stoodAt(later.at(), attempt)))
                .isPresent();
    }

    /** What it was to take is what the newest earlier update would have made of it. */
    private boolean isBehindAnUndoneUpdate(Asked command) {
        if (command.action() != Action.ACTIVATE || command.amount() != null) {
            return false;
        }
        for (int i = asked.indexOf(command) - 1; i >= 0; i--) {
            if (asked.get(i).action() == Action.UPDATE) {
                CommandState state = records.get(i).state();
                return state != CommandState.SUCCEEDED && state != CommandState.ALREADY_SO;
            }
        }
        return false;
    }

    private static boolean stoodAt(Instant moment, CommandRecord.AttemptRecord attempt) {
        return !attempt.operation().equals("read")
                && attempt.begunAt().isBefore(moment)
                && (attempt.endedAt() == null || attempt.endedAt().isAfter(moment));
    }

    /** What the provider has and does not show, and what it falsely refuses, no command can know. */
    private boolean excused(CommandRecord record) {
        boolean hidden =
                story.kind() == Kind.SVEA_BANK && happened.stream().anyMatch(it -> it.effect() == MoneyEffect.CREDIT);
        boolean unknown = story.has("\"status\":404") && record.code() == Code.PAYMENT_NOT_FOUND;
        return record.state() == CommandState.REFUSED
                && (unknown
                        || hidden && record.code() == Code.NOT_OFFERED
                        || isFalselyRefused() && record.code() == Code.PROVIDER_REFUSED);
    }

    private boolean isFalselyRefused() {
        return story.kind().isSvea() && story.has("\"status\":409");
    }

    private void succeeded(
            Asked command, CommandRecord record, List<Happened> own, int from, int to, List<String> complaints) {
        Money end = moments.get(to);
        boolean othersDid = happened.subList(from, to).stream().anyMatch(it -> it.by() == null);
        if (own.isEmpty() && !othersDid) {
            complaints.add(command + " succeeded without an effect");
        }
        if (undoneInTime(own, record)) {
            complaints.add(command + " succeeded, though its credit had failed by then");
        }
        if (own.isEmpty() || othersDid) {
            return;
        }
        Happened main = own.get(own.size() - 1);
        Money before = moments.get(happened.indexOf(main));
        long amount = own.stream()
                .filter(it -> it.effect() == main.effect())
                .mapToLong(Happened::amount)
                .sum();
        boolean right = switch (main.effect()) {
            case ACTIVATE -> end.remaining() == 0 && main.amount() == before.remaining();
            case ANNUL ->
                command.action() == Action.UPDATE || end.remaining() == 0 && end.credited() == end.activated();
            case CREDIT -> end.remaining() == 0 && end.credited() == end.activated();
            case UPDATE -> command.amount() != null && main.amount() == command.amount();
            case OTHER -> false;
        };
        if (!right) {
            complaints.add(command + " succeeded, but left " + end);
        }
        if (command.action() == Action.UPDATE || main.effect() == MoneyEffect.ANNUL && end.activated() > 0) {
            return;
        }
        if (command.amount() != null && command.amount() != amount) {
            complaints.add(command + " moved " + amount);
        }
        if (record.amount() == null || record.amount() != amount) {
            complaints.add(command + " says that it moved " + record.amount() + " and not " + amount);
        }
    }

    /** Whether the provider had undone it before Kvitt's last look; a second is left for what happens in between. */
    private boolean undoneInTime(List<Happened> own, CommandRecord record) {
        return record.endedAt() != null
                && own.stream().anyMatch(it -> it.effect() == MoneyEffect.CREDIT)
                && story.has("credit-fails-later")
                && happened.stream()
                        .filter(it -> it.actor() == Actor.PROVIDER)
                        .filter(it -> happened.indexOf(it) > happened.indexOf(own.get(0)))
                        .anyMatch(it -> it.at().isBefore(record.endedAt().minusSeconds(1)))
                && own.stream().filter(it -> it.effect() == MoneyEffect.CREDIT).count() == 1;
    }

    private static String letter(MoneyEffect effect) {
        return switch (effect) {
            case ACTIVATE -> "A";
            case ANNUL -> "N";
            case CREDIT -> "C";
            case UPDATE -> "U";
            case OTHER -> "O";
        };
    }

    /** How many effects there were at this time. */
    private int indexAt(Instant time) {
        return (int) happened.stream().filter(it -> !it.at().isAfter(time)).count();
    }

    private boolean mayBe(Fate fate, Asked command, Money money) {
        // A card's money that is taken back before it is settled reads as if it had never been taken.
        Money unsettled = new Money(
                money.total(),
                money.activated() - money.credited(),
                0,
                money.annulled() + money.credited(),
                money.restEnded() || money.credited() > 0);
        return fates(command, money).contains(fate)
                || story.kind() == Kind.SVEA_CARD && fates(command, unsettled).contains(fate);
    }

    private Set<Fate> fates(Asked command, Money money) {
        Fate fate = fate(command.action(), money);
        Long guard = command.amount();
        if (command.action() == Action.UPDATE) {
            boolean raised = guard != null && guard > money.total() - money.annulled();
            return fate == Fate.NO || raised && story.kind().isSvea()
                    ? EnumSet.of(Fate.NO)
                    : EnumSet.of(Fate.DO, Fate.SO);
        }
        long taken = money.activated();
        if (command.action() == Action.ACTIVATE && fate == Fate.SO && guard == null && money.annulled() > 0) {
            // Amounts do not tell what was lowered and then taken from what was taken in part; only Kvitt's own doing
            // does.
            return money.restEnded() ? EnumSet.of(Fate.NO) : EnumSet.of(Fate.SO, Fate.NO);
        }
        long guarded = switch (fate) {
            case DO ->
                command.action() == Action.CREDIT || taken > 0 && command.action() == Action.REVERSE
                        ? taken - money.credited()
                        : money.remaining();
            case SO -> command.action() == Action.ACTIVATE ? taken : money.credited();
            case NO -> 0;
        };
        boolean annulled = fate == Fate.SO && taken == 0;
        return EnumSet.of(guard == null || guard == guarded || annulled ? fate : Fate.NO);
    }

    private static Fate fate(Action action, Money money) {
        boolean open = money.remaining() > 0;
        boolean taken = money.activated() > 0;
        boolean back = money.credited() > 0;
        boolean allBack = money.credited() == money.activated() && !open;
        return switch (action) {
            case ACTIVATE -> open ? Fate.DO : back ? Fate.NO : taken ? Fate.SO : Fate.NO;
            case ANNUL -> taken ? Fate.NO : open ? Fate.DO : Fate.SO;
            case UPDATE -> taken || !open ? Fate.NO : Fate.DO;
            case CREDIT -> !taken ? Fate.NO : open || !back ? Fate.DO : allBack ? Fate.SO : Fate.NO;
            case REVERSE -> !taken ? open ? Fate.DO : Fate.SO : open || !back ? Fate.DO : allBack ? Fate.SO : Fate.NO;
        };
    }
}
