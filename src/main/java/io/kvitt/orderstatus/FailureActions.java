package io.kvitt.orderstatus;

import io.kvitt.notification.FailureSettings;
import io.kvitt.orderstatus.GroupSettings.OnFailure;
import io.kvitt.payment.Action;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * What the order-status actions say about failures, of commands from elsewhere too; what they do not say is as it is
 * configured.
 */
@Component
@Primary
class FailureActions implements FailureSettings {

    private final StatusReports reports;
    private final FailureSettings configured;

    FailureActions(
            StatusReports reports,
            @Qualifier("kvitt.notification-io.kvitt.notification.NotificationSettings") FailureSettings configured) {
        this.reports = reports;
        this.configured = configured;
    }

    @Override
    public Optional<String> errorStatus(String commandId, @Nullable String account, Action action) {
        return Optional.ofNullable(said(commandId, account, action).status())
                .or(() -> configured.errorStatus(commandId, account, action));
    }

    @Override
    public Optional<String> email(String commandId, @Nullable String account, Action action) {
        return Optional.ofNullable(said(commandId, account, action).email())
                .or(() -> configured.email(commandId, account, action));
    }

    private OnFailure said(String commandId, @Nullable String account, Action action) {
        return reports.onFailure(commandId).orElseGet(() -> reports.onFailure(ActionGroup.of(action), account));
    }
}
