package io.kvitt.metrics;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is metered.
 *
 * @param routes ids of routes with Camel's standard meters: where something comes in or goes out
 * @param period how often the ledger is looked at; between looks a scrape shows what was seen last
 * @param mostAccounts with more accounts than this, none has series of its own
 */
@ConfigurationProperties("kvitt.metrics")
public record MetricsSettings(
        @DefaultValue({
            "submit-command",
            "submit-status-change",
            "jms-commands",
            "jms-status-changes",
            "files-ingest",
            "pass",
            "provider-call",
            "publish-outcome",
            "publish-reply"
        })
        Set<String> routes,

        @DefaultValue("15s") Duration period,
        @DefaultValue("100") int mostAccounts) {}
