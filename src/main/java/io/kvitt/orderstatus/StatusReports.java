package io.kvitt.orderstatus;

import io.kvitt.orderstatus.GroupSettings.OnFailure;
import io.kvitt.orderstatus.StatusMeaning.Unmapped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the settings that count now say about changes that came before. */
@Component
public class StatusReports {

    private static final int MOST_STATUSES = 1000;

    private final SettingsTable settings;
    private final ChangeHistory history;

    StatusReports(SettingsTable settings, ChangeHistory history) {
        this.settings = settings;
        this.history = history;
    }

    /**
     * What is to be done about the failure of a command.
     *
     * @return empty when no change of status led to the command
     */
    public Optional<OnFailure> onFailure(String commandId) {
        return history.groupOf(commandId)
                .map(told ->
                        settings.effective().settings().onFailure(told.group(), told.account(), told.paymentType()));
    }

    /** What is to be done about the failure of a command that came from elsewhere. */
    OnFailure onFailure(ActionGroup group, @Nullable String account) {
        return settings.effective().settings().onFailure(group, account, null);
    }

    /** Statuses that orders have got and that still nothing is set for. */
    public List<UnmappedStatus> unmapped() {
        ActionSettings now = settings.effective().settings();
        return history.unmapped(MOST_STATUSES).stream()
                .filter(seen -> now.meaning(seen.status(), seen.account(), seen.paymentType()) instanceof Unmapped)
                .toList();
    }
}
