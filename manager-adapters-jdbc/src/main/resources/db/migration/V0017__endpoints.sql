-- Ways through the service bus. Of a secret for a backend there is what the installation's key opens, bound to the row and its
-- tenant, and nothing else.
create table endpoint (
    id                      uuid primary key,
    project_id              uuid not null,
    tenant_id               uuid not null,
    application_id          uuid not null,
    name                    text not null,
    description             text,
    enabled                 boolean not null,
    consume_url             text collate "C" not null,
    url                     text collate "C" not null,
    auth_type               text collate "C" not null check (auth_type in ('None', 'Basic', 'Bearer')),
    auth_username           text collate "C",
    auth_secret             bytea,
    input_message_type      text collate "C" check (input_message_type in ('JSON', 'XML', 'SOAP')),
    output_message_type     text collate "C" check (output_message_type in ('JSON', 'XML', 'SOAP')),
    transformation_template text,
    log_level               text collate "C" not null check (log_level in ('NONE', 'BASIC', 'FULL')),
    created_at              timestamptz not null,
    updated_at              timestamptz not null,
    revision                integer not null,
    constraint endpoint_consume_url_unique unique (application_id, consume_url),
    -- what a child's foreign key names, so that it cannot say one endpoint and another application
    constraint endpoint_place_unique unique (id, application_id, tenant_id, project_id),
    constraint endpoint_auth_check check (
        (auth_type = 'Basic' or auth_username is null) and (auth_type <> 'None' or auth_secret is null)),
    constraint endpoint_application_fk foreign key (application_id, tenant_id, project_id)
        references application (id, tenant_id, project_id) on delete cascade
);

-- Which machine user may call which endpoint: both of one tenant.
create table endpoint_grant (
    id              uuid primary key,
    project_id      uuid not null,
    tenant_id       uuid not null,
    application_id  uuid not null,
    endpoint_id     uuid not null,
    machine_user_id uuid not null,
    enabled         boolean not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    revision        integer not null,
    constraint endpoint_grant_pair_unique unique (endpoint_id, machine_user_id),
    constraint endpoint_grant_endpoint_fk foreign key (endpoint_id, application_id, tenant_id, project_id)
        references endpoint (id, application_id, tenant_id, project_id) on delete cascade,
    constraint endpoint_grant_machine_user_fk foreign key (machine_user_id, tenant_id, project_id)
        references machine_user (id, tenant_id, project_id) on delete cascade
);

-- Every order that lists offer, and every foreign key; by consume_url there is one since it is unique.
create index endpoint_by_place on endpoint (application_id, tenant_id, project_id);
create index endpoint_by_id on endpoint (application_id, id);
create index endpoint_by_name on endpoint (application_id, name collate "C", id);
create index endpoint_by_created_at on endpoint (application_id, created_at, id);
create index endpoint_by_updated_at on endpoint (application_id, updated_at, id);
create index endpoint_by_tenant on endpoint (tenant_id);
create index endpoint_by_project on endpoint (project_id);
create index endpoint_by_secret on endpoint (id) where auth_secret is not null;
create index endpoint_grant_by_place on endpoint_grant (endpoint_id, application_id, tenant_id, project_id);
create index endpoint_grant_by_machine_user on endpoint_grant (machine_user_id, tenant_id, project_id);
create index endpoint_grant_by_id on endpoint_grant (endpoint_id, id);
create index endpoint_grant_by_created_at on endpoint_grant (endpoint_id, created_at, id);
create index endpoint_grant_by_updated_at on endpoint_grant (endpoint_id, updated_at, id);
create index endpoint_grant_by_application on endpoint_grant (application_id);
create index endpoint_grant_by_tenant on endpoint_grant (tenant_id);
create index endpoint_grant_by_project on endpoint_grant (project_id);

call isolate('endpoint',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))',
    'exists (select from member m where m.user_id = (select bound_user()) and m.project_id = endpoint.project_id
             and (m.tenant_id is null or m.tenant_id = endpoint.tenant_id)
             and (m.application_id is null or m.application_id = endpoint.application_id))');

-- A machine user is shown no grants, not even its own; a person within their reach where they administer the tenant.
call isolate('endpoint_grant',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))
     and (select bound_kind()) <> ''home''',
    'exists (select from member m where m.user_id = (select bound_user()) and m.project_id = endpoint_grant.project_id
             and (m.tenant_id is null or m.tenant_id = endpoint_grant.tenant_id)
             and m.application_id is null and m.role = ''admin'')');

-- At the door there is where they lie, and nothing else.
call open_to_views_at_the_door('endpoint');
call open_to_views_at_the_door('endpoint_grant');
create view door_endpoint as select id, project_id, tenant_id, application_id from endpoint;
create view door_endpoint_grant as select id, project_id, tenant_id from endpoint_grant;
grant select, insert, update, delete on endpoint, endpoint_grant to "${runtime}";
grant select on door_endpoint, door_endpoint_grant to "${runtime}";

-- The bus keeps all ways into an application together, and what people are at it: new rows are changes, too.
call announce_changes('endpoint', 'routes', 'application_id', 'name', 'description', 'updated_at', 'revision');
create trigger announce_addition after insert on endpoint
    for each row execute function announce_addition('routes', 'application_id');
call announce_changes('endpoint_grant', 'routes', 'application_id', 'updated_at', 'revision');
create trigger announce_addition after insert on endpoint_grant
    for each row execute function announce_addition('routes', 'application_id');
call announce_changes('member', 'member', 'user_id', 'updated_at');
create trigger announce_addition after insert on member
    for each row execute function announce_addition('member', 'user_id');
