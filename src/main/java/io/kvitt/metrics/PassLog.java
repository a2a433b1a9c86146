package io.kvitt.metrics;

import io.kvitt.execution.PassSettled;
import io.kvitt.execution.Settlement;
import io.kvitt.execution.Settlement.AttemptResult;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** One line for each command that ends, at INFO, and for each pass after which it goes on, at DEBUG. */
@Component
final class PassLog {

    private static final Logger LOG = LoggerFactory.getLogger(PassLog.class);

    private final Clock clock;

    PassLog(Clock clock) {
        this.clock = clock;
    }

    @EventListener
    void onSettled(PassSettled settled) {
        Settlement settlement = settled.settlement();
        if (settlement.state().isEnd() ? !LOG.isInfoEnabled() : !LOG.isDebugEnabled()) {
            return;
        }
        AttemptResult attempt = settlement.attempt();
        String correlationId = attempt == null || attempt.correlationId() == null ? "none" : attempt.correlationId();
        String code = settlement.code() == null ? "none" : settlement.code().wireName();
        long millis = Duration.between(settlement.execution().acceptedAt(), clock.instant())
                .toMillis();
        if (settlement.state().isEnd()) {
            LOG.info(
                    "ended: {} ({}) {} ms after acceptance, provider's correlation id {}",
                    settlement.state(),
                    code,
                    millis,
                    correlationId);
        } else {
            LOG.debug(
                    "goes on: {} ({}), next try at {}, provider's correlation id {}",
                    settlement.state(),
                    code,
                    settlement.nextTryAt(),
                    correlationId);
        }
    }
}
