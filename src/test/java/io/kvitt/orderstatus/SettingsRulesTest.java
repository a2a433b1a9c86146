package io.kvitt.orderstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.orderstatus.GroupSettings.OnFailure;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.svea.SveaAccounts;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsRulesTest {

    private final SettingsRules rules = new SettingsRules(new Accounts(
            Map.of("svea", new Account("svea", SveaAccounts.SVEA, URI.create("https://svea.test"), "u", "p"))));

    @Test
    void a_status_may_stand_in_one_list_of_a_scope_and_the_error_names_it_and_the_lists() {
        Scope scope = new Scope(group("Levererad", "Klar"), group("klar "), null, List.of("LEVERERAD"), null);

        assertThat(check(new ActionSettings(scope, null, null)))
                .containsExactly(
                        "STATUS_OVERLAP default.update.statuses[0]: \"klar \" stands in activate and in update; let it"
                                + " stand in one of them",
                        "STATUS_OVERLAP default.ignore[0]: \"LEVERERAD\" stands in activate and in ignore; let it stand"
                                + " in one of them");
    }

    @Test
    void the_same_status_may_stand_in_different_groups_of_different_scopes() {
        Scope wide = new Scope(group("Levererad"), null, null, null, null);
        Scope narrow = new Scope(null, null, group("Levererad"), null, null);

        assertThat(check(new ActionSettings(wide, Map.of("svea", narrow), null)))
                .isEmpty();
    }

    @Test
    void an_account_has_to_exist_and_payment_types_belong_to_accounts() {
        Scope types = new Scope(null, null, null, null, Map.of("Kort", Scope.EMPTY));

        assertThat(check(new ActionSettings(types, Map.of("paypal", Scope.EMPTY), null)))
                .containsExactly(
                        "INVALID_VALUE default.paymentTypes: payment types belong to an account: put them under accounts",
                        "ACCOUNT_UNKNOWN accounts.paypal: the name of a configured account");
    }

    @Test
    void payment_types_that_differ_by_case_only_are_one() {
        Scope scope = new Scope(null, null, null, null, Map.of("Kort", Scope.EMPTY, "KORT", Scope.EMPTY));

        assertThat(check(new ActionSettings(null, Map.of("svea", scope), null)))
                .singleElement()
                .asString()
                .endsWith("each payment type once; case does not tell them apart");
    }

    @Test
    void credit_by_status_has_to_be_capped_when_it_is_on() {
        assertThat(check(credits(true, null, null)))
                .containsExactly(
                        "MISSING_FIELD creditByStatus.perHour: give the field: it is the cap",
                        "MISSING_FIELD creditByStatus.mostPerCredit: give the largest credit in minor units by currency,"
                                + " such as {\"SEK\": 500000}");
        assertThat(check(credits(true, 0, Map.of("sek", 100L)))).hasSize(2);
        assertThat(check(credits(true, 10, Map.of("SEK", 0L)))).hasSize(1);
        assertThat(check(credits(true, 10, Map.of("SEK", 100L)))).isEmpty();
        assertThat(check(credits(false, null, null))).isEmpty();
    }

    @Test
    void names_and_addresses_are_bounded_and_cannot_break_a_line() {
        GroupSettings bad = new GroupSettings(
                true,
                List.of(" ", "a\nb", "x".repeat(101)),
                new OnFailure("a@b.example\r\nBcc: all@b.example", "fel\u0007"));

        assertThat(check(new ActionSettings(new Scope(bad, null, null, null, null), null, null)))
                .extracting(violation -> violation.split(":")[0])
                .containsExactly(
                        "INVALID_VALUE default.activate.statuses[0]",
                        "INVALID_VALUE default.activate.statuses[1]",
                        "INVALID_VALUE default.activate.statuses[2]",
                        "INVALID_VALUE default.activate.onFailure.email",
                        "INVALID_VALUE default.activate.onFailure.status");
    }

    @Test
    void there_are_no_endless_lists() {
        GroupSettings long501 = new GroupSettings(true, Collections.nCopies(501, "a"), null);

        assertThat(check(new ActionSettings(new Scope(long501, null, null, null, null), null, null)))
                .containsExactly("TOO_LARGE default.activate.statuses: at most 500 statuses");
    }

    private List<String> check(ActionSettings settings) {
        return rules.check(settings).stream()
                .map(violation -> violation.code() + " " + violation.field() + ": " + violation.remedy())
                .toList();
    }

    private static ActionSettings credits(boolean enabled, Integer perHour, Map<String, Long> most) {
        return new ActionSettings(null, null, new CreditByStatus(enabled, perHour, most));
    }

    private static GroupSettings group(String... statuses) {
        return new GroupSettings(null, List.of(statuses), null);
    }
}
