package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Ledger;
import io.kvitt.sandbox.simulation.LedgerEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What really happened to the money, held against what was asked, what was intended, and what was told. */
record Verdict(
        int orders,
        int commands,
        long known,
        List<String> lost,
        List<String> doubled,
        List<String> disordered,
        List<String> untrue,
        List<String> receipts,
        List<String> refusedWrites,
        List<String> stuck) {

    /**
     * What a cancellation should have overtaken: it had not ended and had no intent that stood. Clocks are read before
     * locks are had, and processes are stopped in between, so what happened within the same moments is left out.
     */
    private static final String NOT_OVERTAKEN = """
            select e.command_id || ' was not overtaken by ' || a.command_id
              from command e join command a on a.payment_id = e.payment_id and a.id > e.id
             where e.action in ('activate', 'update') and a.action in ('annul', 'reverse') and e.code <> 'OVERTAKEN'
               and e.ended_at > a.accepted_at + interval '10 s'
               and not exists (select 1 from attempt w where w.command = e.id and w.effect is not null
                   and w.begun_at < a.accepted_at + interval '10 s')""";

    static Verdict of(Stage stage, Messenger messenger) throws IOException {
        List<String> lost = new ArrayList<>();
        List<String> doubled = new ArrayList<>();
        List<String> disordered = new ArrayList<>();
        List<String> untrue = new ArrayList<>();
        Map<String, String> told = pairs(stage, """
                select p.account || ' ' || p.provider_order_id || '=' || count(distinct c.id) filter (where c.state = 'SUCCEEDED')
                       || ' ' || count(a.id) filter (where a.effect is not null and a.result = 'DONE')
                  from payment p join command c on c.payment_id = p.id left join attempt a on a.command = c.id
                 group by p.id""");
        Set<String> overtaken =
                Set.copyOf(stage.postgres().strings("select command_id from command where code = 'OVERTAKEN'"));
        Set<String> attention =
                Set.copyOf(stage.postgres().strings("select command_id from command where code = 'NOT_SHOWN'"));
        disordered.addAll(stage.postgres().strings(NOT_OVERTAKEN));
        for (Story story : stage.stories()) {
            List<String> happened = effects(stage.sandbox().ledger(), story);
            if (!story.isToldBy(happened, overtaken)) {
                int difference = Integer.compare(
                        happened.size(), story.expected(overtaken).size());
                (difference > 0 ? doubled : difference < 0 ? lost : disordered).add(story + " " + happened);
            }
            long made = story.expected(overtaken).stream()
                    .filter(effect -> !effect.endsWith("FAILED"))
                    .count();
            String said = told.get(story.provider() + " " + story.orderId());
            // Of a credit that failed before Kvitt saw it nobody says that it was made.
            boolean unseen = story.fault() == Fault.CREDIT_FAILS_LATER
                    && ((made - 1) + " " + (made - 1)).equals(said)
                    && story.commands().stream().anyMatch(command -> attention.contains(command.id()));
            if (!unseen && !(made + " " + made).equals(said)) {
                untrue.add(story + ": succeeded commands and intents that were done " + said);
            }
        }
        Map<String, String> states = pairs(stage, "select command_id || '=' || state from command");
        Map<String, String> ends = pairs(
                stage,
                "select command_id || '=' || (extract(epoch from ended_at) * 1000)::bigint from command where ended_at is not null");
        List<String> stuck = new ArrayList<>();
        for (Story story : stage.stories()) {
            for (Story.Command command : story.commands()) {
                String state = states.getOrDefault(command.id(), "not there");
                String ended = ends.get(command.id());
                Boolean failed =
                        ended == null ? null : failedBefore(stage.sandbox().ledger(), story, Long.parseLong(ended));
                if (!story.mayEnd(command, state, failed)) {
                    stuck.add(command.id() + " " + state);
                }
            }
        }
        return new Verdict(
                stage.stories().size(),
                stage.stories().stream()
                        .mapToInt(story -> story.commands().size())
                        .sum(),
                states.size(),
                lost,
                doubled,
                disordered,
                untrue,
                new ReceiptsCheck(stage.erp(), states).check(messenger.dropped()),
                stage.gate().refusedWrites(),
                stuck);
    }

    /** Two seconds are left for what lies between a reading and the commit of what it led to. */
    private static @Nullable Boolean failedBefore(Ledger ledger, Story story, long ended) {
        List<LedgerEntry> entries = ledger.of(story.provider(), story.orderId());
        if (entries.isEmpty() || entries.get(entries.size() - 1).cause().actor() != Cause.Actor.PROVIDER) {
            return false;
        }
        long failed = entries.get(entries.size() - 1).at();
        return Math.abs(failed - ended) < 2_000 ? null : failed < ended;
    }

    private static List<String> effects(Ledger ledger, Story story) {
        return ledger.of(story.provider(), story.orderId()).stream()
                .map(Verdict::effect)
                .toList();
    }

    private static String effect(LedgerEntry entry) {
        return entry.effect().name() + (entry.cause().actor() == Cause.Actor.PROVIDER ? " FAILED" : "");
    }

    private static Map<String, String> pairs(Stage stage, String sql) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : stage.postgres().strings(sql)) {
            int equals = pair.indexOf('=');
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return pairs;
    }

    void mustBeClean() {
        assertThat(doubled).as("doubled").isEmpty();
        assertThat(lost).as("lost").isEmpty();
        assertThat(disordered).as("out of order").isEmpty();
        assertThat(refusedWrites)
                .as("writes that only the provider's own rules stopped")
                .isEmpty();
        assertThat(untrue).as("told otherwise than it was").isEmpty();
        assertThat(receipts).as("receipts").isEmpty();
        assertThat(stuck).as("stuck, or waiting for a person without need").isEmpty();
        assertThat(known).as("commands in the ledger").isEqualTo(commands);
    }

    @Override
    public String toString() {
        return "%d orders, %d commands (%d in the ledger)%n  lost %d, double %d, stuck %d, out of order %d, told wrongly %d, wrong receipts %d, needless writes %d"
                .formatted(
                        orders,
                        commands,
                        known,
                        lost.size(),
                        doubled.size(),
                        stuck.size(),
                        disordered.size(),
                        untrue.size(),
                        receipts.size(),
                        refusedWrites.size());
    }
}
