package io.kvitt.execution;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the engine together. */
@Configuration(proxyBeanMethods = false)
class ExecutionConfiguration {

    @Bean
    Executor executor(ExecutionLedger ledger, Clock clock, @Value("${kvitt.retry.schedule}") List<Duration> schedule) {
        return new Executor(ledger, new Judge(new RetrySchedule(schedule, RandomGenerator.getDefault())), clock);
    }

    @Bean(destroyMethod = "close")
    Dispatcher dispatcher(
            ExecutionLedger ledger,
            ProducerTemplate producer,
            Clock clock,
            @Value("${kvitt.execution.workers}") int workers,
            @Value("${kvitt.execution.lease}") Duration lease) {
        // Half as many again wait in the queue, so that a worker never waits for the next claim.
        return new Dispatcher(
                ledger, execution -> producer.sendBody("seda:execute", execution), workers * 3 / 2, lease, clock);
    }
}
