package io.kvitt.ledger;

import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Stored;
import io.kvitt.command.Submission;
import io.kvitt.payment.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the rows of commands that were accepted, a batch in one statement. */
final class NewCommands {

    private final JdbcTemplate jdbc;
    private final Overtaking overtaking;
    private final Duration referenceWait;

    /** @param referenceWait how long a command waits for the reference of its order number */
    NewCommands(JdbcTemplate jdbc, Overtaking overtaking, Duration referenceWait) {
        this.jdbc = jdbc;
        this.overtaking = overtaking;
        this.referenceWait = referenceWait;
    }

    Row row(int ord, Submission submission, String digest, @Nullable OrderReference reference, Instant now) {
        PaymentCommand command = submission.command();
        Code held = submission.held();
        boolean awaits = reference == null && !command.namesPayment() && held == null;
        return new Row(
                ord,
                command.commandId(),
                digest,
                command.action().wireName(),
                command.orderNumber(),
                reference == null ? command.account() : reference.account(),
                reference == null ? command.providerOrderId() : reference.providerOrderId(),
                command.amount(),
                command.currency(),
                StoredLines.lines(command.lines()),
                command.reason(),
                command.requestedBy(),
                command.byStatus() != null,
                submission.origin().channel().name(),
                submission.origin().replyTo(),
                submission.origin().correlationId(),
                submission.origin().fileId(),
                submission.origin().fileLine(),
                awaits ? now.plus(referenceWait) : null,
                held == null ? null : held.name());
    }

    /**
     * Inserts in order; the upsert of a payment locks it, so that no earlier command can appear behind a later one. What
     * an annulment among them overtakes ends here.
     *
     * @return the rows of those that were stored, by their ids
     */
    Map<String, Long> insert(List<Row> rows, Instant now) {
        Columns<Row> columns = new Columns<>(rows);
        jdbc.update("""
                insert into payment (account, provider_order_id, due_at)
                select distinct account, provider_order_id, ?::timestamptz
                from (select unnest(?::text[]) as account, unnest(?::text[]) as provider_order_id) r
                where account is not null and provider_order_id is not null
                order by account, provider_order_id
                on conflict (account, provider_order_id) do update set due_at = coalesce(payment.due_at, excluded.due_at)
                """, now.toString(), columns.text(Row::account), columns.text(Row::providerOrderId));
        Map<String, Long> stored = new HashMap<>();
        List<Long> annulments = new ArrayList<>();
        jdbc.query(
                """
                insert into command (
                    command_id, digest, payment_id, action, order_number, account, provider_order_id, amount,
                    currency, lines, reason, requested_by, by_status, channel, reply_to, correlation_id, file_id, file_line,
                    accepted_at, reference_deadline, state, code, ended_at)
                select r.command_id, r.digest, p.id, r.action, r.order_number, r.account, r.provider_order_id,
                    r.amount, r.currency, r.lines::jsonb, r.reason, r.requested_by, r.by_status, r.channel, r.reply_to,
                    r.correlation_id, r.file_id, r.file_line, ?::timestamptz, r.reference_deadline,
                    case when r.held is not null then 'NEEDS_ATTENTION' when p.id is null then 'WAITING' else 'ACCEPTED' end,
                    coalesce(r.held, case when p.id is null then 'REFERENCE_AWAITED' end),
                    case when r.held is not null then ?::timestamptz end
                from (select unnest(?::int[]) as ord, unnest(?::text[]) as command_id, unnest(?::text[]) as digest,
                        unnest(?::text[]) as action, unnest(?::text[]) as order_number, unnest(?::text[]) as account,
                        unnest(?::text[]) as provider_order_id, unnest(?::bigint[]) as amount,
                        unnest(?::text[]) as currency, unnest(?::text[]) as lines, unnest(?::text[]) as reason,
                        unnest(?::text[]) as requested_by, unnest(?::boolean[]) as by_status,
                        unnest(?::text[]) as channel, unnest(?::text[]) as reply_to,
                        unnest(?::text[]) as correlation_id, unnest(?::bigint[]) as file_id,
                        unnest(?::int[]) as file_line, unnest(?::timestamptz[]) as reference_deadline,
                        unnest(?::text[]) as held) r
                    left join payment p on p.account = r.account and p.provider_order_id = r.provider_order_id
                order by r.ord
                on conflict (command_id) do nothing
                returning command_id, id, action in ('annul', 'reverse') and ended_at is null
                """,
                row -> {
                    stored.put(row.getString(1), row.getLong(2));
                    if (row.getBoolean(3)) {
                        annulments.add(row.getLong(2));
                    }
                },
                now.toString(),
                now.toString(),
                columns.integer(Row::ord),
                columns.text(Row::commandId),
                columns.text(Row::digest),
                columns.text(Row::action),
                columns.text(Row::orderNumber),
                columns.text(Row::account),
                columns.text(Row::providerOrderId),
                columns.bigint(Row::amount),
                columns.text(Row::currency),
                columns.text(Row::lines),
                columns.text(Row::reason),
                columns.text(Row::requestedBy),
                columns.bool(Row::byStatus),
                columns.text(Row::channel),
                columns.text(Row::replyTo),
                columns.text(Row::correlationId),
                columns.bigint(Row::fileId),
                columns.integer(Row::fileLine),
                columns.timestamptz(Row::referenceDeadline),
                columns.text(Row::held));
        overtaking.apply(annulments);
        return stored;
    }

    record Row(
            int ord,
            String commandId,
            String digest,
            String action,
            @Nullable String orderNumber,
            @Nullable String account,
            @Nullable String providerOrderId,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable String lines,
            @Nullable String reason,
            @Nullable String requestedBy,
            boolean byStatus,
            String channel,
            @Nullable String replyTo,
            @Nullable String correlationId,
            @Nullable Long fileId,
            @Nullable Integer fileLine,
            @Nullable Instant referenceDeadline,
            @Nullable String held) {

        Stored stored(Instant acceptedAt) {
            return new Stored(account, providerOrderId, acceptedAt);
        }
    }
}
