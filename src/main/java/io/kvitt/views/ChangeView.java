package io.kvitt.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.command.CommandRejected;
import io.kvitt.orderstatus.ActionGroup;
import io.kvitt.orderstatus.ChangeVerdict;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.ChangeVerdict.Rejected;
import io.kvitt.orderstatus.StatusChange;
import io.kvitt.words.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a status change led to, as its sender is told.
 *
 * @param code {@code status-commanded}; {@code status-stale} when the command is held back for a person; or why there is no
 *     command
 * @param settingsVersion the settings that it was judged by
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeView(
        String changeId,
        String orderNumber,
        String status,
        String code,
        Sentence message,
        @Nullable String group,
        List<CommandLink> commands,
        long settingsVersion) {

    /** A command that was made, and where to ask for it. */
    record CommandLink(String commandId, String action, String href) {}

    /** @throws CommandRejected when nothing was stored */
    public static ChangeView of(StatusChange change, ChangeVerdict verdict) {
        if (verdict instanceof Rejected rejected) {
            throw new CommandRejected(rejected.violations());
        }
        Recorded recorded = (Recorded) verdict;
        ActionGroup group = recorded.group();
        return new ChangeView(
                recorded.changeId(),
                change.orderNumber(),
                change.status().strip(),
                recorded.code().wireName(),
                recorded.code().sentence(),
                group == null ? null : group.wireName(),
                recorded.commandId() == null || group == null
                        ? List.of()
                        : List.of(new CommandLink(
                                recorded.commandId(),
                                group.action().wireName(),
                                "/api/v1/commands/" + recorded.commandId())),
                recorded.settingsVersion());
    }
}
