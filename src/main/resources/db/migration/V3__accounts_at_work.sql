-- Claims take from each account no more than it has room for, so that one provider's outage holds up no other.
create index payment_due_by_account on payment (account, due_at) where due_at is not null;
drop index payment_due;

comment on column attempt.working_at is
    'when the write was last surely alive after its intent: sent again under its key, or reported to be worked on';
