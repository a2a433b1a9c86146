package io.kvitt.orderstatus;

import io.kvitt.orderstatus.StatusMeaning.Act;
import io.kvitt.orderstatus.StatusMeaning.Ambiguous;
import io.kvitt.orderstatus.StatusMeaning.Ignored;
import io.kvitt.orderstatus.StatusMeaning.Off;
import io.kvitt.orderstatus.StatusMeaning.Unmapped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a status means, by the precedence that {@link ActionSettings} describes. */
record Meanings(ActionSettings settings) {

    /** Where the status stands: in a group's list or, with a null group, in the list of what is ignored. */
    private record Place(@Nullable ActionGroup group, int width) {}

    StatusMeaning of(String status, @Nullable String account, @Nullable String paymentType) {
        String key = StatusName.key(status);
        Set<StatusMeaning> possible = new HashSet<>();
        for (String maybe : accounts(account)) {
            for (String type : paymentTypes(maybe, paymentType)) {
                possible.add(among(key, narrowestFirst(maybe, type)));
            }
        }
        return possible.size() == 1 ? possible.iterator().next() : new Ambiguous();
    }

    /** The account, or every one that it may be: null stands for those that have no scope of their own. */
    private List<@Nullable String> accounts(@Nullable String account) {
        List<@Nullable String> all = new ArrayList<>();
        all.add(account);
        if (account == null && settings.accounts() != null) {
            all.addAll(settings.accounts().keySet());
        }
        return all;
    }

    private List<@Nullable String> paymentTypes(@Nullable String account, @Nullable String paymentType) {
        List<@Nullable String> all = new ArrayList<>();
        all.add(paymentType);
        Scope scope = scope(account);
        if (paymentType == null && scope != null && scope.paymentTypes() != null) {
            all.addAll(scope.paymentTypes().keySet());
        }
        return all;
    }

    List<Scope> narrowestFirst(@Nullable String account, @Nullable String paymentType) {
        List<Scope> scopes = new ArrayList<>();
        Scope ofAccount = scope(account);
        if (ofAccount != null) {
            scopes.add(ofAccount.paymentType(paymentType));
        }
        scopes.add(ofAccount);
        scopes.add(settings.defaults());
        return scopes.stream().filter(Objects::nonNull).toList();
    }

    private @Nullable Scope scope(@Nullable String account) {
        return account == null || settings.accounts() == null
                ? null
                : settings.accounts().get(account);
    }

    private static StatusMeaning among(String key, List<Scope> scopes) {
        Place place = null;
        for (ActionGroup group : ActionGroup.values()) {
            place = narrower(
                    place,
                    place(
                            key,
                            group,
                            scopes.stream().map(scope -> statuses(scope, group)).toList()));
        }
        place = narrower(
                place, place(key, null, scopes.stream().map(Scope::ignore).toList()));
        if (place == null) {
            return new Unmapped();
        }
        if (place.group() == null) {
            return new Ignored();
        }
        return enabled(place.group(), scopes) ? new Act(place.group()) : new Off(place.group());
    }

    /** Only the narrowest list counts; it replaces the wider ones. */
    private static @Nullable Place place(
            String key, @Nullable ActionGroup group, List<@Nullable List<String>> narrowestFirst) {
        for (int width = 0; width < narrowestFirst.size(); width++) {
            List<String> names = narrowestFirst.get(width);
            if (names != null) {
                boolean stands = names.stream().map(StatusName::key).anyMatch(key::equals);
                return stands ? new Place(group, width) : null;
            }
        }
        return null;
    }

    private static @Nullable Place narrower(@Nullable Place one, @Nullable Place other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.width() < one.width() ? other : one;
    }

    private static @Nullable List<String> statuses(Scope scope, ActionGroup group) {
        GroupSettings settings = scope.group(group);
        return settings == null ? null : settings.statuses();
    }

    private static boolean enabled(ActionGroup group, List<Scope> scopes) {
        return scopes.stream()
                .map(scope -> scope.group(group))
                .filter(Objects::nonNull)
                .map(GroupSettings::enabled)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(true);
    }
}
