package io.kvitt.orderstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.orderstatus.GroupSettings.OnFailure;
import io.kvitt.orderstatus.StatusMeaning.Act;
import io.kvitt.orderstatus.StatusMeaning.Ambiguous;
import io.kvitt.orderstatus.StatusMeaning.Ignored;
import io.kvitt.orderstatus.StatusMeaning.Off;
import io.kvitt.orderstatus.StatusMeaning.Unmapped;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionSettingsTest {

    private static final Act ACTIVATE = new Act(ActionGroup.ACTIVATE);
    private static final Act REVERSE = new Act(ActionGroup.REVERSE);

    @Test
    void without_settings_no_status_means_anything() {
        assertThat(ActionSettings.NONE.meaning("Levererad", "svea", null)).isEqualTo(new Unmapped());
    }

    @Test
    void a_status_leads_to_the_group_in_which_it_stands() {
        ActionSettings settings = settings(
                new Scope(group("Levererad", "40"), group("Ändrad"), group("Makulerad"), List.of("Mottagen"), null));

        assertThat(settings.meaning(" levererad", "svea", "Faktura")).isEqualTo(ACTIVATE);
        assertThat(settings.meaning("40", null, null)).isEqualTo(ACTIVATE);
        assertThat(settings.meaning("ÄNDRAD", null, null)).isEqualTo(new Act(ActionGroup.UPDATE));
        assertThat(settings.meaning("makulerad", null, null)).isEqualTo(REVERSE);
        assertThat(settings.meaning("mottagen", null, null)).isEqualTo(new Ignored());
        assertThat(settings.meaning("4", null, null)).isEqualTo(new Unmapped());
    }

    @Test
    void a_group_that_is_off_does_nothing_and_is_no_unmapped_status() {
        GroupSettings off = new GroupSettings(false, List.of("Levererad"), null);

        assertThat(settings(activating(off)).meaning("Levererad", null, null)).isEqualTo(new Off(ActionGroup.ACTIVATE));
    }

    @Test
    void an_account_that_switches_a_group_off_keeps_the_wider_list() {
        ActionSettings settings = settings(
                activating(group("Levererad")), Map.of("svea", activating(new GroupSettings(false, null, null))));

        assertThat(settings.meaning("Levererad", "svea", null)).isEqualTo(new Off(ActionGroup.ACTIVATE));
        assertThat(settings.meaning("Levererad", "klarna", null)).isEqualTo(ACTIVATE);
    }

    @Test
    void a_narrower_list_replaces_the_wider_one() {
        ActionSettings settings =
                settings(activating(group("Levererad")), Map.of("svea", activating(group("Fakturerad"))));

        assertThat(settings.meaning("Fakturerad", "svea", null)).isEqualTo(ACTIVATE);
        assertThat(settings.meaning("Levererad", "svea", null)).isEqualTo(new Unmapped());
        assertThat(settings.meaning("Levererad", "klarna", null)).isEqualTo(ACTIVATE);
    }

    @Test
    void a_status_that_two_scopes_put_into_two_lists_belongs_to_the_narrower() {
        Scope ignoring = new Scope(null, null, null, List.of("Levererad"), null);
        Scope reversing = new Scope(null, null, group("Levererad"), null, null);

        assertThat(settings(activating(group("Levererad")), Map.of("svea", ignoring))
                        .meaning("Levererad", "svea", null))
                .isEqualTo(new Ignored());
        assertThat(settings(activating(group("Levererad")), Map.of("svea", reversing))
                        .meaning("Levererad", "svea", null))
                .isEqualTo(REVERSE);
    }

    @Test
    void a_payment_type_is_narrower_than_its_account_and_its_name_is_folded() {
        Scope account =
                new Scope(group("Levererad"), null, null, null, Map.of("Faktura", activating(group("Fakturerad"))));
        ActionSettings settings = settings(Scope.EMPTY, Map.of("svea", account));

        assertThat(settings.meaning("Fakturerad", "svea", " FAKTURA ")).isEqualTo(ACTIVATE);
        assertThat(settings.meaning("Levererad", "svea", "Faktura")).isEqualTo(new Unmapped());
        assertThat(settings.meaning("Levererad", "svea", "Kort")).isEqualTo(ACTIVATE);
        assertThat(settings.meaning("Fakturerad", "klarna", "Faktura")).isEqualTo(new Unmapped());
    }

    @Test
    void what_depends_on_something_unknown_is_not_guessed() {
        Scope svea = new Scope(group("Levererad"), null, null, null, Map.of("Kort", activating(group("Skickad"))));
        ActionSettings settings = settings(activating(group("Levererad", "Klar")), Map.of("svea", svea));

        assertThat(settings.meaning("Levererad", "svea", null)).isEqualTo(new Ambiguous());
        assertThat(settings.meaning("Levererad", "svea", "Faktura")).isEqualTo(ACTIVATE);
        assertThat(settings.meaning("Klar", null, null)).isEqualTo(new Ambiguous());
        assertThat(settings.meaning("Klar", "klarna", null)).isEqualTo(ACTIVATE);
        assertThat(settings.meaning("Annat", null, null)).isEqualTo(new Unmapped());
    }

    @Test
    void each_setting_for_failures_comes_from_the_narrowest_scope_that_says_it() {
        GroupSettings wide = new GroupSettings(null, null, new OnFailure("ekonomi@shop.example", "Betalningsfel"));
        GroupSettings narrow = new GroupSettings(null, null, new OnFailure(null, "Sveafel"));
        ActionSettings settings = settings(activating(wide), Map.of("svea", activating(narrow)));

        assertThat(settings.onFailure(ActionGroup.ACTIVATE, "svea", null))
                .isEqualTo(new OnFailure("ekonomi@shop.example", "Sveafel"));
        assertThat(settings.onFailure(ActionGroup.REVERSE, "svea", null)).isEqualTo(new OnFailure(null, null));
    }

    @Test
    void settings_are_stored_and_read_back_as_they_are() {
        ActionSettings settings = settings(
                new Scope(
                        new GroupSettings(true, List.of("a"), new OnFailure("a@b.example", null)),
                        null,
                        group(),
                        List.of("x"),
                        null),
                Map.of("svea", new Scope(null, null, null, null, Map.of("Kort", activating(group("b"))))));

        assertThat(StoredJson.read(StoredJson.write(settings))).isEqualTo(settings);
    }

    private static ActionSettings settings(Scope defaults) {
        return settings(defaults, Map.of());
    }

    private static ActionSettings settings(Scope defaults, Map<String, Scope> accounts) {
        return new ActionSettings(defaults, accounts, null);
    }

    private static Scope activating(GroupSettings group) {
        return new Scope(group, null, null, null, null);
    }

    private static GroupSettings group(String... statuses) {
        return new GroupSettings(null, List.of(statuses), null);
    }
}
