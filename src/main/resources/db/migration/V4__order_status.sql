-- Order-status actions. Settings are whole documents, one row for each version; the newest whose moment has come counts.
create table order_status_settings (
    version        bigint primary key,       -- from 1, without gaps
    settings       jsonb       not null,
    changed_by     text        not null,
    changed_at     timestamptz not null,
    effective_from timestamptz not null,
    rollback_of    bigint                    -- the version that this one repeats
);

-- Every change of an order's status that was ever accepted, and what became of it.
create table order_status_change (
    id               bigint generated always as identity primary key,
    change_id        text        not null unique,
    digest           text        not null,   -- of its content: tells a replay from a reused id
    order_number     text        not null,
    status           text        not null,
    status_key       text        not null,   -- folded
    previous_status  text,                   -- as the sender told it; the order's own changes are what counts
    occurred_at      timestamptz not null,
    account          text,
    payment_type     text,
    requested_by     text,
    channel          text        not null,
    file_id          bigint,
    file_line        integer,
    received_at      timestamptz not null,
    settings_version bigint      not null,   -- 0: there were none
    verdict          text        not null,   -- a Code
    action_group     text,                   -- what the settings said, whether or not a command came of it
    amount           bigint,
    currency         text,
    lines            jsonb,
    content          text        not null,   -- digest of amount and lines: an update with other ones is another update
    command_id       text
);
create index order_status_change_order on order_status_change (order_number, occurred_at desc, id desc);
create index order_status_change_received on order_status_change (received_at);
create index order_status_change_unmapped on order_status_change (status_key) where verdict = 'STATUS_UNMAPPED';
create index order_status_change_command on order_status_change (command_id) where command_id is not null;

-- Whether an order status led to the command, so that credit by order status is off until switched on, and capped.
alter table command add column by_status boolean not null default false;
create index attempt_credit on attempt (begun_at) where effect in ('CREDIT', 'RELEASE');

-- A record that said something and needed nothing done.
alter table erp_rejection drop constraint erp_rejection_status_check;
alter table erp_rejection add constraint erp_rejection_status_check check (status in ('REJECTED', 'DUPLICATE', 'NOOP'));
