-- Claims take from each account no more than it has room for, so that one provider's outage holds up no other.
create index payment_due_by_account on payment (account, due_at) where due_at is not null;
drop index payment_due;

comment on column attempt.working_at is
    'when the write was last surely alive after its intent: sent again under its key, or reported to be worked on';

alter table command add column read_at timestamptz;
comment on column command.read_at is 'when payment_status was read at the provider, or became so by our own write';

create index command_attention on command (id) where state = 'NEEDS_ATTENTION';
