package io.kvitt.execution;

import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.Providers;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the engine together. */
@Configuration(proxyBeanMethods = false)
class ExecutionConfiguration {

    @Bean
    Quotas quotas(Accounts accounts, ExecutionLedger ledger, BreakerSettings settings, ExecutionSettings execution) {
        // Steady, whatever is done to any clock: an open breaker must not stay open because the time was set back.
        InstantSource steady = () -> Instant.EPOCH.plusNanos(System.nanoTime());
        Set<String> configured = accounts.all().stream().map(Account::name).collect(Collectors.toSet());
        return new Quotas(new AccountsAtWork(configured, ledger, steady), execution.workers(), settings, steady);
    }

    @Bean
    Executor executor(ExecutionLedger ledger, RetrySettings retry, Providers providers, Quotas quotas, Clock clock) {
        RetrySchedule schedule = new RetrySchedule(retry, RandomGenerator.getDefault());
        return new Executor(ledger, new Judge(schedule, providers.longestSettlingTime()), quotas, clock);
    }

    @Bean(destroyMethod = "close")
    Dispatcher dispatcher(ExecutionLedger ledger, Pass pass, Quotas quotas, Clock clock, ExecutionSettings settings) {
        return new Dispatcher(ledger, new PassThreads(pass), quotas, settings.workers(), settings.lease(), clock);
    }
}
