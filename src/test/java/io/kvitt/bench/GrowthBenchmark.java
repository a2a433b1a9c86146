package io.kvitt.bench;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a command costs when many have been before it: the same burst on a ledger of more and more ended commands. */
@Tag("bench")
class GrowthBenchmark {

    private static final int COMMANDS = Options.number("commands", 10_000);
    private static final int BATCH = 500_000;

    @Test
    void the_cost_of_a_command_over_the_size_of_the_ledger() throws Exception {
        Results results = new Results(
                "growth", "commands in the ledger", "commands/s", "CPU ms/command", "of which", "ledger on disk");
        BarChart chart = new BarChart("CPU ms per activation over the size of the ledger");
        try (Lab lab = new Lab();
                Subject kvitt = new KvittSubject(lab, Options.jvm(), Options.settings());
                Intake intake = new JmsIntake(lab.brokerUrl(), kvitt.queue())) {
            Runs runs = new Runs(lab);
            runs.burst(kvitt, intake, Options.number("warm-up", 20_000), 5);
            long filled = 0;
            for (String size : Options.list("sizes", "10000,100000,1000000,5000000")) {
                for (long all = Long.parseLong(size); filled < all; filled += Math.min(BATCH, all - filled)) {
                    fill(lab, filled, Math.min(BATCH, all - filled));
                }
                lab.jdbc().execute("vacuum analyze");
                Measurement measured = runs.burst(kvitt, intake, COMMANDS, 20);
                results.add(
                        size,
                        String.format(Locale.ROOT, "%.0f", measured.perSecond()),
                        String.format(Locale.ROOT, "%.2f", measured.cpuMillisOfAll()),
                        measured.parts(),
                        lab.strings("select pg_size_pretty(pg_total_relation_size('payment')"
                                        + " + pg_total_relation_size('command') + pg_total_relation_size('attempt'))")
                                .get(0));
                chart.add("20 ms provider latency", size, measured.cpuMillisOfAll());
            }
            chart.write("growth.svg");
        }
    }

    /** Activations that have ended, as Kvitt leaves them. */
    private static void fill(Lab lab, long from, long count) {
        lab.jdbc().execute("""
                        with n as (select generate_series(%d::bigint, %d::bigint) as n),
                        p as (
                            insert into payment (account, provider_order_id, fence)
                            select 'klarna', '00000000-0000-4000-9000-' || lpad(n::text, 12, '0'), 2 from n
                            returning id, provider_order_id),
                        c as (
                            insert into command (command_id, digest, payment_id, action, account, provider_order_id,
                                amount, currency, channel, accepted_at, state, code, performed, payment_status, read_at,
                                settled_amount, settled_currency, provider_reference, begun, ended_at, published_at,
                                noticed_at)
                            select 'old-' || id, md5(id::text) || md5(id::text), id, 'activate', 'klarna',
                                provider_order_id, 10000, 'SEK', 'JMS', now(), 'SUCCEEDED', 'ACTIVATED', 'activate',
                                'ACTIVATED', now(), 10000, 'SEK', md5(id::text), true, now(), now(), now() from p
                            returning id, provider_order_id)
                        insert into attempt (command, operation, effect, amount, currency, idempotency_key, method, path,
                            body, basis, finishes, result, provider_reference, correlation_id, begun_at, ended_at)
                        select id, 'capture', 'ACTIVATE', 10000, 'SEK', md5(id::text), 'POST',
                            '/ordermanagement/v1/orders/' || provider_order_id || '/captures',
                            '{"captured_amount":10000,"reference":"' || id || '"}',
                            '{"status":"AUTHORIZED","captured":0,"refunded":0}', true, 'DONE', md5(id::text),
                            md5(id::text), now(), now() from c""".formatted(from + 1, from + count));
    }
}
