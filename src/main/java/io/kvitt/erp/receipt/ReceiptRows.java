package io.kvitt.erp.receipt;

import io.kvitt.payment.Code;
import io.kvitt.payment.Figures;
import io.kvitt.provider.Accounts;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Streams the outcomes of a file's records in the order of their lines, a page of the database's cursor at a time. */
@Component
class ReceiptRows {

    private static final String ROWS = """
            select c.file_line as line,
                   case when c.by_status then substring(c.command_id from 'status:(.*)') else c.command_id end
                       as command_id,
                   c.order_number as order_no,
                   coalesce(c.account, p.account) as account, null as provider,
                   coalesce(c.provider_order_id, p.provider_order_id) as provider_order_id,
                   upper(c.action) as command,
                   case when e.command is not null then 'PENDING'
                        when c.state = 'SUCCEEDED' then 'OK'
                        when c.state = 'ALREADY_SO' then 'NOOP'
                        when c.state = 'REFUSED' and c.code = 'REFERENCE_UNKNOWN' then 'REJECTED'
                        when c.state in ('REFUSED', 'NEEDS_ATTENTION') then 'FAILED'
                        else 'PENDING' end as status,
                   case when e.command is null then c.code else e.code end as code, '' as message,
                   case when e.command is null then coalesce(c.because_of, '') else '' end as fields,
                   case when e.command is null then coalesce(c.settled_amount, c.amount) else c.amount end as minor,
                   case when e.command is null then c.found_amount end as found, null as amount,
                   case when e.command is null then coalesce(c.settled_currency, c.currency) else c.currency end
                       as currency,
                   case when e.command is null then c.provider_reference end as provider_reference,
                   case when e.command is null
                        then (select count(*) from attempt a where a.command = c.id)
                        else e.tries end as tries,
                   case when e.command is null then coalesce(c.ended_at, f.result_fixed_at) else f.result_fixed_at end
                       as time
              from command c
              join erp_file f on f.id = c.file_id
              left join payment p on p.id = c.payment_id
              left join erp_pending e on e.file = c.file_id and e.command = c.id and not :rest
             where c.file_id = :file
               and (not :rest or exists (
                   select 1 from erp_pending r where r.file = c.file_id and r.command = c.id))
            union all
            select r.line, r.command_id, r.order_no, null, r.provider, r.provider_order_id, r.command, r.status,
                   r.code, r.message, r.fields, null, null, r.amount, r.currency, null, 0, f.received_at
              from erp_rejection r
              join erp_file f on f.id = r.file
             where r.file = :file and not :rest
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;
    private final Accounts accounts;
    private final Wording wording;

    ReceiptRows(DataSource source, PlatformTransactionManager transactions, Accounts accounts, Wording wording) {
        this.jdbc = new JdbcTemplate(source);
        this.jdbc.setFetchSize(1000);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.accounts = accounts;
        this.wording = wording;
    }

    /** Takes the rows one by one. */
    interface RowConsumer {
        void row(ReceiptRow row) throws IOException;
    }

    /** Makes of a tally what takes the rows. */
    interface Begin {
        RowConsumer begin(Tally tally) throws IOException;
    }

    /** @param rest whether only what the first result had as pending is wanted */
    void read(long file, boolean rest, Begin begin) throws IOException {
        String rows = ROWS.replace(":rest", Boolean.toString(rest)).replace(":file", Long.toString(file));
        try {
            snapshot.executeWithoutResult(status -> {
                try {
                    RowConsumer consumer = begin.begin(tally(rows));
                    jdbc.query(rows + " order by line", result -> {
                        try {
                            consumer.row(row(result));
                        } catch (IOException e) {
                            throw new Unwritable(e);
                        }
                    });
                } catch (IOException e) {
                    throw new Unwritable(e);
                }
            });
        } catch (Unwritable e) {
            throw e.getCause();
        }
    }

    private Tally tally(String rows) {
        Map<RowStatus, Long> counts = new EnumMap<>(RowStatus.class);
        jdbc.query("select status, count(*) from (" + rows + ") as r group by status", result -> {
            counts.put(RowStatus.valueOf(result.getString(1)), result.getLong(2));
        });
        return new Tally(counts);
    }

    private ReceiptRow row(ResultSet row) throws SQLException {
        RowStatus status = RowStatus.valueOf(row.getString("status"));
        String stored = status == RowStatus.OK ? null : row.getString("code");
        Code code = stored == null ? null : Code.stored(stored);
        String currency = row.getString("currency");
        String sent = row.getString("amount");
        return new ReceiptRow(
                row.getInt("line"),
                text(row.getString("command_id")),
                text(row.getString("order_no")),
                provider(row.getString("account"), row.getString("provider")),
                text(row.getString("provider_order_id")),
                text(row.getString("command")),
                status,
                code == null ? "" : code.receiptName(),
                code == null
                        ? ""
                        : wording.rejection(code, row.getString("fields"), row.getString("message"))
                                + wording.figures(Figures.of(
                                        row.getObject("minor", Long.class),
                                        row.getObject("found", Long.class),
                                        currency)),
                sent != null ? sent : Wording.major(row.getObject("minor", Long.class), currency),
                text(currency),
                text(row.getString("provider_reference")),
                row.getInt("tries"),
                Objects.requireNonNull(row.getObject("time", OffsetDateTime.class)));
    }

    /** What the sender may have written: the provider where it has one account, else the account's name. */
    private String provider(@Nullable String account, @Nullable String sent) {
        if (account == null) {
            return text(sent);
        }
        return accounts.named(account)
                .map(known -> known.provider().wireName())
                .filter(kind -> accounts.at(kind).size() == 1)
                .orElse(account);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static final class Unwritable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final IOException cause;

        Unwritable(IOException cause) {
            super(cause);
            this.cause = cause;
        }

        @Override
        public synchronized IOException getCause() {
            return cause;
        }
    }
}
