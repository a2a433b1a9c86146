package io.kvitt.local;

import io.kvitt.command.OrderReference;
import io.kvitt.ledger.ReferenceTable;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Registers the order references that the sandbox seeds its orders with, so that the first run needs no set-up. */
@Component
class SeededReferences {

    private final ReferenceTable references;
    private final ObjectProvider<List<Map<String, String>>> seeds;

    SeededReferences(
            ReferenceTable references,
            @Qualifier("sandboxOrderReferences") ObjectProvider<List<Map<String, String>>> seeds) {
        this.references = references;
        this.seeds = seeds;
    }

    @EventListener(ApplicationStartedEvent.class)
    void register() {
        seeds.ifAvailable(all -> references.put(all.stream()
                .map(seed -> new OrderReference(
                        seed.get("orderNumber"),
                        seed.get("account"),
                        seed.get("providerOrderId"),
                        seed.get("currency")))
                .toList()));
    }
}
