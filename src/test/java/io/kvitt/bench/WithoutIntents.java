package io.kvitt.bench;

import io.kvitt.execution.Execution;
import io.kvitt.execution.ExecutionLedger;
import io.kvitt.execution.Settlement;
import io.kvitt.provider.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Lets a benchmark take the intents away: what an engine would be that sends first and remembers after. */
final class WithoutIntents implements BeanPostProcessor {

    volatile boolean on = true;

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof ExecutionLedger ledger ? new Switchable(ledger, this) : bean;
    }

    private record Switchable(ExecutionLedger ledger, WithoutIntents intents) implements ExecutionLedger {

        @Override
        public List<Execution> claim(int most, Map<String, Integer> rooms, Duration lease) {
            return ledger.claim(most, rooms, lease);
        }

        @Override
        public Set<Long> extend(Collection<Execution> running, Duration lease) {
            return ledger.extend(running, lease);
        }

        /** Without them the attempt has a row number that no row has. */
        @Override
        public Attempt intend(Intent intent) {
            return intents.on
                    ? ledger.intend(intent)
                    : new Attempt(
                            -1,
                            intent.request().effect(),
                            intent.request().operation(),
                            intent.request().amount(),
                            intent.request().currency(),
                            intent.request().idempotencyKey(),
                            intent.request().method(),
                            intent.request().path(),
                            intent.body(),
                            intent.basis(),
                            Instant.EPOCH,
                            null);
        }

        @Override
        public void intendAgain(Execution execution, Attempt attempt) {
            ledger.intendAgain(execution, attempt);
        }

        @Override
        public void settle(Settlement settlement) {
            ledger.settle(settlement);
        }

        @Override
        public Optional<Instant> nextDue(Set<String> accounts) {
            return ledger.nextDue(accounts);
        }

        @Override
        public Set<String> accountsAtWork() {
            return ledger.accountsAtWork();
        }
    }
}
