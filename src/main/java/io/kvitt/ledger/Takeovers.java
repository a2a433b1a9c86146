package io.kvitt.ledger;

import io.kvitt.audit.AuditTrail;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Replaced;
import io.kvitt.ledger.ReferenceTable.Answer;
import io.kvitt.ledger.ReferenceTable.Asked;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * References that take an order number from another payment, or a payment that another order number leads to. A payment is
 * over when Kvitt itself has read or brought about its end, or has found that there is none, and nothing of it is open; a
 * payment that Kvitt has not read is not over, and neither is one that is activated: it can be repaid.
 */
final class Takeovers {

    private final JdbcTemplate jdbc;
    private final AuditTrail audit;
    private final Clock clock;

    Takeovers(JdbcTemplate jdbc, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** A reference that there is. */
    private record Present(OrderReference reference, boolean over) {}

    /** What there is that these references may collide with. */
    record Standing(List<Present> present) {

        @Nullable
        OrderReference before(OrderReference wanted) {
            return present.stream()
                    .map(Present::reference)
                    .filter(one -> sameNumber(one, wanted))
                    .findFirst()
                    .orElse(null);
        }

        Answer answer(Asked asked) {
            OrderReference wanted = asked.reference();
            OrderReference before = before(wanted);
            if (asked.replace() || before != null && samePayment(before, wanted)) {
                return Answer.STORED;
            }
            if (present.stream().anyMatch(one -> sameNumber(one.reference(), wanted) && !one.over())) {
                return Answer.NUMBER_TAKEN;
            }
            return isShared(wanted) ? Answer.PAYMENT_TAKEN : Answer.STORED;
        }

        boolean isShared(OrderReference wanted) {
            return present.stream()
                    .anyMatch(one -> samePayment(one.reference(), wanted)
                            && !one.reference().orderNumber().equals(wanted.orderNumber()));
        }
    }

    static boolean sameNumber(OrderReference one, OrderReference other) {
        return one.orderNumber().equals(other.orderNumber()) && one.account().equals(other.account());
    }

    static boolean samePayment(OrderReference one, OrderReference other) {
        return one.account().equals(other.account()) && one.providerOrderId().equals(other.providerOrderId());
    }

    /** What has to be locked: its order number, and its payment under a name that no order number has. */
    static Stream<String> locks(OrderReference reference) {
        return Stream.of(
                reference.orderNumber(), "\u001f" + reference.account() + "\u001f" + reference.providerOrderId());
    }

    Standing standing(List<OrderReference> wanted) {
        Columns<OrderReference> columns = new Columns<>(wanted);
        return new Standing(jdbc.query(
                """
                select r.order_number, r.account, r.provider_order_id, r.currency,
                    coalesce(p.status in ('ANNULLED', 'CREDITED', 'EXPIRED', 'FAILED', 'NOT_FOUND'), false) and not exists (
                        select 1 from command c where c.payment_id = p.id and c.ended_at is null) as over
                from (
                    select * from order_reference where (order_number, account) in (
                        select unnest(?::text[]), unnest(?::text[]))
                    union
                    select * from order_reference where (account, provider_order_id) in (
                        select unnest(?::text[]), unnest(?::text[]))) r
                left join payment p on p.account = r.account and p.provider_order_id = r.provider_order_id
                """,
                (row, i) -> new Present(
                        new OrderReference(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        row.getBoolean(5)),
                columns.text(OrderReference::orderNumber),
                columns.text(OrderReference::account),
                columns.text(OrderReference::account),
                columns.text(OrderReference::providerOrderId)));
    }

    /** Keeps what the number led to before, and audits what was asked for. */
    void note(Asked asked, Standing standing, String actor) {
        OrderReference wanted = asked.reference();
        OrderReference before = standing.before(wanted);
        boolean elsewhere = before != null && !samePayment(before, wanted);
        if (elsewhere) {
            jdbc.update(
                    """
                    insert into order_reference_replaced (order_number, account, provider_order_id, currency, at, by)
                    values (?, ?, ?, ?, ?::timestamptz, ?)
                    """,
                    before.orderNumber(),
                    before.account(),
                    before.providerOrderId(),
                    before.currency(),
                    clock.instant().toString(),
                    actor);
        }
        boolean shared = (before == null || elsewhere) && standing.isShared(wanted);
        if (asked.replace() && (elsewhere || shared)) {
            audit.record(
                    actor,
                    elsewhere ? "reference.replace" : "reference.share",
                    wanted.orderNumber(),
                    Map.of(
                            "account",
                            wanted.account(),
                            "from",
                            elsewhere ? before.providerOrderId() : "",
                            "to",
                            wanted.providerOrderId()));
        }
    }

    void store(List<OrderReference> references) {
        Columns<OrderReference> columns = new Columns<>(references);
        jdbc.update(
                """
                insert into order_reference (order_number, account, provider_order_id, currency, updated_at)
                select distinct on (order_number, account) order_number, account, provider_order_id, currency, ?::timestamptz
                from (select unnest(?::text[]) as order_number, unnest(?::text[]) as account,
                    unnest(?::text[]) as provider_order_id, unnest(?::text[]) as currency) r
                order by order_number, account
                on conflict (order_number, account) do update set provider_order_id = excluded.provider_order_id,
                    currency = excluded.currency, updated_at = excluded.updated_at
                """,
                clock.instant().toString(),
                columns.text(OrderReference::orderNumber),
                columns.text(OrderReference::account),
                columns.text(OrderReference::providerOrderId),
                columns.text(OrderReference::currency));
    }

    List<Replaced> replaced(OrderReference reference) {
        return jdbc.query(
                """
                select * from order_reference_replaced where order_number = ? and account = ? order by id desc limit 100
                """,
                (row, i) -> new Replaced(
                        new OrderReference(
                                row.getString("order_number"),
                                row.getString("account"),
                                row.getString("provider_order_id"),
                                row.getString("currency")),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("by")),
                reference.orderNumber(),
                reference.account());
    }
}
