package io.kvitt.ledger;

import io.kvitt.command.Acceptance;
import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.payment.Action;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.ProviderKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Updates that have not taken effect: an activation that names no amount must not take what they were to change. Those that
 * are refused when they come in are no commands, and their ids may be used again; so they are noted here. One that is held
 * back as stale bars too, until a person has looked: what made it stale may itself have been refused.
 */
@Component
public class UndoneUpdates {

    /**
     * The id of the newest update that came before the activation {@code c} for its payment or its order number, if it has
     * not taken effect; null when it has, or when a person has said so.
     */
    static final String NEWEST_NOT_DONE = """
            (select newest.command_id from (
                select u.id, u.command_id, u.done from (
                    (select id, false as noted, command_id, state in ('SUCCEEDED', 'ALREADY_SO') as done from command
                        where payment_id = c.payment_id and action = 'update' and id < c.id
                        order by id desc limit 1)
                    union all
                    (select id, false, command_id, false from command
                        where order_number = c.order_number and payment_id is null and action = 'update' and id < c.id
                        order by id desc limit 1)
                    union all
                    (select after, true, command_id, false from update_refused
                        where account = c.account and provider_order_id = c.provider_order_id and after < c.id
                        order by after desc limit 1)
                    union all
                    (select after, true, command_id, false from update_refused
                        where order_number = c.order_number and account = c.account and after < c.id
                        order by after desc limit 1)) u
                order by u.id desc, u.noted desc limit 1) newest
            where not newest.done)""";

    /** What takes or repays everything where no amount is given; a reversal may be an annulment, which moves nothing. */
    private static final Set<Action> MOVES = EnumSet.of(Action.ACTIVATE, Action.CREDIT);

    private final JdbcTemplate jdbc;
    private final Accounts accounts;

    UndoneUpdates(JdbcTemplate jdbc, Accounts accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    /** The newest update of the payment or its order number, if it has not taken effect: that one's id. */
    public Optional<String> newest(OrderReference payment) {
        return Optional.ofNullable(jdbc.queryForObject(
                "select " + NEWEST_NOT_DONE + """
                 from (select (select id from payment where account = ? and provider_order_id = ?) as payment_id,
                    ?::text as account, ?::text as provider_order_id, ?::text as order_number, ?::bigint as id) c
                """,
                String.class,
                payment.account(),
                payment.providerOrderId(),
                payment.account(),
                payment.providerOrderId(),
                payment.orderNumber(),
                Long.MAX_VALUE));
    }

    /** Why it can not be done at the account, whatever the payment is like; null when it may. */
    @Nullable
    Acceptance bars(PaymentCommand command, @Nullable String account) {
        Account own = account == null ? null : accounts.named(account).orElse(null);
        if (own == null) {
            return null;
        }
        ProviderKind kind = own.provider();
        if (command.amount() != null && command.amount() > kind.mostAmount()) {
            return Acceptance.AMOUNT_TOO_LARGE;
        }
        if (own.amountRequired() && command.namesNoAmount() && MOVES.contains(command.action())) {
            return Acceptance.AMOUNT_REQUIRED;
        }
        boolean lacksLines =
                command.action() == Action.UPDATE && command.lines().isEmpty();
        return lacksLines && kind.updatesNeedLines() ? Acceptance.LINES_REQUIRED : null;
    }

    /**
     * @param before the newest command that came before it; null for the newest that there is
     */
    void note(PaymentCommand update, @Nullable OrderReference reference, @Nullable Long before) {
        if (reference == null && update.account() == null) {
            return;
        }
        jdbc.update(
                """
                insert into update_refused (account, command_id, order_number, provider_order_id, after)
                values (?, ?, ?, ?, coalesce(?::bigint, (select max(id) from command), 0))
                on conflict (account, command_id) do update set order_number = excluded.order_number,
                    provider_order_id = excluded.provider_order_id, after = excluded.after
                """,
                reference == null ? update.account() : reference.account(),
                update.commandId(),
                update.orderNumber(),
                reference == null ? update.providerOrderId() : reference.providerOrderId(),
                before);
    }
}
