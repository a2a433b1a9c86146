package io.kvitt.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.orderstatus.ChangeRules;
import io.kvitt.orderstatus.StatusChange;
import io.kvitt.payment.Code;
import io.kvitt.provider.Accounts;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The body of an order's status change, of REST and JMS. Unknown fields and wrong types are refused. */
@Component
public class ChangeReader {

    private static final Set<String> FIELDS = Set.of(
            "changeId",
            "orderNumber",
            "status",
            "previousStatus",
            "occurredAt",
            "account",
            "paymentType",
            "amount",
            "currency",
            "lines",
            "requestedBy");

    private final Accounts accounts;
    private final Clock clock;

    ChangeReader(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * @param outerId the id that came beside the body; it counts when the body has none of its own
     * @param binding the outer id's name when it must not differ from the body's own id; null when it may
     * @throws CommandRejected naming every field that is wrong
     */
    public StatusChange read(byte[] body, @Nullable String outerId, @Nullable String binding) {
        JsonNode json = StrictJson.object(body);
        List<Violation> found = new ArrayList<>();
        Fields fields = new Fields(json, "", FIELDS, found);
        String innerId = fields.text("changeId");
        if (binding != null && innerId != null && outerId != null && !innerId.equals(outerId)) {
            found.add(new Violation(Code.INVALID_VALUE, binding, "the same id as changeId, or leave one out"));
        }
        String account = fields.text("account");
        if (account != null && accounts.named(account).isEmpty()) {
            found.add(new Violation(Code.ACCOUNT_UNKNOWN, "account", "the name of a configured account"));
        }
        StatusChange change = new StatusChange(
                innerId != null ? innerId : outerId,
                fields.requiredText("orderNumber"),
                status(fields, "status"),
                fields.node("previousStatus") == null ? null : status(fields, "previousStatus"),
                moment(fields, "occurredAt"),
                account,
                null,
                fields.text("paymentType"),
                fields.amount("amount"),
                fields.text("currency"),
                CommandReader.lines(fields, found),
                fields.text("requestedBy"));
        if (found.isEmpty()) {
            found.addAll(ChangeRules.check(change, clock.instant()));
        }
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        return change;
    }

    /** A merchant may number its statuses. */
    private static String status(Fields fields, String name) {
        JsonNode node = fields.node(name);
        return node != null && node.isIntegralNumber() ? node.asText() : fields.requiredText(name);
    }

    private static @Nullable Instant moment(Fields fields, String name) {
        String text = fields.requiredText(name);
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            fields.invalid(name, "a moment with its zone, such as 2026-11-24T18:00:00+01:00");
            return null;
        }
    }
}
