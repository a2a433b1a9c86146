package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.Target;
import java.util.Random;

/** A rule with its counters. */
final class ArmedFault {

    private final int id;
    private final FaultRule rule;
    private final Random random;
    private long seen;
    private long triggered;

    ArmedFault(int id, FaultRule rule) {
        this.id = id;
        this.rule = rule;
        this.random = new Random(rule.seed() == null ? 1 : rule.seed());
    }

    /**
     * @param seen calls that the rule fits
     * @param triggered how many of them went wrong
     */
    record Report(int id, FaultRule rule, long seen, long triggered) {}

    int id() {
        return id;
    }

    FaultRule rule() {
        return rule;
    }

    synchronized Report report() {
        return new Report(id, rule, seen, triggered);
    }

    /** Counts a call and tells whether it goes wrong. */
    boolean strikes(String provider, Target target) {
        if (!fits(provider, target)) {
            return false;
        }
        synchronized (this) {
            seen++;
            boolean struck = triggered < rule.timesOrDefault()
                    && (rule.nth() == null || seen == rule.nth())
                    && (rule.every() == null || seen % rule.every() == 0)
                    && (rule.probability() == null || random.nextDouble() < rule.probability());
            triggered += struck ? 1 : 0;
            return struck;
        }
    }

    private boolean fits(String provider, Target target) {
        String operation = rule.operation();
        return (rule.provider() == null || rule.provider().equals(provider))
                && (rule.orderId() == null || rule.orderId().equals(target.orderId()))
                && (operation == null
                        || operation.equals(target.operation())
                        || operation.equals(target.write() ? "write" : "read"));
    }
}
