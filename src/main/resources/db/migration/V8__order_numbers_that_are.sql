-- Commands that name their payment need no order number, and what is null is not looked for.
drop index command_order_number;
create index command_order_number on command (order_number, id) where order_number is not null;
