-- What is due again and again.
create table trigger (
    id              uuid primary key,
    project_id      uuid not null,
    tenant_id       uuid not null,
    application_id  uuid not null,
    name            text not null,
    description     text,
    cron_expression text collate "C" not null,
    time_zone       text collate "C" not null,
    run_key         text,
    enabled         boolean not null,
    overlap         text collate "C" not null check (overlap in ('skip', 'allow')),
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    revision        integer not null,
    constraint trigger_name_unique unique (application_id, name),
    constraint trigger_place_unique unique (id, application_id, tenant_id, project_id),
    constraint trigger_application_fk foreign key (application_id, tenant_id, project_id)
        references application (id, tenant_id, project_id) on delete cascade
);

-- When each enabled trigger is due next. Nodes look at nothing else to find what is due, each second and all of them, so this
-- table is narrow, and what people say about triggers is kept elsewhere.
create table trigger_due (
    trigger_id     uuid primary key,
    project_id     uuid not null,
    tenant_id      uuid not null,
    application_id uuid not null,
    due_at         timestamptz not null,
    constraint trigger_due_trigger_fk foreign key (trigger_id, application_id, tenant_id, project_id)
        references trigger (id, application_id, tenant_id, project_id) on delete cascade
-- Half of each page is left free: a row that is due moves within its page.
) with (fillfactor = 50);

-- Services that are called back. Of secrets there is what the installation's key opens, bound to the row and its tenant.
create table backend (
    id                uuid primary key,
    project_id        uuid not null,
    tenant_id         uuid not null,
    machine_user_id   uuid not null,
    application_id    uuid,
    name              text not null,
    callback_url      text collate "C" not null,
    description       text,
    release           text collate "C",
    token             bytea,
    signing_secret    bytea not null,
    retiring_secret   bytea,
    retiring_until    timestamptz,
    enabled           boolean not null,
    gone              boolean not null,
    heartbeat_at      timestamptz not null,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    revision          integer not null,
    constraint backend_name_unique unique (machine_user_id, name),
    constraint backend_gone_check check (not (gone and enabled)),
    constraint backend_retiring_check check ((retiring_secret is null) = (retiring_until is null)),
    constraint backend_machine_user_fk foreign key (machine_user_id, tenant_id, project_id)
        references machine_user (id, tenant_id, project_id) on delete cascade,
    constraint backend_application_fk foreign key (application_id, tenant_id, project_id)
        references application (id, tenant_id, project_id) on delete cascade
);

-- Every order that lists offer, and every foreign key; a trigger's name is unique, which makes an index.
create index trigger_by_place on trigger (application_id, tenant_id, project_id);
create index trigger_by_id on trigger (application_id, id);
create index trigger_by_name on trigger (application_id, name collate "C", id);
create index trigger_by_created_at on trigger (application_id, created_at, id);
create index trigger_by_updated_at on trigger (application_id, updated_at, id);
create index trigger_by_tenant on trigger (tenant_id);
create index trigger_by_project on trigger (project_id);
create index trigger_due_by_due_at on trigger_due (due_at);
create index trigger_due_by_place on trigger_due (trigger_id, application_id, tenant_id, project_id);
create index backend_by_machine_user on backend (machine_user_id, tenant_id, project_id);
create index backend_by_application on backend (application_id, tenant_id, project_id);
create index backend_by_id on backend (tenant_id, id);
create index backend_by_name on backend (tenant_id, name collate "C", id);
create index backend_by_created_at on backend (tenant_id, created_at, id);
create index backend_by_updated_at on backend (tenant_id, updated_at, id);
create index backend_by_project on backend (project_id);

call isolate('trigger',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))',
    'exists (select from member m where m.user_id = (select bound_user()) and m.project_id = trigger.project_id
             and (m.tenant_id is null or m.tenant_id = trigger.tenant_id)
             and (m.application_id is null or m.application_id = trigger.application_id))');

call isolate('trigger_due',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))',
    'false');

-- Backends are content of the tenant.
call isolate('backend',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))',
    'exists (select from member m where m.user_id = (select bound_user()) and m.project_id = backend.project_id
             and (m.tenant_id is null or m.tenant_id = backend.tenant_id) and m.application_id is null)');

call open_to_views_at_the_door('trigger');
call open_to_views_at_the_door('backend');
create view door_trigger as select id, project_id, tenant_id, application_id from trigger;
create view door_backend as select id, project_id, tenant_id from backend;
grant select, insert, update, delete on trigger, trigger_due, backend to "${runtime}";
grant select on door_trigger, door_backend to "${runtime}";
