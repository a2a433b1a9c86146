package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.SimulatedProvider;

/** Error answers that come from the edge of a provider and not from its order management. */
final class FaultAnswer {

    private FaultAnswer() {}

    /** A firewall's 403 and the gateway's 502, 503 and 504 are HTML. */
    static Answer of(SimulatedProvider provider, FaultRule rule) {
        int status = rule.statusOrDefault();
        if (status == 403 || status > 500) {
            return Answer.html(status, Integer.toString(status));
        }
        Answer answer = provider.error(status);
        return status == 429 && Boolean.TRUE.equals(rule.waitHeaders())
                ? answer.with("Retry-After", "1").with("X-Ratelimit-Reset", "1")
                : answer;
    }
}
