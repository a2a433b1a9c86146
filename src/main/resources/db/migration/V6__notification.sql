-- When an end was taken down for webhooks and mails, which does not wait for the broker. Those of before are left.
alter table command add column noticed_at timestamptz;
update command set noticed_at = ended_at where ended_at is not null;
create index command_unnoticed on command (id) where ended_at is not null and noticed_at is null;
-- The expression is Ended.orderKey().
create index command_unnoticed_order on command
    ((coalesce(account, '') || '/' || coalesce(order_number, provider_order_id)), ended_at)
    where ended_at is not null and noticed_at is null;

-- Outcomes on their way to a merchant's webhook. Written in the transaction that marks the outcome as told.
create table webhook_delivery (
    id           bigint generated always as identity primary key,
    account      text not null,             -- '' for a command that ended before its order had an account
    order_key    text not null,             -- the events of one order are delivered one at a time, oldest first
    event_id     text not null unique,
    body         text not null,
    occurred_at  timestamptz not null,      -- when the command ended
    created_at   timestamptz not null,
    due_at       timestamptz not null,      -- when it is looked at next: to be tried; while it is tried or waits for its order, when that may be over
    fence        bigint  not null default 0,
    tries        integer not null default 0,
    delivered_at timestamptz,
    given_up_at  timestamptz,
    last_error   text                       -- the kind of failure, never an answer
);
create index webhook_delivery_due on webhook_delivery (account, due_at, id)
    where delivered_at is null and given_up_at is null;
create index webhook_delivery_order on webhook_delivery (order_key, occurred_at, id)
    where delivered_at is null and given_up_at is null;
create index webhook_delivery_given_up on webhook_delivery (id) where given_up_at is not null;
create index webhook_delivery_created on webhook_delivery using brin (created_at);

-- Failures that a merchant is written to about; collected per recipient.
create table failure_mail (
    id               bigint generated always as identity primary key,
    recipient        text not null,
    command_id       text not null,
    account          text,
    order_number     text,
    action           text not null,
    code             text,
    suggested_status text,
    created_at       timestamptz not null,
    sent_at          timestamptz
);
create index failure_mail_unsent on failure_mail (recipient, id) where sent_at is null;
create index failure_mail_created on failure_mail using brin (created_at);

-- Who is written to: locked while a mail is sent, so that several instances send it once.
create table failure_mail_recipient (
    recipient text primary key,
    next_at   timestamptz not null           -- no mail before this
);
