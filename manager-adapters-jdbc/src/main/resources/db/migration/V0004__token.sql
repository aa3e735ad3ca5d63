-- Personal access tokens: enough to recognise one, nothing to make it from.
create table personal_access_token (
    id             uuid primary key,
    user_id        uuid not null,
    name           text not null,
    selector       text collate "C" not null,
    hash           bytea not null check (octet_length(hash) = 32),
    display_prefix text collate "C" not null,
    expires_at     timestamptz,
    revoked_at     timestamptz,
    last_used_at   timestamptz,
    created_at     timestamptz not null,
    constraint personal_access_token_selector_unique unique (selector),
    constraint personal_access_token_user_fk foreign key (user_id) references user_account (id) on delete cascade
);

create index personal_access_token_by_user on personal_access_token (user_id, created_at, id);

call isolate('personal_access_token', 'false', 'user_id = (select bound_user())', 'user_id = (select bound_user())');
call open_to_the_door('personal_access_token');
grant select, insert, update, delete on personal_access_token to "${runtime}";
