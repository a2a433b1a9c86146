package io.kvitt.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.CommandRules;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Violation;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.OrderLine;
import io.kvitt.provider.Accounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The command body of REST and JMS. Unknown fields and wrong types are refused: a typo must never pass. */
@Component
public class CommandReader {

    private static final Set<String> FIELDS = Set.of(
            "commandId",
            "action",
            "orderNumber",
            "account",
            "providerOrderId",
            "amount",
            "currency",
            "lines",
            "reason",
            "requestedBy");
    private static final Set<String> LINE_FIELDS =
            Set.of("reference", "name", "quantity", "unitPrice", "taxRate", "totalAmount");
    private static final String ACTIONS =
            Arrays.stream(Action.values()).map(Action::wireName).collect(Collectors.joining(", "));

    private final Accounts accounts;

    CommandReader(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * @param outerId the id that came beside the body; it counts when the body has none of its own
     * @param binding the outer id's name when it must not differ from the body's own id; null when it may
     * @throws CommandRejected naming every field that is wrong
     */
    public PaymentCommand read(byte[] body, @Nullable String outerId, @Nullable String binding) {
        JsonNode json = StrictJson.object(body);
        List<Violation> found = new ArrayList<>();
        Fields fields = new Fields(json, "", FIELDS, found);
        String innerId = fields.text("commandId");
        if (binding != null && innerId != null && outerId != null && !innerId.equals(outerId)) {
            found.add(new Violation(Code.INVALID_VALUE, binding, "the same id as commandId, or leave one out"));
        }
        String commandId = innerId != null
                ? innerId
                : outerId != null ? outerId : UUID.randomUUID().toString();
        Action action = action(fields);
        String account = fields.text("account");
        if (account != null && accounts.named(account).isEmpty()) {
            found.add(new Violation(Code.ACCOUNT_UNKNOWN, "account", "the name of a configured account"));
        }
        PaymentCommand command = new PaymentCommand(
                commandId,
                action == null ? Action.ACTIVATE : action,
                fields.text("orderNumber"),
                account,
                fields.text("providerOrderId"),
                fields.amount("amount"),
                fields.text("currency"),
                lines(fields, found),
                fields.text("reason"),
                fields.text("requestedBy"));
        if (found.isEmpty()) {
            found.addAll(CommandRules.check(command));
        }
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        return command;
    }

    private static @Nullable Action action(Fields fields) {
        String name = fields.requiredText("action");
        for (Action action : Action.values()) {
            if (action.wireName().equals(name)) {
                return action;
            }
        }
        if (!name.isEmpty()) {
            fields.invalid("action", "one of " + ACTIONS);
        }
        return null;
    }

    static List<OrderLine> lines(Fields fields, List<Violation> found) {
        JsonNode array = fields.node("lines");
        if (array == null) {
            return List.of();
        }
        if (!array.isArray() || array.isEmpty()) {
            fields.invalid("lines", "an array of at least one line, or leave it out");
            return List.of();
        }
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i < array.size() && found.size() < 50; i++) {
            if (!array.get(i).isObject()) {
                fields.invalid("lines[" + i + "]", "an object");
                continue;
            }
            Fields line = new Fields(array.get(i), "lines[" + i + "].", LINE_FIELDS, found);
            lines.add(new OrderLine(
                    line.text("reference"),
                    line.requiredText("name"),
                    line.requiredDecimal("quantity"),
                    line.requiredWholeNumber("unitPrice"),
                    (int) Math.max(-1, Math.min(Integer.MAX_VALUE, line.requiredWholeNumber("taxRate"))),
                    line.requiredWholeNumber("totalAmount")));
        }
        return lines;
    }
}
