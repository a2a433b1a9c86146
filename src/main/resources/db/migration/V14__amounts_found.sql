-- What the payment had when the command was refused because its amount was another.
alter table command add column found_amount bigint;
