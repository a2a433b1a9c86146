package io.kvitt.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.desk.StatusActions;
import io.kvitt.document.ActionsReader;
import io.kvitt.document.Fields;
import io.kvitt.document.StrictJson;
import io.kvitt.orderstatus.ActionSettings;
import io.kvitt.orderstatus.DryRun;
import io.kvitt.orderstatus.StatusChange;
import io.kvitt.payment.Code;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.security.Caller;
import io.kvitt.words.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code POST /api/v1/order-status-actions/preview}: a dry run, by the settings that count or by a draft. */
@Component("restPreview")
public class RestPreview {

    private static final int LARGEST_BODY = 512 * 1024;
    private static final Set<String> FIELDS = Set.of("orders", "status", "account", "paymentType", "draft", "days");

    private final StatusActions desk;
    private final ActionsReader reader;
    private final Accounts accounts;

    RestPreview(StatusActions desk, ActionsReader reader, Accounts accounts) {
        this.desk = desk;
        this.reader = reader;
        this.accounts = accounts;
    }

    public void preview(Exchange exchange) {
        List<Violation> found = new ArrayList<>();
        JsonNode json = StrictJson.object(Requests.body(exchange.getMessage(), "application/json", LARGEST_BODY));
        Fields fields = new Fields(json, "", FIELDS, found);
        Long days = fields.wholeNumber("days");
        JsonNode draft = fields.object("draft");
        if ((days == null) == (fields.node("orders") == null)) {
            fields.invalid("orders", "give either orders and a status, or days");
        }
        if (days != null && (days < 1 || days > StatusActions.MOST_DAYS)) {
            fields.invalid("days", "a whole number from 1 to " + StatusActions.MOST_DAYS);
        }
        List<StatusChange> changes = days == null ? changes(fields, found) : List.of();
        if (!found.isEmpty()) {
            throw new CommandRejected(found.subList(0, Math.min(50, found.size())));
        }
        ActionSettings settings = draft == null ? null : reader.read(draft);
        Caller caller = Requests.caller(exchange.getMessage());
        List<DryRun> runs = days == null
                ? desk.preview(caller, changes, settings)
                : desk.previewOfLastDays(caller, (int) (long) days, settings);
        Replies.json(
                exchange,
                200,
                Map.of(
                        "orders",
                        runs.stream().map(RestPreview.View::of).toList(),
                        "complete",
                        days == null || runs.size() < StatusActions.MOST_ORDERS));
    }

    private List<StatusChange> changes(Fields fields, List<Violation> found) {
        JsonNode orders = fields.node("orders");
        JsonNode status = fields.node("status");
        String name = status != null && status.isIntegralNumber() ? status.asText() : fields.requiredText("status");
        String account = fields.text("account");
        String paymentType = fields.text("paymentType");
        if (account != null && accounts.named(account).isEmpty()) {
            found.add(new Violation(Code.ACCOUNT_UNKNOWN, "account", "the name of a configured account"));
        }
        Set<String> numbers = new LinkedHashSet<>();
        if (orders != null && orders.isArray()) {
            orders.forEach(order -> numbers.add(order.isTextual() ? order.textValue() : ""));
        }
        if (numbers.isEmpty() || numbers.contains("") || numbers.size() > StatusActions.MOST_ORDERS) {
            fields.invalid("orders", "1 to " + StatusActions.MOST_ORDERS + " order numbers, each a text");
            return List.of();
        }
        List<StatusChange> changes = new ArrayList<>();
        for (String number : numbers) {
            StatusChange change = new StatusChange(
                    null, number, name, null, null, account, null, paymentType, null, null, List.of(), null);
            changes.add(change);
        }
        return changes;
    }

    /** @param call what would be sent: never the headers, which hold the credentials, nor the body */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String orderNumber,
            String status,
            @Nullable String changeId,
            @Nullable String occurredAt,
            String code,
            Sentence message,
            @Nullable String field,
            @Nullable String group,
            @Nullable String account,
            @Nullable String paymentStatus,
            @Nullable String effect,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable Call call) {

        record Call(String operation, String method, String path) {}

        static View of(DryRun run) {
            ProviderRequest request = run.request();
            StatusChange change = run.change();
            return new View(
                    change.orderNumber(),
                    change.status(),
                    change.changeId(),
                    change.occurredAt() == null ? null : change.occurredAt().toString(),
                    run.code().wireName(),
                    run.code().sentence(),
                    run.field(),
                    run.group() == null ? null : run.group().wireName(),
                    run.account(),
                    run.paymentStatus() == null ? null : run.paymentStatus().name(),
                    run.effect() == null ? null : run.effect().wireName(),
                    request == null ? null : request.amount(),
                    request == null ? null : request.currency(),
                    request == null ? null : new Call(request.operation(), request.method(), request.path()));
        }
    }
}
