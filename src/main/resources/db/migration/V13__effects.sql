-- Refusals count for each effect, and only those of writes after this one: what came before was asked for anew.
alter table command add column taken_up_after bigint not null default 0;
update command c set taken_up_after = (select coalesce(max(a.id), 0) from attempt a where a.command = c.id)
    where not c.refused and c.refusals > 0;
alter table command drop column refused;
-- The provider says that this write is done: it is only read from then on, and never sent again.
alter table attempt add column reported boolean not null default false;
-- What Kvitt itself knows the payment to be worth: what it last lowered or raised it to, or took as all there was.
alter table payment add column known_total bigint;
update payment p set known_total = known.settled_amount
    from (select distinct on (payment_id) payment_id, settled_amount from command
        where (performed in ('activate', 'update') or code = 'ALREADY_UPDATED') and settled_amount is not null
            and payment_id is not null
        order by payment_id, id desc) known
    where known.payment_id = p.id;
