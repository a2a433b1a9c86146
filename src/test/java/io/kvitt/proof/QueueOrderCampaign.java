package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.sandbox.simulation.NewOrder;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A sender with a transacted session, three instances, and a database and a broker that are taken away again and again. What it
 * sends is in pairs, of which the second must never be accepted before the first: {@code update} and {@code activate},
 * {@code activate} and {@code credit}; some with a message group, some of them in two transactions.
 *
 * <p>{@code -Dproof.pairs=…} sets how many.
 */
@Tag("proof")
class QueueOrderCampaign {

    private static final int INSTANCES = 3;
    private static final int PAIRS_A_COMMIT = 25;
    private static final Duration BETWEEN = Duration.ofSeconds(4);
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final long seed = Long.getLong("proof.seed", System.currentTimeMillis());
    private final int pairs = Integer.getInteger("proof.pairs", 10_000);

    /** What is done to the installation; each ends with all in place. */
    private enum Trouble {
        DATABASE_READ_ONLY {
            @Override
            void of(Cluster cluster, Random random) {
                PostgresProcess postgres = cluster.stage().postgres();
                postgres.update("alter system set default_transaction_read_only = on");
                postgres.update("select pg_reload_conf()");
                Forks.last(AWAY);
                postgres.update("alter system reset default_transaction_read_only");
                postgres.update("select pg_reload_conf()");
            }
        },
        DATABASE_PAUSED {
            @Override
            void of(Cluster cluster, Random random) {
                cluster.stage().postgres().pause();
                Forks.last(AWAY);
                cluster.stage().postgres().resume();
            }
        },
        DATABASE_KILLED {
            @Override
            void of(Cluster cluster, Random random) throws Exception {
                cluster.stage().postgres().kill();
                Forks.last(AWAY);
                cluster.stage().postgres().restart();
            }
        },
        BROKER_KILLED {
            @Override
            void of(Cluster cluster, Random random) throws Exception {
                cluster.broker().kill();
                cluster.broker().restart();
            }
        },
        INSTANCE_KILLED {
            @Override
            void of(Cluster cluster, Random random) throws Exception {
                int victim = random.nextInt(INSTANCES);
                cluster.kvitts().get(victim).kill();
                cluster.restart(victim);
            }
        },
        INSTANCE_ENDED {
            @Override
            void of(Cluster cluster, Random random) throws Exception {
                int victim = random.nextInt(INSTANCES);
                cluster.kvitts().get(victim).endInPeace();
                cluster.restart(victim);
            }
        },
        /** Killed, one after the other, while none of them can store what it has at hand. */
        ALL_KILLED_WITHOUT_A_DATABASE {
            @Override
            void of(Cluster cluster, Random random) throws Exception {
                cluster.stage().postgres().kill();
                Forks.last(AWAY);
                for (KvittProcess kvitt : cluster.kvitts()) {
                    kvitt.kill();
                }
                cluster.stage().postgres().restart();
                for (int i = 0; i < INSTANCES; i++) {
                    cluster.restart(i);
                }
            }
        };

        private static final Duration AWAY = Duration.ofSeconds(3);

        abstract void of(Cluster cluster, Random random) throws Exception;
    }

    /** @param first the action that must come first: {@code update} or {@code activate} */
    private record Pair(int number, String orderId, String first) {

        List<String> wanted() {
            return first.equals("update")
                    ? List.of("ANNUL 4900", "ACTIVATE 5000")
                    : List.of("ACTIVATE 9900", "CREDIT 9900");
        }

        String json(int which) {
            String action = which == 0 ? first : first.equals("update") ? "activate" : "credit";
            return """
                    {"commandId":"%s","action":"%s","account":"svea","providerOrderId":"%s"%s}""".formatted(
                    id(which), action, orderId, action.equals("update") ? ",\"amount\":5000,\"currency\":\"SEK\"" : "");
        }

        String id(int which) {
            return "pair-" + number + "-" + which;
        }

        @Nullable
        String group() {
            return number % 3 == 0 ? "group-" + number : null;
        }
    }

    @Test
    void what_one_sender_sends_for_one_payment_is_accepted_in_that_order() throws Exception {
        Random random = new Random(seed);
        try (Stage stage = new Stage(random, true)) {
            System.out.println("queue order campaign: seed " + seed + ", logs " + stage.home());
            StandaloneBroker broker = StandaloneBroker.start(
                    stage.home().resolve("artemis"), stage.home().resolve("artemis.log"));
            try (Cluster cluster = new Cluster(stage, INSTANCES, broker)) {
                List<Pair> all = make(stage);
                Thread sender = new Thread(() -> send(broker, all), "sender");
                sender.start();
                Map<Trouble, Integer> troubles = new TreeMap<>();
                for (int i = random.nextInt(Trouble.values().length); sender.isAlive() || open(stage, all) > 0; i++) {
                    Forks.last(BETWEEN);
                    Trouble trouble = Trouble.values()[i % Trouble.values().length];
                    trouble.of(cluster, random);
                    troubles.merge(trouble, 1, Integer::sum);
                    if (!sender.isAlive() && troubles.size() == Trouble.values().length) {
                        break;
                    }
                }
                sender.join();
                Awaitility.await("all is done").atMost(LONGEST).until(() -> open(stage, all) == 0);
                judge(stage, all, troubles);
                stage.allIsWell();
            }
        }
    }

    private List<Pair> make(Stage stage) {
        List<Pair> all = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            String id = stage.sandbox()
                    .create(NewOrder.authorized("svea", Integer.toString(2_000_000 + i), 9900)
                            .paidBy("Card"))
                    .id();
            all.add(new Pair(i, id, i % 2 == 0 ? "update" : "activate"));
        }
        return all;
    }

    private static long open(Stage stage, List<Pair> all) {
        try {
            return 2L * all.size() - stage.postgres().count("select count(*) from command where ended_at is not null");
        } catch (RuntimeException e) {
            return Long.MAX_VALUE;
        }
    }

    /** As a sender does: a transaction of which it does not know that it was committed is sent again, before all that follow. */
    private static void send(StandaloneBroker broker, List<Pair> all) {
        List<List<TextToSend>> transactions = transactions(all);
        int next = 0;
        while (next < transactions.size()) {
            try (ActiveMQConnectionFactory factory = broker.forSenders();
                    Connection connection = factory.createConnection();
                    Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                    MessageProducer producer = session.createProducer(session.createQueue("kvitt.commands"))) {
                while (next < transactions.size()) {
                    for (TextToSend text : transactions.get(next)) {
                        TextMessage message = session.createTextMessage(text.json());
                        if (text.group() != null) {
                            message.setStringProperty("JMSXGroupID", text.group());
                        }
                        producer.send(message);
                    }
                    session.commit();
                    next++;
                    Forks.last(Duration.ofMillis(100));
                }
            } catch (JMSException e) {
                Forks.last(Duration.ofMillis(500));
            }
        }
    }

    private record TextToSend(String json, @Nullable String group) {}

    /** Every other transaction holds the first halves of its pairs, and the one after it the second ones. */
    private static List<List<TextToSend>> transactions(List<Pair> all) {
        List<List<TextToSend>> transactions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PAIRS_A_COMMIT) {
            List<Pair> some = all.subList(from, Math.min(all.size(), from + PAIRS_A_COMMIT));
            List<TextToSend> first = new ArrayList<>();
            List<TextToSend> second = from / PAIRS_A_COMMIT % 2 == 0 ? first : new ArrayList<>();
            some.forEach(pair -> first.add(new TextToSend(pair.json(0), pair.group())));
            some.forEach(pair -> second.add(new TextToSend(pair.json(1), pair.group())));
            transactions.add(first);
            if (second != first) {
                transactions.add(second);
            }
        }
        return transactions;
    }

    private void judge(Stage stage, List<Pair> all, Map<Trouble, Integer> troubles) {
        Map<String, Long> rows = stage.postgres().strings("select command_id || '=' || id from command").stream()
                .collect(Collectors.toMap(
                        row -> row.substring(0, row.indexOf('=')),
                        row -> Long.valueOf(row.substring(row.indexOf('=') + 1))));
        List<String> disordered = new ArrayList<>();
        Map<List<String>, Integer> money = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (Pair pair : all) {
            if (rows.get(pair.id(0)) > rows.get(pair.id(1))) {
                disordered.add(pair.id(1));
            }
            List<String> happened = stage.sandbox().ledger().of("svea", pair.orderId()).stream()
                    .map(entry -> entry.effect() + " " + entry.amount())
                    .toList();
            money.merge(happened, 1, Integer::sum);
            if (!happened.equals(pair.wanted())) {
                wrong.add(pair + " " + happened);
            }
        }
        List<String> ends = stage.postgres()
                .strings("select state || ' ' || code || ' ' || count(*) from command group by state, code order by 1");
        System.out.printf(
                "queue order campaign: seed %d, %d instances, %d pairs, %d commands; accepted out of order %d, wrong money %d%n"
                        + "  troubles %s%n  money %s%n  ends %s%n",
                seed, INSTANCES, all.size(), rows.size(), disordered.size(), wrong.size(), troubles, money, ends);
        assertThat(rows).hasSize(2 * all.size());
        assertThat(disordered).as("accepted out of order").isEmpty();
        assertThat(wrong).as("money that moved otherwise").isEmpty();
    }
}
