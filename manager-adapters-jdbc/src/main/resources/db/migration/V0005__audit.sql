-- Rows stay for ever and outlive what they speak of, so there are no foreign keys. The role that requests run under may
-- add rows and read them, and nothing else.
create table audit_log (
    id              uuid primary key,
    created_at      timestamptz not null,
    project_id      uuid,
    tenant_id       uuid,
    action          text collate "C" not null,
    entity_type     text collate "C" not null,
    entity_id       uuid not null,
    description     text not null,
    changes         jsonb not null,
    metadata        jsonb not null,
    user_id         uuid,
    machine_user_id uuid,
    actor           text not null,
    ip_address      text,
    user_agent      text,
    request_id      text not null,
    constraint audit_log_place_check check (project_id is not null or tenant_id is null)
);

create index audit_log_by_project on audit_log (project_id, created_at, id);
create index audit_log_by_entity on audit_log (entity_id, created_at);

call isolate('audit_log',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))',
    'false');
grant select, insert on audit_log to "${runtime}";
