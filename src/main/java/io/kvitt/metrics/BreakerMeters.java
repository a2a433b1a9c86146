package io.kvitt.metrics;

import io.kvitt.execution.Quotas;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells which accounts' payments wait because their provider is out, as this instance sees it. */
@Component
final class BreakerMeters {

    BreakerMeters(MeterRegistry registry, Quotas quotas, Accounts accounts, AccountTags tags) {
        Map<String, List<Account>> byTag =
                accounts.all().stream().collect(Collectors.groupingBy(account -> tags.account(account.name())));
        byTag.forEach((tag, members) -> Gauge.builder(
                        "kvitt.breaker.open",
                        quotas,
                        q -> members.stream()
                                .map(Account::name)
                                .filter(q.out()::contains)
                                .count())
                .description("Accounts whose payments wait because the provider is out or has asked for a pause")
                .tag("account", tag)
                .register(registry));
    }
}
