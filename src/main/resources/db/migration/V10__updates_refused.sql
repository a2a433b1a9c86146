-- Updates that were refused when they came in and so are no commands: what was to be taken has not become so all the same.
create table update_refused (
    account           text   not null,
    command_id        text   not null,
    order_number      text,
    provider_order_id text,
    after             bigint not null,       -- the newest command that came before it
    primary key (account, command_id)
);
create index update_refused_payment on update_refused (account, provider_order_id, after)
    where provider_order_id is not null;
create index update_refused_order on update_refused (order_number, after) where order_number is not null;
