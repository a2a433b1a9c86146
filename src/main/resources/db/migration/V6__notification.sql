-- Outcomes on their way to a merchant's webhook. Written in the transaction that marks the outcome as told.
create table webhook_delivery (
    id           bigint generated always as identity primary key,
    account      text not null,             -- '' for a command that ended before its order had an account
    order_key    text not null,             -- the events of one order are delivered one at a time, oldest first
    event_id     text not null unique,
    body         text not null,
    occurred_at  timestamptz not null,      -- when the command ended
    created_at   timestamptz not null,
    due_at       timestamptz not null,      -- when it is tried next; while it is being tried, when its lease runs out
    fence        bigint  not null default 0,
    tries        integer not null default 0,
    delivered_at timestamptz,
    given_up_at  timestamptz,
    last_error   text                       -- the kind of failure, never an answer
);
create index webhook_delivery_due on webhook_delivery (account, due_at)
    where delivered_at is null and given_up_at is null;
create index webhook_delivery_order on webhook_delivery (order_key, occurred_at, id)
    where delivered_at is null and given_up_at is null;
create index webhook_delivery_given_up on webhook_delivery (id) where given_up_at is not null;
