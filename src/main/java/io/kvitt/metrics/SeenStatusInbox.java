package io.kvitt.metrics;

import io.kvitt.orderstatus.ChangeSubmission;
import io.kvitt.orderstatus.ChangeVerdict;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.ChangeVerdict.Rejected;
import io.kvitt.orderstatus.StatusInbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Counts what became of changes of status, those that nothing is set for among them. */
@Primary
@Component
final class SeenStatusInbox implements StatusInbox {

    private final StatusInbox inbox;
    private final MeterRegistry registry;

    SeenStatusInbox(@Qualifier("statusChanges") StatusInbox inbox, MeterRegistry registry) {
        this.inbox = inbox;
        this.registry = registry;
    }

    @Override
    public List<ChangeVerdict> accept(List<ChangeSubmission> submissions) {
        List<ChangeVerdict> verdicts = inbox.accept(submissions);
        for (int i = 0; i < verdicts.size(); i++) {
            registry.counter(
                            "kvitt.status.changes",
                            "channel",
                            submissions.get(i).origin().channel().name().toLowerCase(Locale.ROOT),
                            "result",
                            result(verdicts.get(i)))
                    .increment();
        }
        return verdicts;
    }

    private static String result(ChangeVerdict verdict) {
        if (verdict instanceof Recorded recorded) {
            return recorded.replay() ? "replay" : recorded.code().wireName();
        }
        return ((Rejected) verdict).violations().get(0).code().wireName();
    }
}
