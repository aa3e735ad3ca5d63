-- Service accounts of tenants. Of a secret there is what it takes to recognise it, and nothing to make it from: either a
-- token's selector and SHA-256, or a password's Argon2id hash.
create table machine_user (
    id                      uuid primary key,
    project_id              uuid not null,
    tenant_id               uuid not null,
    name                    text not null,
    username                text collate "C" not null,
    username_key            text collate "C" not null,
    enabled                 boolean not null,
    role                    text collate "C" not null check (role in ('viewer', 'editor')),
    selector                text collate "C",
    hash                    bytea check (octet_length(hash) = 32),
    display_prefix          text collate "C",
    password_hash           text collate "C",
    retiring_selector       text collate "C",
    retiring_hash           bytea check (octet_length(retiring_hash) = 32),
    retiring_display_prefix text collate "C",
    retiring_until          timestamptz,
    credentials_since       timestamptz not null,
    last_used_at            timestamptz,
    created_at              timestamptz not null,
    updated_at              timestamptz not null,
    revision                integer not null,
    constraint machine_user_username_unique unique (username_key),
    constraint machine_user_selector_unique unique (selector),
    constraint machine_user_retiring_selector_unique unique (retiring_selector),
    -- what a child's foreign key names, so that it cannot say one machine user and another tenant
    constraint machine_user_place_unique unique (id, tenant_id, project_id),
    constraint machine_user_credential_check check (
        num_nulls(selector, hash, display_prefix) in (0, 3) and (selector is null) <> (password_hash is null)),
    constraint machine_user_retiring_check check (
        num_nulls(retiring_selector, retiring_hash, retiring_display_prefix, retiring_until) in (0, 4)),
    constraint machine_user_tenant_fk foreign key (tenant_id, project_id)
        references tenant (id, project_id) on delete cascade
);

-- Every order that lists offer, and the foreign key.
create index machine_user_by_place on machine_user (tenant_id, project_id);
create index machine_user_by_id on machine_user (tenant_id, id);
create index machine_user_by_name on machine_user (tenant_id, name collate "C", id);
create index machine_user_by_username on machine_user (tenant_id, username, id);
create index machine_user_by_created_at on machine_user (tenant_id, created_at, id);
create index machine_user_by_updated_at on machine_user (tenant_id, updated_at, id);
create index machine_user_by_project on machine_user (project_id);

-- A machine user is shown no machine users, itself included; a person within their reach where they administer.
call isolate('machine_user',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))
     and (select bound_kind()) <> ''home''',
    'exists (select from member m where m.user_id = (select bound_user()) and m.project_id = machine_user.project_id
             and (m.tenant_id is null or m.tenant_id = machine_user.tenant_id)
             and m.application_id is null and m.role = ''admin'')');
call open_to_the_door('machine_user');
call announce_changes('machine_user', 'machine_user', 'id', 'last_used_at');
grant select, insert, update, delete on machine_user to "${runtime}";
