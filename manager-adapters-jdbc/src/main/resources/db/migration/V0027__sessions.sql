-- Browsers in which somebody is signed in: enough to recognise the secret of one, nothing to make it from. A person has few of
-- them, which are looked at together.
create table user_session (
    id             uuid primary key,
    user_id        uuid not null,
    selector       text collate "C" not null,
    hash           bytea not null check (octet_length(hash) = 32),
    created_at     timestamptz not null,
    last_used_at   timestamptz not null,
    expires_at     timestamptz not null,
    source_address text,
    user_agent     text,
    constraint user_session_selector_unique unique (selector),
    constraint user_session_user_fk foreign key (user_id) references user_account (id) on delete cascade
);

create index user_session_by_user on user_session (user_id, created_at, id);
create index user_session_by_expires_at on user_session (expires_at);
create index user_session_by_last_used_at on user_session (last_used_at);

call isolate('user_session', 'false', 'user_id = (select bound_user())', 'user_id = (select bound_user())');
call open_to_the_door('user_session');
grant select, insert, update, delete on user_session to "${runtime}";

call announce_changes('user_session', 'session', 'selector', 'last_used_at');
