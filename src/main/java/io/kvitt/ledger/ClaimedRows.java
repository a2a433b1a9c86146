package io.kvitt.ledger;

import io.kvitt.command.CreditByStatusSwitch;
import io.kvitt.command.PaymentCommand;
import io.kvitt.execution.Execution;
import io.kvitt.payment.Action;
import io.kvitt.payment.Effect;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.Attempt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads what a claim needs: each payment's command whose turn it is, and the write of it that is still open. */
@Component
class ClaimedRows {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimedRows.class);

    /** @param knownTotal what Kvitt itself knows it to be worth; null when it knows nothing */
    record Payment(
            long id,
            String account,
            String providerOrderId,
            long fence,
            @Nullable Long knownTotal) {}

    private final JdbcTemplate jdbc;
    private final Accounts accounts;
    private final CreditByStatusSwitch creditByStatus;

    ClaimedRows(JdbcTemplate jdbc, Accounts accounts, CreditByStatusSwitch creditByStatus) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.creditByStatus = creditByStatus;
    }

    /**
     * The command whose turn it is: one that has begun goes first (its reference may have come before an older
     * command's), then the order of acceptance. A payment with nothing open is given free.
     */
    List<Execution> heads(List<Payment> payments, Instant now) {
        Map<Long, Payment> byId = payments.stream().collect(Collectors.toMap(Payment::id, Function.identity()));
        List<Long> unreadable = new ArrayList<>();
        List<Execution> heads = new ArrayList<>();
        jdbc.query(
                """
                select p.id as payment, c.*, a.id as attempt, a.effect, a.operation, a.amount as attempt_amount,
                    a.currency as attempt_currency, a.idempotency_key, a.method, a.path, a.body, a.basis, a.begun_at,
                    a.task, a.finishes, a.reported, a.working_at, past.*,
                    case when c.action = 'activate' and c.amount is null then %s end as update_not_done,
                    (select r.currency from order_reference r where r.order_number = c.order_number
                        and r.account = c.account and r.provider_order_id = c.provider_order_id) as reference_currency
                from unnest(?) as p(id)
                cross join lateral (
                    select * from command c where c.payment_id = p.id and c.ended_at is null
                    order by c.begun or exists (
                        select 1 from attempt a where a.command = c.id and a.effect is not null and a.result is null) desc,
                        c.id
                    limit 1) c
                left join attempt a on a.command = c.id and a.effect is not null and a.result is null
                cross join lateral (
                    select count(*) filter (where n.code = 'PAYMENT_NOT_FOUND') as not_found,
                        coalesce(sum(n.amount) filter (where n.effect = 'CREDIT' and n.result = 'DONE'), 0) as paid_back,
                        string_agg(n.effect, ' ') filter (where n.result = 'REFUSED' and n.id > c.taken_up_after
                            and n.code is distinct from 'PAYMENT_PENDING') as refused
                    from attempt n where n.command = c.id) past
                """.formatted(UndoneUpdates.NEWEST_NOT_DONE),
                row -> {
                    long command = row.getLong("id");
                    try {
                        heads.add(execution(row, byId.get(row.getLong("payment"))));
                    } catch (RuntimeException e) {
                        LOG.error("command {} cannot be read from the ledger", command, e);
                        unreadable.add(command);
                    }
                    byId.remove(row.getLong("payment"));
                },
                (Object) payments.stream().map(Payment::id).toArray(Long[]::new));
        setAside(unreadable, now);
        Set<Long> idle = byId.keySet();
        if (!idle.isEmpty()) {
            jdbc.update("update payment set due_at = null, leased_until = null where id = any(?)", (Object)
                    idle.toArray(Long[]::new));
        }
        return heads;
    }

    /** One row that nobody understands must not hold up its payment, and even less all others. */
    private void setAside(List<Long> commands, Instant now) {
        for (long command : commands) {
            jdbc.update("""
                    with ended as (
                        update command set state = 'NEEDS_ATTENTION', code = 'UNREADABLE', ended_at = ?::timestamptz
                        where id = ? returning payment_id)
                    update payment p set due_at = ?::timestamptz, leased_until = null from ended where p.id = ended.payment_id
                    """, now.toString(), command, now.toString());
        }
    }

    private Execution execution(ResultSet row, Payment payment) throws SQLException {
        PaymentCommand command = new PaymentCommand(
                row.getString("command_id"),
                Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                row.getString("order_number"),
                payment.account(),
                payment.providerOrderId(),
                row.getObject("amount", Long.class),
                row.getString("currency"),
                StoredLines.lines(row.getString("lines")),
                row.getString("reason"),
                row.getString("requested_by"),
                row.getBoolean("by_status") ? creditByStatus.now() : null);
        return new Execution(
                payment.id(),
                payment.fence(),
                row.getLong("id"),
                new Assignment(command, account(payment.account()), payment.providerOrderId(), row.getInt("refusals")),
                attempt(row),
                row.getBoolean("finishes"),
                row.getBoolean("reported"),
                row.getObject("working_at") == null ? null : instant(row, "working_at"),
                row.getInt("tries"),
                row.getInt("not_found"),
                effects(row.getString("refused")),
                row.getBoolean("begun"),
                row.getLong("paid_back"),
                instant(row, "accepted_at"),
                payment.knownTotal(),
                row.getString("update_not_done"),
                row.getString("reference_currency"));
    }

    private static Set<Effect> effects(@Nullable String names) {
        return names == null
                ? Set.of()
                : Arrays.stream(names.split(" ")).map(Effect::valueOf).collect(Collectors.toSet());
    }

    private @Nullable Account account(String name) {
        return accounts.named(name).orElse(null);
    }

    private static @Nullable Attempt attempt(ResultSet row) throws SQLException {
        if (row.getObject("attempt") == null) {
            return null;
        }
        return new Attempt(
                row.getLong("attempt"),
                Effect.valueOf(row.getString("effect")),
                row.getString("operation"),
                row.getLong("attempt_amount"),
                row.getString("attempt_currency"),
                row.getString("idempotency_key"),
                row.getString("method"),
                row.getString("path"),
                row.getString("body"),
                row.getString("basis"),
                instant(row, "begun_at"),
                row.getString("task"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
