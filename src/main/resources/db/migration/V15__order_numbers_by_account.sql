-- An order number is unique within an account.
alter table order_reference drop constraint order_reference_pkey, add primary key (order_number, account);
create index order_reference_payment on order_reference (account, provider_order_id);

-- What an order number has led to before.
create table order_reference_replaced (
    id                bigint generated always as identity primary key,
    order_number      text not null,
    account           text not null,
    provider_order_id text not null,
    currency          text not null,
    at                timestamptz not null,
    by                text not null          -- who had it lead elsewhere
);
create index order_reference_replaced_order on order_reference_replaced (order_number, account, id);

alter table payment add column status text;
comment on column payment.status is
    'what was last read at the provider or brought about there, or NOT_FOUND; null when Kvitt has not read it';
