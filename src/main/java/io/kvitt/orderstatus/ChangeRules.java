package io.kvitt.orderstatus;

import io.kvitt.command.CommandRules;
import io.kvitt.command.PaymentName;
import io.kvitt.command.Violation;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every status change must satisfy before it is accepted, whichever way it came in. */
public final class ChangeRules {

    /** Shorter than a command's, which is made of it. */
    private static final Pattern CHANGE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,89}");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** A change from the future would make all that follow it stale. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    /** Before there were shops; a year that the database could not keep is as wrong. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private ChangeRules() {}

    /** Everything wrong with the change; empty when it may be accepted. */
    public static List<Violation> check(StatusChange change, Instant now) {
        List<Violation> found = new ArrayList<>();
        if (change.changeId() != null && !CHANGE_ID.matcher(change.changeId()).matches()) {
            found.add(new Violation(Code.INVALID_VALUE, "changeId", "1 to 90 of A-Z a-z 0-9 . _ : -"));
        }
        name(found, "status", change.status());
        name(found, "previousStatus", change.previousStatus());
        name(found, "paymentType", change.paymentType());
        if (change.occurredAt() != null
                && (change.occurredAt().isAfter(now.plus(CLOCK_DIFFERENCE))
                        || change.occurredAt().isBefore(EARLIEST))) {
            found.add(new Violation(
                    Code.INVALID_VALUE, "occurredAt", "a time since the year 2000 that is not in the future"));
        }
        // Whatever the status means, its amount and lines must be such that an update could be made of them.
        found.addAll(
                CommandRules.check(new PaymentName(change.orderNumber(), change.account(), change.providerOrderId())));
        found.addAll(CommandRules.check(
                change.lines().isEmpty() ? Action.REVERSE : Action.UPDATE,
                change.amount(),
                change.currency(),
                change.lines()));
        found.addAll(CommandRules.requestedBy(change.requestedBy()));
        return found;
    }

    private static void name(List<Violation> found, String field, @Nullable String value) {
        if (value != null
                && (StatusName.key(value).isEmpty()
                        || value.length() > SettingsRules.LONGEST_NAME
                        || CONTROL.matcher(value).find())) {
            found.add(new Violation(
                    Code.INVALID_VALUE,
                    field,
                    "1 to " + SettingsRules.LONGEST_NAME + " characters, not only white space, no control characters"));
        }
    }
}
