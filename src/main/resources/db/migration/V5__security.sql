-- The audit trail becomes a chain: each entry holds the SHA-256 of its own content, which includes the digest of the
-- entry before. The canonical content is that of AuditEntry.java: every field as its length in bytes, a colon, itself.
-- json keeps the text as it was written; jsonb would rearrange it.
alter table audit alter column detail type json using coalesce(detail, '{}'::jsonb)::text::json;
alter table audit alter column detail set not null;
alter table audit add column position bigint, add column previous text, add column digest text;

-- What was recorded before is chained as it stands: from here on it cannot be changed unnoticed either.
do $$
declare
    entry record;
    part text;
    content text;
    head text := repeat('0', 64);
    place bigint := 0;
begin
    for entry in select * from audit order by id loop
        place := place + 1;
        content := '';
        foreach part in array array[
            place::text,
            (extract(epoch from entry.at) * 1000000)::bigint::text,
            entry.actor, entry.what, entry.subject, entry.detail::text, head] loop
            content := content || octet_length(convert_to(part, 'UTF8')) || ':' || part;
        end loop;
        update audit set position = place, previous = head,
            digest = encode(sha256(convert_to(content, 'UTF8')), 'hex') where id = entry.id;
        select digest into head from audit where id = entry.id;
    end loop;
end
$$;

alter table audit alter column position set not null;
alter table audit alter column previous set not null;
alter table audit alter column digest set not null;
alter table audit add constraint audit_position unique (position);
-- A chain never forks: two entries cannot follow the same one, even if the lock were forgotten.
alter table audit add constraint audit_previous unique (previous);
alter table audit drop column id;

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is append-only';
end
$$;
create trigger audit_no_change before update or delete on audit
    for each row execute function audit_is_append_only();
create trigger audit_no_truncation before truncate on audit
    for each statement execute function audit_is_append_only();
revoke update, delete, truncate on audit from public, current_user;

-- What is made with the sandbox's demo credentials, which everybody knows, opens nothing once there are real accounts:
-- demo says which of the two worlds a key or a user belongs to.

-- Machines' keys. Only the digest of a key is here; a key itself is 256 random bits, so that a plain SHA-256 is enough.
create table api_key (
    id           bigint generated always as identity primary key,
    name         text not null,              -- at most two live keys have the same, while one takes over from the other
    sha256       text not null unique,
    permissions  text[] not null,
    accounts     text[] not null,            -- {*}: all
    created_at   timestamptz not null,
    created_by   text not null,
    last_used_at timestamptz,                -- to the minute
    revoked_at   timestamptz,
    demo         boolean not null
);
create index api_key_name on api_key (name) where revoked_at is null;

create table app_user (
    name        text not null,
    demo        boolean not null,
    password    text not null,               -- {id}hash, as Spring's DelegatingPasswordEncoder writes it
    permissions text[] not null,
    accounts    text[] not null,
    created_at  timestamptz not null,
    created_by  text not null,
    primary key (name, demo)
);

-- Wrong passwords in a row, of users that exist, in the database or in the settings.
create table login_failure (
    name         text primary key,
    failures     integer not null,
    locked_until timestamptz
);
