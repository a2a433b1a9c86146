package io.kvitt.orderstatus;

import io.kvitt.command.CommandState;
import io.kvitt.orderstatus.StatusMeaning.Act;
import io.kvitt.orderstatus.StatusMeaning.Ambiguous;
import io.kvitt.orderstatus.StatusMeaning.Ignored;
import io.kvitt.orderstatus.StatusMeaning.Off;
import io.kvitt.orderstatus.StatusMeaning.Unmapped;
import io.kvitt.payment.Code;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a change of status leads to, given what its status means and what the order has been through. Pure. */
final class StatusRules {

    private StatusRules() {}

    /**
     * What is known of an order's earlier changes.
     *
     * @param latest when the latest one occurred that led to an action, or to one that was done or on its way already
     * @param group what the latest one that led to a command wanted
     * @param content of its amount and lines
     * @param state where its command is
     */
    record History(
            @Nullable Instant latest,
            @Nullable ActionGroup group,
            @Nullable String content,
            @Nullable CommandState state) {

        static final History NONE = new History(null, null, null, null);
    }

    /**
     * {@code STATUS_COMMANDED} when a command is to be made, else why not. {@code STATUS_AMBIGUOUS} is refused. {@code
     * STATUS_STALE} would be a command but for a later status: a person has to decide. What leads to nothing is never
     * stale, and makes nothing stale.
     */
    static Code decide(StatusMeaning meaning, StatusChange change, History history) {
        if (meaning instanceof Unmapped) {
            return Code.STATUS_UNMAPPED;
        }
        if (meaning instanceof Ambiguous) {
            return Code.STATUS_AMBIGUOUS;
        }
        if (meaning instanceof Ignored) {
            return Code.STATUS_IGNORED;
        }
        if (meaning instanceof Off) {
            return Code.STATUS_GROUP_OFF;
        }
        if (reenters(((Act) meaning).group(), change, history)) {
            return Code.STATUS_ALREADY_IN_GROUP;
        }
        boolean timed = history.latest() != null && change.occurredAt() != null;
        return timed && change.occurredAt().isBefore(history.latest()) ? Code.STATUS_STALE : Code.STATUS_COMMANDED;
    }

    /** What failed is tried again, and an update with another amount or other lines is another update. */
    private static boolean reenters(ActionGroup group, StatusChange change, History history) {
        return group == history.group()
                && history.state() != CommandState.REFUSED
                && history.state() != CommandState.NEEDS_ATTENTION
                && (group != ActionGroup.UPDATE || change.content().equals(history.content()));
    }
}
