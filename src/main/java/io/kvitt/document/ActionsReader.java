package io.kvitt.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.orderstatus.ActionSettings;
import io.kvitt.orderstatus.GroupSettings;
import io.kvitt.orderstatus.GroupSettings.OnFailure;
import io.kvitt.orderstatus.Scope;
import io.kvitt.orderstatus.SettingsRules;
import io.kvitt.payment.Code;
import io.kvitt.payment.CreditByStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The document of order-status actions, from JSON or YAML. Unknown keys, wrong types and nulls are refused. */
@Component
public class ActionsReader {

    private static final int MOST_VIOLATIONS = 50;
    private static final Set<String> FIELDS = Set.of("default", "accounts", "creditByStatus");
    private static final Set<String> SCOPE_FIELDS = Set.of("activate", "update", "reverse", "ignore", "paymentTypes");
    private static final Set<String> GROUP_FIELDS = Set.of("enabled", "statuses", "onFailure");

    private final SettingsRules rules;

    ActionsReader(SettingsRules rules) {
        this.rules = rules;
    }

    /** @throws CommandRejected naming every field that is wrong */
    public ActionSettings read(JsonNode document) {
        List<Violation> found = new ArrayList<>();
        nulls(document, "", found);
        Fields fields = new Fields(document, "", FIELDS, found);
        JsonNode defaults = fields.object("default");
        JsonNode credits = fields.object("creditByStatus");
        ActionSettings settings = new ActionSettings(
                defaults == null ? null : scope(defaults, "default.", found),
                scopes(fields, "accounts", "accounts.", found),
                credits == null ? null : credits(credits, found));
        if (found.isEmpty()) {
            found.addAll(rules.check(settings));
        }
        if (!found.isEmpty()) {
            throw new CommandRejected(found.subList(0, Math.min(MOST_VIOLATIONS, found.size())));
        }
        return settings;
    }

    /** A list that was left empty by mistake would let the wider one count, so that null has no meaning here. */
    private static void nulls(JsonNode node, String path, List<Violation> found) {
        node.fields().forEachRemaining(field -> {
            String name = path + shown(field.getKey());
            if (field.getValue().isNull()) {
                found.add(
                        new Violation(Code.INVALID_VALUE, name, "give a value ([] for an empty list) or leave it out"));
            }
            nulls(field.getValue(), name + ".", found);
        });
    }

    private static String shown(String key) {
        return key.replaceAll("[^\\p{L}\\p{N}_. -]", "?");
    }

    private static @Nullable Map<String, Scope> scopes(Fields fields, String name, String path, List<Violation> found) {
        JsonNode object = fields.object(name);
        if (object == null) {
            return null;
        }
        Map<String, Scope> scopes = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> {
            String shown = path + shown(field.getKey());
            if (field.getValue().isObject()) {
                scopes.put(field.getKey(), scope(field.getValue(), shown + ".", found));
            } else if (!field.getValue().isNull()) {
                found.add(new Violation(Code.INVALID_VALUE, shown, "an object"));
            }
        });
        return scopes;
    }

    private static Scope scope(JsonNode node, String path, List<Violation> found) {
        Fields fields = new Fields(node, path, SCOPE_FIELDS, found);
        return new Scope(
                group(fields, "activate", path, found),
                group(fields, "update", path, found),
                group(fields, "reverse", path, found),
                statuses(fields, "ignore"),
                scopes(fields, "paymentTypes", path + "paymentTypes.", found));
    }

    private static @Nullable GroupSettings group(Fields scope, String name, String path, List<Violation> found) {
        JsonNode node = scope.object(name);
        if (node == null) {
            return null;
        }
        Fields group = new Fields(node, path + name + ".", GROUP_FIELDS, found);
        JsonNode failure = group.object("onFailure");
        OnFailure onFailure = null;
        if (failure != null) {
            Fields fields = new Fields(failure, path + name + ".onFailure.", Set.of("email", "status"), found);
            onFailure = new OnFailure(fields.text("email"), name(fields, "status"));
        }
        return new GroupSettings(group.flag("enabled"), statuses(group, "statuses"), onFailure);
    }

    private static @Nullable List<String> statuses(Fields fields, String name) {
        JsonNode array = fields.node(name);
        if (array == null) {
            return null;
        }
        List<String> statuses = new ArrayList<>();
        for (JsonNode status : array) {
            if (status.isTextual() || status.isIntegralNumber()) {
                statuses.add(status.asText());
            }
        }
        if (!array.isArray() || statuses.size() != array.size()) {
            fields.invalid(name, "a list of order statuses: texts or whole numbers");
        }
        return statuses;
    }

    /** A status: a text, or a whole number that is the merchant's name for it. */
    private static @Nullable String name(Fields fields, String name) {
        JsonNode node = fields.node(name);
        return node != null && node.isIntegralNumber() ? node.asText() : fields.text(name);
    }

    private static CreditByStatus credits(JsonNode node, List<Violation> found) {
        Fields fields = new Fields(node, "creditByStatus.", Set.of("enabled", "perHour", "mostPerCredit"), found);
        Boolean enabled = fields.flag("enabled");
        Long perHour = fields.wholeNumber("perHour");
        JsonNode most = fields.object("mostPerCredit");
        Map<String, Long> amounts = new LinkedHashMap<>();
        if (most != null) {
            most.fields().forEachRemaining(field -> {
                if (field.getValue().isIntegralNumber() && field.getValue().canConvertToLong()) {
                    amounts.put(field.getKey(), field.getValue().longValue());
                } else if (!field.getValue().isNull()) {
                    fields.invalid("mostPerCredit", "whole minor units by currency");
                }
            });
        }
        return new CreditByStatus(
                Boolean.TRUE.equals(enabled),
                perHour == null ? null : (int) Math.max(-1, Math.min(Integer.MAX_VALUE, perHour)),
                most == null ? null : amounts);
    }
}
