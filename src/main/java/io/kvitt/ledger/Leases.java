package io.kvitt.ledger;

import io.kvitt.execution.Execution;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells whether a lease still stands, and keeps it standing until the end of the transaction. */
@Component
class Leases {

    private final JdbcTemplate jdbc;

    Leases(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the payments whose lease still stands, in the order in which the inbox locks them.
     *
     * @return those leases; one of an older fence is not among them, even when a newer one of the same payment is
     */
    Set<Held> hold(List<Execution> executions) {
        Columns<Execution> columns = new Columns<>(executions);
        return new HashSet<>(jdbc.query(
                """
                select p.id, p.fence from payment p
                    join (select unnest(?::bigint[]) as payment, unnest(?::bigint[]) as fence) u
                    on p.id = u.payment and p.fence = u.fence
                order by p.account, p.provider_order_id
                for update of p
                """,
                (row, i) -> new Held(row.getLong(1), row.getLong(2)),
                columns.bigint(Execution::paymentId),
                columns.bigint(Execution::fence)));
    }

    record Held(long payment, long fence) {

        static Held of(Execution execution) {
            return new Held(execution.paymentId(), execution.fence());
        }
    }
}
