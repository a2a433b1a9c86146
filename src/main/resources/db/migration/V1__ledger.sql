-- The ledger: PostgreSQL is the truth, the broker only distributes. Money is bigint minor units everywhere.

-- One row per payment at a provider. The row lock is what puts a payment's commands in order, the lease on it is what
-- lets one executor at a time work on it, and the fence is what makes a late executor's commits fail.
create table payment (
    id                bigint generated always as identity primary key,
    account           text   not null,
    provider_order_id text   not null,
    due_at            timestamptz,           -- when its oldest open command wants to run; null: nothing is open
    leased_until      timestamptz,
    fence             bigint not null default 0,
    unique (account, provider_order_id)
);
create index payment_due on payment (due_at) where due_at is not null;

create table order_reference (
    order_number      text primary key,
    account           text not null,
    provider_order_id text not null,
    currency          text not null,
    updated_at        timestamptz not null default now()
);

create table command (
    id                 bigint generated always as identity primary key,  -- the order of acceptance
    command_id         text not null unique,
    digest             text not null,        -- of the body: tells a replay from a reused id
    payment_id         bigint references payment,  -- null: waits for its order reference
    action             text not null,
    order_number       text,
    account            text,
    provider_order_id  text,
    amount             bigint,
    currency           text,
    lines              jsonb,
    reason             text,
    requested_by       text,
    channel            text not null,
    reply_to           text,
    correlation_id     text,
    file_id            bigint,
    file_line          integer,
    accepted_at        timestamptz not null,
    reference_deadline timestamptz,          -- until when an order reference is waited for
    state              text not null,
    code               text,
    provider_code      text,
    performed          text not null default 'none',
    payment_status     text,
    settled_amount     bigint,               -- what moved, or what was found to be so already
    settled_currency   text,
    provider_reference text,
    tries              integer not null default 0,
    refusals           integer not null default 0,   -- over its whole life; part of the idempotency key
    refused            boolean not null default false,  -- since it was last taken up
    begun              boolean not null default false,  -- a write of this command has taken effect
    next_try_at        timestamptz,
    ended_at           timestamptz,
    published_at       timestamptz
);
create index command_open on command (payment_id, id) where ended_at is null;
create index command_awaiting_reference on command (order_number, id) where payment_id is null and ended_at is null;
create index command_unpublished on command (id) where ended_at is not null and published_at is null;
create index command_order_number on command (order_number, id);
create index command_file on command (file_id, file_line) where file_id is not null;

-- One row per try. A write is inserted and committed before it leaves (result is null: intended, outcome unknown).
create table attempt (
    id                 bigint generated always as identity primary key,
    command            bigint not null references command,
    operation          text   not null,      -- the provider's word, or 'read'
    effect             text,                 -- null for a read
    amount             bigint,
    currency           text,
    idempotency_key    text,
    method             text,
    path               text,
    body               text,
    basis              jsonb,                -- the facts of the reading that the intent was based on
    finishes           boolean,              -- whether this write completes its command
    task               text,
    working_at         timestamptz,          -- when the provider last said that it works on the task
    result             text,                 -- DONE, REFUSED, FAILED (did not happen), ABSENT (found not to have happened), PENDING (read)
    code               text,
    provider_code      text,
    provider_reference text,
    correlation_id     text,
    begun_at           timestamptz not null,
    ended_at           timestamptz
);
create index attempt_command on attempt (command, id);
-- A command has at most one write whose outcome is not known.
create unique index attempt_open on attempt (command) where effect is not null and result is null;

create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    actor   text not null,
    what    text not null,
    subject text not null,
    detail  jsonb
);
