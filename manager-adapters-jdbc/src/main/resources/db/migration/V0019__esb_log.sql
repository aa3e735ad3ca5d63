-- What was called through the bus. Rows outlive what they speak of until a job removes them, so there are no foreign keys; they
-- are added many at a time and never changed. There are no partitions by time: the role of requests has no right to make any,
-- and rows are found and removed by indexes anyhow.
create table esb_log (
    id                     uuid primary key,
    project_id             uuid not null,
    tenant_id              uuid not null,
    application_id         uuid not null,
    endpoint_id            uuid not null,
    request_id             text not null,
    method                 text collate "C" not null,
    path                   text not null,
    status                 integer not null,
    duration_us            bigint not null,
    source_ip              text not null,
    error_message          text,
    transformation_applied boolean not null,
    user_id                uuid,
    machine_user_id        uuid,
    caller                 text,
    content_bytes          integer not null,
    request_headers        text,
    request_body           text,
    response_headers       text,
    response_body          text,
    created_at             timestamptz not null
);

-- Every order that the list offers, and what the job looks for.
create index esb_log_by_id on esb_log (endpoint_id, id);
create index esb_log_by_created_at on esb_log (endpoint_id, created_at, id);
create index esb_log_by_age on esb_log (created_at);

call isolate('esb_log',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))
     and (select bound_kind()) <> ''home''',
    'false');
grant select, insert, delete on esb_log to "${runtime}";
