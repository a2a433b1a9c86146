package io.kvitt.desk;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.orderstatus.ActionSettings;
import io.kvitt.orderstatus.ChangeRules;
import io.kvitt.orderstatus.DryRun;
import io.kvitt.orderstatus.Preview;
import io.kvitt.orderstatus.SettingsTable;
import io.kvitt.orderstatus.SettingsVersion;
import io.kvitt.orderstatus.StatusChange;
import io.kvitt.orderstatus.StatusReports;
import io.kvitt.orderstatus.UnmappedStatus;
import io.kvitt.payment.Code;
import io.kvitt.security.Caller;
import io.kvitt.security.Permission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The settings of order-status actions: their versions, and what they would do. They are one for all accounts. */
@Component
public class StatusActions {

    /** So many orders are tried out at once. */
    public static final int MOST_ORDERS = Preview.MOST_ORDERS;

    public static final int MOST_DAYS = 365;

    /** What the moment from which settings count may be. */
    public static final String COMING =
            "a coming moment within ten years, with its zone, such as 2027-01-01T00:00:00+01:00";

    private static final int MOST_VERSIONS = 200;
    private static final int MOST_TOLD = 50;
    private static final Duration LONGEST_AHEAD = Duration.ofDays(3650);
    private static final String READ = "status-actions.read";
    private static final String PREVIEW = "status-actions.preview";

    private final SettingsTable settings;
    private final StatusReports reports;
    private final Preview preview;
    private final Admission admission;
    private final Clock clock;

    StatusActions(SettingsTable settings, StatusReports reports, Preview preview, Admission admission, Clock clock) {
        this.settings = settings;
        this.reports = reports;
        this.preview = preview;
        this.admission = admission;
        this.clock = clock;
    }

    /** @param inEffect whether it is the one that counts now */
    public record Version(SettingsVersion version, boolean inEffect) {}

    /** The newest version, as it can be put back. Before the first there is version 0, which says nothing. */
    public SettingsVersion newest(Caller caller) {
        admission.requireForAllAccounts(caller, Permission.SETTINGS_READ, READ);
        return settings.newest();
    }

    /** @throws NotDone when there is no such version */
    public SettingsVersion version(Caller caller, long version) {
        admission.requireForAllAccounts(caller, Permission.SETTINGS_READ, READ);
        return found(version);
    }

    /** Newest first. */
    public List<Version> versions(Caller caller) {
        admission.requireForAllAccounts(caller, Permission.SETTINGS_READ, READ);
        long counts = settings.effectiveVersion();
        return settings.versions(MOST_VERSIONS).stream()
                .map(version -> new Version(version, version.version() == counts))
                .toList();
    }

    /** Statuses that orders have got and that nothing is set for. */
    public List<UnmappedStatus> unmapped(Caller caller) {
        admission.requireForAllAccounts(caller, Permission.SETTINGS_READ, READ);
        return reports.unmapped();
    }

    /**
     * Replaces the whole, if nobody else has since the caller looked.
     *
     * @param basedOn the version that the change is made to; null is refused
     * @param effectiveFrom a coming moment; null for now
     * @throws NotDone when it is not said which version is changed, or somebody else has made a newer one
     * @throws CommandRejected when the moment lies behind us: the past is what it was
     */
    public SettingsVersion change(
            Caller caller, ActionSettings wanted, @Nullable Long basedOn, @Nullable Instant effectiveFrom) {
        admission.requireForAllAccounts(caller, Permission.SETTINGS_WRITE, "status-actions.change");
        if (basedOn == null) {
            throw new NotDone(Reason.VERSION_REQUIRED, "If-Match: the ETag of the settings that you have read");
        }
        Instant now = clock.instant();
        if (effectiveFrom != null
                && (effectiveFrom.isBefore(now) || !effectiveFrom.isBefore(now.plus(LONGEST_AHEAD)))) {
            throw Admission.rejected(Code.INVALID_VALUE, "effectiveFrom", COMING);
        }
        return stored(settings.store(wanted, basedOn, caller.name(), effectiveFrom, null));
    }

    /**
     * Makes an old version the newest again.
     *
     * @param basedOn the newest version that the caller knows; null for whichever is
     * @throws NotDone when there is no such version, or somebody else has made a newer one
     */
    public SettingsVersion rollback(Caller caller, long version, @Nullable Long basedOn) {
        admission.requireForAllAccounts(caller, Permission.SETTINGS_WRITE, "status-actions.rollback");
        SettingsVersion old = found(version);
        long newest = basedOn == null ? settings.newest().version() : basedOn;
        return stored(settings.store(old.settings(), newest, caller.name(), null, old.version()));
    }

    /**
     * What would become of these orders; of another account's it says nothing.
     *
     * @param changes at most {@value #MOST_ORDERS}, each of another order
     * @param draft the settings to judge by; null for those that count now
     */
    public List<DryRun> preview(Caller caller, List<StatusChange> changes, @Nullable ActionSettings draft) {
        admission.require(caller, Permission.SETTINGS_READ, PREVIEW);
        if (changes.isEmpty() || changes.size() > MOST_ORDERS) {
            throw Admission.rejected(
                    Code.INVALID_VALUE, "orders", "1 to " + MOST_ORDERS + " order numbers, each a text");
        }
        List<Violation> found = changes.stream()
                .flatMap(change -> ChangeRules.check(change, clock.instant()).stream())
                .limit(MOST_TOLD)
                .toList();
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        return preview.of(changes, draft, caller.accounts());
    }

    /** What the draft would have made of the newest changes of the last days, at most {@value #MOST_ORDERS} of them. */
    public List<DryRun> previewOfLastDays(Caller caller, int days, @Nullable ActionSettings draft) {
        admission.require(caller, Permission.SETTINGS_READ, PREVIEW);
        if (days < 1 || days > MOST_DAYS) {
            throw Admission.rejected(Code.INVALID_VALUE, "days", "a whole number from 1 to " + MOST_DAYS);
        }
        return preview.ofLastDays(days, draft, caller.accounts());
    }

    private SettingsVersion found(long version) {
        return settings.find(version)
                .orElseThrow(() -> new NotDone(Reason.VERSION_NOT_FOUND, "version: no such version"));
    }

    private static SettingsVersion stored(Optional<SettingsVersion> version) {
        return version.orElseThrow(() ->
                new NotDone(Reason.SETTINGS_CHANGED, "If-Match: read the settings again and make the change to them"));
    }
}
