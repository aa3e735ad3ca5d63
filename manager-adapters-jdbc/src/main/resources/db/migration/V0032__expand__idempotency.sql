-- Requests that their clients gave a key, and what they were answered (docs/features/idempotency.md). An answer may hold what is
-- shown once, so its body is sealed, and it stays for a day by default.
create table idempotent_request (
    id              uuid primary key,
    user_id         uuid,
    machine_user_id uuid,
    project_id      uuid,
    tenant_id       uuid,
    owner_id        uuid not null generated always as (coalesce(user_id, machine_user_id)) stored,
    idempotency_key text collate "C" not null check (length(idempotency_key) between 1 and 255),
    fingerprint     text collate "C" not null check (length(fingerprint) = 64),
    -- who carries it out, known to nobody else
    holder          uuid not null,
    created_at      timestamptz not null,
    held_until      timestamptz not null,
    -- how many transactions of it were committed
    effects         integer not null,
    answered_at     timestamptz,
    answer_status   integer,
    answer_type     text,
    answer_body     bytea,
    constraint idempotent_request_key_unique unique (owner_id, idempotency_key),
    constraint idempotent_request_owner_check check (
        num_nulls(user_id, machine_user_id) = 1 and num_nulls(machine_user_id, project_id, tenant_id) in (0, 3)),
    constraint idempotent_request_answer_check check (
        num_nulls(answer_status, answer_type, answer_body) in (0, 3)
        and (answer_status is null or answered_at is not null)),
    constraint idempotent_request_user_fk foreign key (user_id) references user_account (id) on delete cascade,
    constraint idempotent_request_machine_user_fk foreign key (machine_user_id, tenant_id, project_id)
        references machine_user (id, tenant_id, project_id) on delete cascade
);

create index idempotent_request_by_user on idempotent_request (user_id) where user_id is not null;
create index idempotent_request_by_machine_user on idempotent_request (machine_user_id, tenant_id, project_id)
    where machine_user_id is not null;
-- what the job that removes old ones reads
create index idempotent_request_by_age on idempotent_request (created_at, id);

call isolate('idempotent_request',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))',
    'user_id = (select bound_user())', 'user_id = (select bound_user())');
grant select, insert, update, delete on idempotent_request to "${runtime}";

-- What a request does is done where it is done, by transactions that see nothing of its caller's. So one that knows who carries
-- it out, which nobody is told, may count itself as an effect, and no more than that: with the rights of the owner, who is let
-- see the rows for it.
create policy counted on idempotent_request to current_user
    using ((select bound_kind()) in ('place', 'reach', 'platform'));

create function took_effect(request uuid, turn uuid) returns boolean
    language sql security definer set search_path = "${flyway:defaultSchema}", pg_temp
    as $$
        update idempotent_request set effects = effects + 1
         where id = request and holder = turn and answered_at is null
        returning true
    $$;

revoke execute on function took_effect(uuid, uuid) from public;
grant execute on function took_effect(uuid, uuid) to "${runtime}";
