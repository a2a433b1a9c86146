package io.kvitt.queue;

import io.kvitt.desk.DeadLetters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many messages wait for a person, looked at now and then: while the broker is away, as it was seen last. */
@Component
final class DeadLetterMeters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterMeters.class);
    private static final int MOST = 1000;

    private final DeadLetters letters;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    DeadLetterMeters(MeterRegistry registry, DeadLetters letters) {
        this.letters = letters;
        for (String queue : DeadLetters.QUEUES) {
            Gauge.builder("kvitt.messages.dead", counts, seen -> seen.getOrDefault(queue, 0))
                    .description("Messages that wait for a person; never told as more than " + MOST)
                    .tag("queue", queue)
                    .register(registry);
        }
    }

    @Scheduled(fixedDelayString = "${kvitt.metrics.period}", initialDelayString = "${kvitt.metrics.period}")
    void look() {
        try {
            for (String queue : DeadLetters.QUEUES) {
                counts.put(queue, letters.count(queue, MOST));
            }
        } catch (JmsException e) {
            LOG.debug("the broker could not be asked: {}", e.getClass().getSimpleName());
        }
    }
}
