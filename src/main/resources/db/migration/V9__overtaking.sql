-- The command because of which this one ended as it did: the annulment that overtook it, the update that was not done.
alter table command add column because_of text;
-- What later or earlier commands of the payment are judged by, also after it has ended; it is rare.
create index command_turning on command (payment_id, id) where action in ('annul', 'reverse', 'update');
