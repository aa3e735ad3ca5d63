-- What became of each instant of a trigger. Runs outlive what they are of, so they have no foreign keys; a job removes them
-- when they are old.
create table trigger_run (
    id               uuid primary key,
    project_id       uuid not null,
    tenant_id        uuid not null,
    application_id   uuid not null,
    trigger_id       uuid not null,
    cause            text collate "C" not null check (cause in ('SCHEDULE', 'MANUAL')),
    scheduled_at     timestamptz not null,
    status           text collate "C" not null
        check (status in ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'NO_BACKEND')),
    skipped          text collate "C" check (skipped in ('MISFIRE', 'OVERLAP')),
    missed_until     timestamptz,
    missed_count     integer,
    trigger_name     text not null,
    run_key          text,
    application_slug text collate "C" not null,
    tenant_slug      text collate "C" not null,
    ends_at          timestamptz not null,
    created_at       timestamptz not null,
    started_at       timestamptz,
    finished_at      timestamptz,
    constraint trigger_run_skip_reason_check check ((skipped is null) = (status <> 'SKIPPED')),
    constraint trigger_run_missed_check check (missed_until is not null or missed_count is null)
);

-- What keeps an instant from being run twice, whatever nodes, clocks and backups do.
create unique index trigger_run_instant_unique on trigger_run (trigger_id, scheduled_at) where cause = 'SCHEDULE';

-- What is still to be sent, and what was: one row for each run and each backend that it goes to.
create table trigger_delivery (
    id             uuid primary key,
    run_id         uuid not null,
    project_id     uuid not null,
    tenant_id      uuid not null,
    application_id uuid not null,
    trigger_id     uuid not null,
    backend_id     uuid not null,
    status         text collate "C" not null check (status in ('waiting', 'running', 'succeeded', 'failed')),
    attempts       integer not null,
    due_at         timestamptz not null,
    node_id        uuid,
    constraint trigger_delivery_run_backend_unique unique (run_id, backend_id),
    constraint trigger_delivery_node_check check ((status = 'running') = (node_id is not null))
) with (fillfactor = 80);

-- Each call of a backend, written before its first byte is sent.
create table trigger_attempt (
    id               uuid primary key,
    delivery_id      uuid not null,
    run_id           uuid not null,
    project_id       uuid not null,
    tenant_id        uuid not null,
    application_id   uuid not null,
    backend_id       uuid not null,
    backend_name     text not null,
    number           integer not null,
    status           text collate "C" not null check (status in ('RUNNING', 'SUCCEEDED', 'FAILED')),
    http_status      integer,
    error            text,
    response_headers text,
    response_body    text,
    started_at       timestamptz not null,
    duration_ms      bigint,
    constraint trigger_attempt_number_unique unique (delivery_id, number)
) with (fillfactor = 80);

-- The nodes that send, and until when each is believed to live.
create table executor_node (
    id          uuid primary key,
    alive_until timestamptz not null
);

create index trigger_run_by_id on trigger_run (trigger_id, id);
create index trigger_run_by_scheduled_at on trigger_run (trigger_id, scheduled_at, id);
create index trigger_run_by_created_at on trigger_run (trigger_id, created_at, id);
-- what the job that removes old ones reads
create index trigger_run_by_age on trigger_run (created_at, id);
-- Only what is still to be sent is looked for, so that what was sent costs nothing.
create index trigger_delivery_waiting on trigger_delivery (backend_id, due_at) where status = 'waiting';
create index trigger_delivery_running on trigger_delivery (node_id) where status = 'running';
create index trigger_delivery_busy on trigger_delivery (trigger_id)
    where status = 'running' or status = 'waiting' and attempts = 0;
create index trigger_attempt_by_run on trigger_attempt (run_id, started_at, id);

call isolate('trigger_run',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))',
    'exists (select from member m where m.user_id = (select bound_user()) and m.project_id = trigger_run.project_id
             and (m.tenant_id is null or m.tenant_id = trigger_run.tenant_id)
             and (m.application_id is null or m.application_id = trigger_run.application_id))');
call isolate('trigger_delivery',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))',
    'false');
call isolate('trigger_attempt',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))',
    'exists (select from member m where m.user_id = (select bound_user()) and m.project_id = trigger_attempt.project_id
             and (m.tenant_id is null or m.tenant_id = trigger_attempt.tenant_id)
             and (m.application_id is null or m.application_id = trigger_attempt.application_id))');
call isolate('executor_node', 'false', 'false');

call open_to_views_at_the_door('trigger_run');
call open_to_views_at_the_door('trigger_attempt');
create view door_trigger_run as select id, project_id, tenant_id, application_id from trigger_run;
create view door_trigger_attempt as select id, project_id, tenant_id, application_id from trigger_attempt;
grant select, insert, update, delete on trigger_run, trigger_delivery, trigger_attempt, executor_node to "${runtime}";
grant select on door_trigger_run, door_trigger_attempt to "${runtime}";
