-- What stands around an order number has no meaning any more, and is taken off wherever it comes in.
update order_reference r set order_number = btrim(order_number)
    where order_number <> btrim(order_number)
        and not exists (select 1 from order_reference o where o.order_number = btrim(r.order_number));
update command set order_number = btrim(order_number) where order_number <> btrim(order_number);
update order_status_change set order_number = btrim(order_number) where order_number <> btrim(order_number);

-- What order numbers have in common that a person may have taken for the same: case, leading zeros, signs and blanks.
create function order_number_key(number text) returns text language sql immutable parallel safe
    as $$ select ltrim(lower(regexp_replace(number, '[^[:alnum:]]', '', 'g')), '0') $$;
create index order_reference_key on order_reference (order_number_key(order_number));
