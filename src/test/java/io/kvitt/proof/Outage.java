package io.kvitt.proof;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What happens to two instances that share a database, a broker and a folder. */
enum Outage {
    INSTANCE_KILLED {
        @Override
        void strike(Cluster cluster, int victim) throws Exception {
            cluster.kvitts().get(victim).kill();
        }

        @Override
        void heal(Cluster cluster, int victim) throws Exception {
            cluster.restart(victim);
        }
    },
    /** Past its lease, so that the other one takes over what it was about to do. */
    INSTANCE_PAUSED {
        @Override
        void strike(Cluster cluster, int victim) {
            cluster.kvitts().get(victim).signal("STOP");
            Forks.last(PAST_THE_LEASE);
        }

        @Override
        void heal(Cluster cluster, int victim) {
            cluster.kvitts().get(victim).signal("CONT");
        }
    },
    BROKER_KILLED {
        @Override
        void strike(Cluster cluster, int victim) throws Exception {
            cluster.broker().kill();
        }

        @Override
        void heal(Cluster cluster, int victim) throws Exception {
            cluster.broker().restart();
        }
    },
    DATABASE_KILLED {
        @Override
        void strike(Cluster cluster, int victim) {
            cluster.stage().postgres().kill();
        }

        @Override
        void heal(Cluster cluster, int victim) throws Exception {
            cluster.stage().postgres().restart();
        }
    },
    DATABASE_PAUSED {
        @Override
        void strike(Cluster cluster, int victim) {
            cluster.stage().postgres().pause();
            Forks.last(PAST_THE_LEASE);
        }

        @Override
        void heal(Cluster cluster, int victim) {
            cluster.stage().postgres().resume();
        }
    },
    /** Every connection is ended, and none is to be had for a while. */
    CONNECTIONS_EXHAUSTED {
        @Override
        void strike(Cluster cluster, int victim) throws Exception {
            cluster.stage().postgres().starve(PAST_THE_LEASE);
        }

        @Override
        void heal(Cluster cluster, int victim) {
            // they were given back
        }
    };

    private static final Duration PAST_THE_LEASE = Duration.ofSeconds(5);

    abstract void strike(Cluster cluster, int victim) throws Exception;

    abstract void heal(Cluster cluster, int victim) throws Exception;

    /** So many in turn, beginning where the seed says. */
    static List<Outage> sequence(Random random, int count) {
        int first = random.nextInt(values().length);
        return IntStream.range(0, count)
                .mapToObj(i -> values()[(first + i) % values().length])
                .toList();
    }
}
