package io.kvitt.orderstatus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one scope says about one group. What it leaves out, the next wider scope says.
 *
 * @param enabled whether the group acts; a group for which no scope says so does
 * @param statuses the order statuses that lead to the group's action; an empty list means none
 */
public record GroupSettings(
        @Nullable Boolean enabled,
        @Nullable List<String> statuses,
        @Nullable OnFailure onFailure) {

    public GroupSettings {
        statuses = statuses == null ? null : List.copyOf(statuses);
    }

    /**
     * What is done when the action fails.
     *
     * @param email who is told
     * @param status the order status that is suggested to the merchant's system
     */
    public record OnFailure(
            @Nullable String email, @Nullable String status) {}
}
