package io.kvitt.orderstatus;

import io.kvitt.command.Violation;
import io.kvitt.orderstatus.GroupSettings.OnFailure;
import io.kvitt.payment.Code;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.provider.Accounts;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What settings must satisfy before they are stored. */
@Component
public class SettingsRules {

    static final int MOST_STATUSES = 500;
    static final int MOST_PAYMENT_TYPES = 50;
    static final int LONGEST_NAME = 100;
    private static final int MOST_PER_HOUR = 100_000;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;<>\"\\p{Cntrl}]{1,64}@[A-Za-z0-9.-]{1,189}");

    private final Accounts accounts;

    SettingsRules(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Everything that is wrong; empty when the settings may be stored. */
    public List<Violation> check(ActionSettings settings) {
        List<Violation> found = new ArrayList<>();
        if (settings.defaults() != null) {
            scope(found, "default.", settings.defaults());
            if (settings.defaults().paymentTypes() != null) {
                invalid(found, "default.paymentTypes", "payment types belong to an account: put them under accounts");
            }
        }
        if (settings.accounts() != null) {
            settings.accounts().forEach((name, scope) -> account(found, name, scope));
        }
        if (settings.creditByStatus() != null) {
            credits(found, settings.creditByStatus());
        }
        return found;
    }

    private void account(List<Violation> found, String name, Scope scope) {
        String path = "accounts." + shown(name);
        if (accounts.named(name).isEmpty()) {
            found.add(new Violation(Code.ACCOUNT_UNKNOWN, path, "the name of a configured account"));
        }
        scope(found, path + ".", scope);
        Map<String, Scope> types = scope.paymentTypes() == null ? Map.of() : scope.paymentTypes();
        if (types.size() > MOST_PAYMENT_TYPES) {
            found.add(new Violation(
                    Code.TOO_LARGE, path + ".paymentTypes", "at most " + MOST_PAYMENT_TYPES + " payment types"));
        }
        Map<String, String> seen = new HashMap<>();
        types.forEach((type, narrow) -> {
            String typePath = path + ".paymentTypes." + shown(type);
            name(found, typePath, type);
            if (seen.put(StatusName.key(type), type) != null) {
                invalid(found, typePath, "each payment type once; case does not tell them apart");
            }
            if (narrow.paymentTypes() != null) {
                invalid(found, typePath + ".paymentTypes", "leave it out: a payment type has no narrower scope");
            }
            scope(found, typePath + ".", narrow);
        });
    }

    private static void scope(List<Violation> found, String path, Scope scope) {
        Map<String, String> places = new HashMap<>();
        for (ActionGroup group : ActionGroup.values()) {
            GroupSettings settings = scope.group(group);
            if (settings != null) {
                statuses(found, path + group.wireName() + ".statuses", settings.statuses(), group.wireName(), places);
                onFailure(found, path + group.wireName() + ".onFailure.", settings.onFailure());
            }
        }
        statuses(found, path + "ignore", scope.ignore(), "ignore", places);
    }

    /** @param places the list in which each status of this scope stands, by its key */
    private static void statuses(
            List<Violation> found,
            String path,
            @Nullable List<String> statuses,
            String list,
            Map<String, String> places) {
        if (statuses == null) {
            return;
        }
        if (statuses.size() > MOST_STATUSES) {
            found.add(new Violation(Code.TOO_LARGE, path, "at most " + MOST_STATUSES + " statuses"));
            return;
        }
        for (int i = 0; i < statuses.size(); i++) {
            String status = statuses.get(i);
            if (!name(found, path + "[" + i + "]", status)) {
                continue;
            }
            String other = places.putIfAbsent(StatusName.key(status), list);
            if (other != null) {
                found.add(new Violation(
                        Code.STATUS_OVERLAP,
                        path + "[" + i + "]",
                        other.equals(list)
                                ? "\"" + status + "\" stands twice in " + list + "; let it stand once"
                                : "\"" + status + "\" stands in " + other + " and in " + list
                                        + "; let it stand in one of them"));
            }
        }
    }

    private static void onFailure(List<Violation> found, String path, @Nullable OnFailure onFailure) {
        if (onFailure == null) {
            return;
        }
        if (onFailure.email() != null && !EMAIL.matcher(onFailure.email()).matches()) {
            invalid(found, path + "email", "one e-mail address, such as orders@shop.example");
        }
        if (onFailure.status() != null) {
            name(found, path + "status", onFailure.status());
        }
    }

    private static void credits(List<Violation> found, CreditByStatus credits) {
        Integer perHour = credits.perHour();
        Map<String, Long> most = credits.mostPerCredit();
        if (credits.enabled() && perHour == null) {
            found.add(new Violation(Code.MISSING_FIELD, "creditByStatus.perHour", "give the field: it is the cap"));
        }
        if (perHour != null && (perHour < 1 || perHour > MOST_PER_HOUR)) {
            invalid(found, "creditByStatus.perHour", "a whole number from 1 to " + MOST_PER_HOUR);
        }
        if (credits.enabled() && (most == null || most.isEmpty())) {
            found.add(new Violation(
                    Code.MISSING_FIELD,
                    "creditByStatus.mostPerCredit",
                    "give the largest credit in minor units by currency, such as {\"SEK\": 500000}"));
        }
        if (most != null) {
            most.forEach((currency, amount) -> {
                if (!isCurrency(currency) || amount < 1) {
                    invalid(
                            found,
                            "creditByStatus.mostPerCredit." + shown(currency),
                            "an ISO 4217 code in capitals, and minor units of at least 1");
                }
            });
        }
    }

    private static boolean name(List<Violation> found, String path, String name) {
        boolean good = !StatusName.key(name).isEmpty()
                && name.length() <= LONGEST_NAME
                && !CONTROL.matcher(name).find();
        if (!good) {
            invalid(found, path, "1 to " + LONGEST_NAME + " characters, not only white space, no control characters");
        }
        return good;
    }

    private static void invalid(List<Violation> found, String field, String remedy) {
        found.add(new Violation(Code.INVALID_VALUE, field, remedy));
    }

    /** A key of the document as it may be shown in an error. */
    private static String shown(String key) {
        String safe = key.replaceAll("[^\\p{L}\\p{N}_. -]", "?");
        return safe.length() <= LONGEST_NAME ? safe : safe.substring(0, LONGEST_NAME);
    }

    private static boolean isCurrency(String code) {
        try {
            return Currency.getInstance(code).getDefaultFractionDigits() >= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
