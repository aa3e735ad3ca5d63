create table user_account (
    id                     uuid primary key,
    username               text collate "C" not null,
    username_key           text collate "C" not null,
    email                  text not null,
    display_name           text,
    disabled               boolean not null,
    platform_administrator boolean not null,
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    revision               integer not null,
    constraint user_account_username_unique unique (username_key)
);

call isolate('user_account', 'false', 'id = (select bound_user())');
call open_to_the_door('user_account');
grant select, insert, update, delete on user_account to "${runtime}";

-- What there is once in an installation.
create table installation (
    singleton      boolean primary key default true check (singleton),
    secrets_canary text not null
);

call isolate('installation', 'false', 'false');
grant select, insert, update on installation to "${runtime}";
