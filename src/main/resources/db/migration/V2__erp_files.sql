-- What became of every ERP file. This ledger, not Camel's idempotent repository, decides whether a file is new.
create table erp_file (
    id              bigint generated always as identity primary key,
    name            text not null,             -- as it was dropped, free of characters that a receipt cannot carry
    work_name       text not null,             -- in work/, where it may be met again after a crash
    receipt_name    text not null,             -- what its receipts' names begin with
    receipt_family  text not null check (receipt_family in ('CSV', 'JSON', 'XML')),
    sha256          text not null,
    file_id         text,
    size            bigint not null,
    format          text not null,
    state           text not null check (state in ('RECEIVED', 'ACCEPTED', 'REJECTED', 'DUPLICATE', 'DONE')),
    records         integer not null default 0,
    rejected        integer not null default 0,
    duplicates      integer not null default 0,
    stored_line     integer not null default 0,  -- all records up to this one are commands or rejections
    received_at     timestamptz not null,
    accepted_at     timestamptz,
    code            text,
    detail          text,                      -- the defect
    detail_subject  text,
    detail_line     bigint,
    detail_column   bigint,
    filed_as        text,                      -- from the files' directory; committed before the move
    filed_at        timestamptz,
    ack_at          timestamptz,
    result_fixed_at timestamptz,               -- what the result says is settled here, before it is written
    result_at       timestamptz,
    rest_fixed_at   timestamptz,
    rest_at         timestamptz
);
create unique index erp_file_receipt_name on erp_file (lower(receipt_name), receipt_family);
create index erp_file_sha256 on erp_file (sha256);
create index erp_file_unreported on erp_file (id) where ack_at is null or state = 'ACCEPTED';

-- Records that never became commands.
create table erp_rejection (
    file              bigint  not null references erp_file,
    line              integer not null,
    record            integer not null,
    status            text    not null check (status in ('REJECTED', 'DUPLICATE')),
    command_id        text,
    order_no          text,
    provider          text,
    provider_order_id text,
    command           text,
    amount            text,                    -- as it was sent
    currency          text,
    code              text    not null,
    message           text    not null,        -- the fields at fault and what to do about them
    fields            text    not null,        -- the fields alone
    primary key (file, line)
);

-- The commands that a file's first result reported as pending, so that its second one reports exactly these.
-- What was known of them is kept, so that the first result can be written again after a crash as it was.
create table erp_pending (
    file    bigint not null references erp_file,
    command bigint not null references command,
    code    text,
    tries   integer not null,
    primary key (file, command)
);

create index command_file_open on command (file_id) where file_id is not null and ended_at is null;
