package io.kvitt.ledger;

import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandState;
import io.kvitt.command.OrderReference;
import io.kvitt.ledger.CommandRecord.AttemptRecord;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.Figures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What is told of commands, and which outcomes are still to be told. */
@Component
public class CommandQueries {

    /** EXECUTING is not stored: it is the oldest open command of a payment under lease. */
    private static final String SELECT = """
            select c.*, case when c.ended_at is null and p.leased_until is not null and c.id = (
                select min(o.id) from command o where o.payment_id = c.payment_id and o.ended_at is null)
                then 'EXECUTING' else c.state end as shown_state
            from command c left join payment p on p.id = c.payment_id
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    CommandQueries(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    public Optional<CommandRecord> find(String commandId) {
        return query(SELECT + " where c.command_id = ?", commandId).stream().findFirst();
    }

    /**
     * Newest first.
     *
     * @param scope commands of these accounts only
     * @param before rows older than this row only; null from the newest
     */
    public List<CommandRecord> list(
            AccountScope scope,
            @Nullable String orderNumber,
            @Nullable CommandState state,
            @Nullable String account,
            @Nullable Long before,
            int most) {
        StringBuilder where = new StringBuilder(" where true");
        List<Object> arguments = new ArrayList<>();
        if (orderNumber != null) {
            where.append(" and c.order_number = ?");
            arguments.add(orderNumber);
        }
        if (account != null) {
            where.append(" and c.account = ?");
            arguments.add(account);
        }
        if (!scope.isAll()) {
            where.append(" and c.account = any(?)");
            arguments.add(scope.names().toArray(String[]::new));
        }
        if (before != null) {
            where.append(" and c.id < ?");
            arguments.add(before);
        }
        String sql = "select * from (" + SELECT + where + ") c";
        if (state != null) {
            sql += " where c.shown_state = ?";
            arguments.add(state.name());
        }
        arguments.add(most);
        return query(sql + " order by c.id desc limit ?", arguments.toArray());
    }

    /**
     * An order's, newest first: those of its number, and those of other numbers that lead to the same payment.
     *
     * @param account where several have the order number, the one that is meant; else null
     * @param reference null when it is not known
     * @param others the other numbers
     */
    public List<CommandRecord> ofOrder(
            AccountScope scope,
            String orderNumber,
            @Nullable String account,
            @Nullable OrderReference reference,
            List<String> others,
            long before,
            int most) {
        List<String> numbers = new ArrayList<>(others);
        numbers.add(orderNumber);
        return query(
                SELECT + """
                where c.order_number = any(?) and c.id < ? and (? or c.account = any(?)) and (
                    c.order_number = ? and (?::text is null or c.account is null or c.account = ?)
                    or c.account = ? and c.provider_order_id = ?)
                order by c.id desc limit ?
                """,
                numbers.toArray(String[]::new),
                before,
                scope.isAll(),
                scope.names().toArray(String[]::new),
                orderNumber,
                account,
                account,
                reference == null ? null : reference.account(),
                reference == null ? null : reference.providerOrderId(),
                most);
    }

    /**
     * Tells the oldest outcomes that are not told yet, and remembers that they are. A crash in between tells them
     * again, never not at all.
     *
     * @return how many there were
     */
    public int publish(int most, Consumer<List<CommandRecord>> teller) {
        return tell("published_at", most, teller);
    }

    /**
     * The same for those whom Kvitt tells by itself, in one transaction with what the taker stores.
     *
     * @return how many there were
     */
    int notice(int most, Consumer<List<CommandRecord>> taker) {
        return tell("noticed_at", most, taker);
    }

    private int tell(String mark, int most, Consumer<List<CommandRecord>> teller) {
        Integer told = transaction.execute(status -> {
            List<CommandRecord> ended = query("""
                    select c.*, c.state as shown_state from command c
                    where c.ended_at is not null and c.%s is null
                    order by c.id limit ? for update skip locked
                    """.formatted(mark), most);
            if (!ended.isEmpty()) {
                teller.accept(ended);
                jdbc.update("update command set " + mark + " = now() where id = any(?)", (Object)
                        ended.stream().map(CommandRecord::id).toArray(Long[]::new));
            }
            return ended.size();
        });
        return told == null ? 0 : told;
    }

    private List<CommandRecord> query(String sql, @Nullable Object... arguments) {
        Map<Long, List<AttemptRecord>> attempts = new HashMap<>();
        RowMapper<CommandRecord> mapper = (row, i) -> command(row, attempts);
        List<CommandRecord> commands = jdbc.query(sql, mapper, arguments);
        if (commands.isEmpty()) {
            return commands;
        }
        jdbc.query(
                "select * from attempt where command = any(?) order by id",
                row -> {
                    attempts.get(row.getLong("command")).add(attempt(row));
                },
                (Object) commands.stream().map(CommandRecord::id).toArray(Long[]::new));
        return commands;
    }

    private static CommandRecord command(ResultSet row, Map<Long, List<AttemptRecord>> attempts) throws SQLException {
        String code = row.getString("code");
        return new CommandRecord(
                row.getLong("id"),
                row.getString("command_id"),
                CommandState.valueOf(row.getString("shown_state")),
                code == null ? null : Code.valueOf(code),
                row.getString("provider_code"),
                Figures.of(
                        row.getObject("amount", Long.class),
                        row.getObject("found_amount", Long.class),
                        row.getString("currency")),
                row.getObject("amount") != null,
                row.getString("because_of"),
                Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                row.getString("performed"),
                row.getString("order_number"),
                row.getString("account"),
                row.getString("provider_order_id"),
                row.getString("payment_status"),
                row.getObject("settled_amount", Long.class),
                row.getString("settled_currency"),
                row.getString("provider_reference"),
                row.getString("reply_to"),
                row.getString("correlation_id"),
                java.util.Objects.requireNonNull(instant(row, "accepted_at")),
                instant(row, "next_try_at"),
                instant(row, "ended_at"),
                attempts.computeIfAbsent(row.getLong("id"), id -> new ArrayList<>()));
    }

    private static AttemptRecord attempt(ResultSet row) throws SQLException {
        return new AttemptRecord(
                row.getString("operation"),
                row.getObject("amount", Long.class),
                row.getString("currency"),
                row.getString("result"),
                row.getString("code"),
                row.getString("provider_code"),
                row.getString("provider_reference"),
                row.getString("correlation_id"),
                row.getString("idempotency_key"),
                java.util.Objects.requireNonNull(instant(row, "begun_at")),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
