-- What lies in a drop's folders and is not taken; a moment's work is here too, and gone at the next look.
create table erp_lying (
    drop_id text        not null,
    folder  text        not null check (folder in ('in', 'work')),
    name    text        not null,
    why     text        not null,
    since   timestamptz not null,
    overdue boolean     not null default false,   -- somebody is to be told
    primary key (drop_id, folder, name)
);
