package io.kvitt.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** What is done to a running installation, on purpose or by accident, while it works. Each ends with all in place. */
enum Upheaval {
    /** As one installs a new version: one at a time, each asked to end and waited for. */
    ROLLING_RESTART {
        @Override
        String of(Cluster cluster, StandaloneBroker broker, Random random) throws Exception {
            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < cluster.kvitts().size(); i++) {
                millis.add(cluster.kvitts().get(i).endInPeace().toMillis());
                cluster.restart(i);
            }
            return "ended in " + millis.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " ms";
        }
    },
    BROKER_RESTARTED {
        @Override
        String of(Cluster cluster, StandaloneBroker broker, Random random) throws Exception {
            broker.stop();
            Forks.last(AWAY);
            broker.restart();
            return "";
        }
    },
    BROKER_KILLED {
        @Override
        String of(Cluster cluster, StandaloneBroker broker, Random random) throws Exception {
            broker.kill();
            Forks.last(AWAY);
            broker.restart();
            return "";
        }
    },
    DATABASE_RESTARTED_FAST {
        @Override
        String of(Cluster cluster, StandaloneBroker broker, Random random) throws Exception {
            cluster.stage().postgres().stop("INT");
            Forks.last(AWAY);
            cluster.stage().postgres().restart();
            return "";
        }
    },
    DATABASE_RESTARTED_IMMEDIATELY {
        @Override
        String of(Cluster cluster, StandaloneBroker broker, Random random) throws Exception {
            cluster.stage().postgres().stop("QUIT");
            Forks.last(AWAY);
            cluster.stage().postgres().restart();
            return "";
        }
    },
    /** The instance that serves the ERP drop dies; another one takes it over. */
    POLLER_KILLED {
        @Override
        String of(Cluster cluster, StandaloneBroker broker, Random random) throws Exception {
            int poller = cluster.poller();
            long killed = System.nanoTime();
            cluster.kvitts().get(poller).kill();
            Duration taken = cluster.awaitOtherPoller(poller, killed);
            cluster.restart(poller);
            return "drop taken over in " + taken.toMillis() + " ms";
        }
    };

    private static final Duration AWAY = Duration.ofSeconds(2);

    /** @return what else is worth telling */
    abstract String of(Cluster cluster, StandaloneBroker broker, Random random) throws Exception;
}
