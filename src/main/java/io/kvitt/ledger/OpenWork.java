package io.kvitt.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What is open and what is at stake, in sums. It costs what is open and what needs attention, and never what has ended. */
@Component
public class OpenWork {

    /**
     * A sum over commands of one account.
     *
     * @param account null: it is not known yet
     * @param state of open commands ACCEPTED or WAITING, else NEEDS_ATTENTION
     * @param outside whether they wait for what is not Kvitt's to hasten: the provider's review, or an order reference
     * @param oldest when the first of them was accepted
     * @param uncertain of {@code commands}, those with a write whose answer was lost and that no reading has explained
     * @param atRisk minor units that these writes may have moved; null when there is no such write
     */
    public record Sum(
            @Nullable String account,
            String state,
            boolean outside,
            long commands,
            Instant oldest,
            long uncertain,
            @Nullable String currency,
            @Nullable Long atRisk) {}

    private final JdbcTemplate jdbc;

    OpenWork(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The second half is one row for each currency that is at risk, and one for what is not. */
    public List<Sum> sums() {
        return jdbc.query(
                """
                select account, state, coalesce(code in ('PAYMENT_PENDING', 'REFERENCE_AWAITED'), false), count(*),
                    min(accepted_at), 0, null::text, null::numeric
                from command where ended_at is null group by 1, 2, 3
                union all
                select c.account, c.state, false, count(*), min(c.accepted_at), count(a.id), a.currency, sum(a.amount)
                from command c left join attempt a on a.command = c.id and a.effect is not null and a.result is null
                where c.state = 'NEEDS_ATTENTION' group by c.account, c.state, a.currency
                """,
                (row, i) -> new Sum(
                        row.getString(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getLong(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getLong(6),
                        row.getString(7),
                        row.getObject(8) == null ? null : row.getLong(8)));
    }
}
