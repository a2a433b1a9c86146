package io.kvitt.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for one order, and what must have happened to its money in the end, whatever goes wrong in between.
 *
 * @param expected the effects, in order, once each
 * @param fault what its provider does wrong; null for nothing
 */
record Story(
        String provider,
        String orderId,
        List<String> expected,
        List<Command> commands,
        @Nullable Fault fault) {

    /** The ways in. */
    enum Channel {
        REST,
        JMS,
        FILE
    }

    /** One command, sent until it is known to have arrived. */
    static final class Command {

        private final String id;
        private final String action;
        private final Channel channel;
        private volatile boolean told;

        Command(String id, String action, Channel channel) {
            this.id = id;
            this.action = action;
            this.channel = channel;
        }

        String id() {
            return id;
        }

        String action() {
            return action;
        }

        Channel channel() {
            return channel;
        }

        boolean isTold() {
            return told;
        }

        void tell() {
            told = true;
        }
    }

    boolean told() {
        return commands.stream().allMatch(Command::isTold);
    }

    /**
     * What must have happened, each once: what a later reversal overtook has not, and the reversal then annuls.
     *
     * @param overtaken the ids of the commands that ended so
     */
    List<String> expected(Set<String> overtaken) {
        return isOvertaken(overtaken) ? List.of("ANNUL") : expected;
    }

    private boolean isOvertaken(Set<String> overtaken) {
        return commands.stream().anyMatch(command -> overtaken.contains(command.id()));
    }

    /** Whether these effects are what was asked for, in an order that may be. */
    boolean isToldBy(List<String> effects, Set<String> overtaken) {
        return effects.equals(expected(overtaken)) || !isOvertaken(overtaken) && effects.equals(creditedAgain());
    }

    /** A credit that failed before Kvitt knew that it had been made is made again, rightly. */
    private List<String> creditedAgain() {
        List<String> again = new ArrayList<>(expected);
        if (fault == Fault.CREDIT_FAILS_LATER) {
            again.add("CREDIT");
        }
        return again;
    }

    /** Whether it ends with a person who has to look. */
    boolean needsAttention() {
        return fault == Fault.TASK_STUCK;
    }

    /**
     * Whether a command of it may end so.
     *
     * @param seenFailed whether the provider had undone its credit when Kvitt looked last; null when it was undone in
     *     the same moments, or never
     */
    boolean mayEnd(Command command, String state, @Nullable Boolean seenFailed) {
        boolean credits = fault == Fault.CREDIT_FAILS_LATER && command.action().equals("reverse");
        if (credits && seenFailed == null && state.equals("NEEDS_ATTENTION")) {
            return true;
        }
        return needsAttention() || credits && Boolean.TRUE.equals(seenFailed)
                ? state.equals("NEEDS_ATTENTION")
                : Set.of("SUCCEEDED", "ALREADY_SO", "REFUSED").contains(state);
    }

    static Story of(Random random, String provider, String orderId, String number) {
        Channel any = Channel.values()[random.nextInt(3)];
        List<Command> commands = new ArrayList<>();
        List<String> expected = switch (random.nextInt(6)) {
            case 0, 1 -> plan(commands, number, any, List.of("ACTIVATE"), "activate");
            case 2 -> plan(commands, number, any, List.of("ANNUL"), "reverse");
            case 3 -> plan(commands, number, Channel.REST, List.of("ACTIVATE", "CREDIT"), "activate", "reverse");
            case 4 -> plan(commands, number, Channel.REST, List.of("ANNUL"), "annul", "activate");
            default -> {
                commands.add(new Command("c-" + number + "-x", "activate", any));
                yield plan(commands, number, Channel.REST, List.of("ACTIVATE"), "activate", "activate");
            }
        };
        Fault fault = random.nextInt(3) == 0 ? pick(random, Fault.of(provider, commands, expected)) : null;
        return new Story(
                provider, orderId, fault == null ? expected : fault.effects(expected), List.copyOf(commands), fault);
    }

    private static Fault pick(Random random, List<Fault> faults) {
        return faults.get(random.nextInt(faults.size()));
    }

    private static List<String> plan(
            List<Command> commands, String number, Channel channel, List<String> expected, String... actions) {
        for (String action : actions) {
            commands.add(new Command("c-" + number + "-" + commands.size(), action, channel));
        }
        return expected;
    }
}
