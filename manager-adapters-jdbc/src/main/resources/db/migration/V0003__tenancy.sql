create table project (
    id          uuid primary key,
    name        text not null,
    slug        text collate "C" not null,
    description text,
    protected   boolean not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    revision    integer not null,
    constraint project_slug_unique unique (slug)
);

create table tenant (
    id          uuid primary key,
    project_id  uuid not null,
    name        text not null,
    slug        text collate "C" not null,
    description text,
    type        text collate "C" not null check (type in ('run', 'stage', 'test', 'dev')),
    protected   boolean not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    revision    integer not null,
    constraint tenant_slug_unique unique (project_id, slug),
    -- what a child's foreign key names, so that it cannot say one tenant and another project
    constraint tenant_place_unique unique (id, project_id),
    constraint tenant_project_fk foreign key (project_id) references project (id) on delete cascade
);

create table application (
    id          uuid primary key,
    project_id  uuid not null,
    tenant_id   uuid not null,
    name        text not null,
    slug        text collate "C" not null,
    description text,
    version     text collate "C" not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    revision    integer not null,
    constraint application_slug_unique unique (tenant_id, slug),
    constraint application_place_unique unique (id, tenant_id, project_id),
    constraint application_tenant_fk foreign key (tenant_id, project_id)
        references tenant (id, project_id) on delete cascade
);

-- Who is what at which place: a project, a tenant of it, or an application of that.
create table member (
    id             uuid primary key,
    user_id        uuid not null,
    project_id     uuid not null,
    tenant_id      uuid,
    application_id uuid,
    role           text collate "C" not null check (role in ('viewer', 'editor', 'admin')),
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    constraint member_place_unique unique nulls not distinct (user_id, project_id, tenant_id, application_id),
    constraint member_place_check check (application_id is null or tenant_id is not null),
    constraint member_user_fk foreign key (user_id) references user_account (id) on delete cascade,
    constraint member_project_fk foreign key (project_id) references project (id) on delete cascade,
    constraint member_tenant_fk foreign key (tenant_id, project_id)
        references tenant (id, project_id) on delete cascade,
    constraint member_application_fk foreign key (application_id, tenant_id, project_id)
        references application (id, tenant_id, project_id) on delete cascade
);

-- Every order that lists offer, and every foreign key. Text is ordered by code points, whatever the database's locale.
create index project_by_name on project (name collate "C", id);
create index project_by_created_at on project (created_at, id);
create index project_by_updated_at on project (updated_at, id);
create index tenant_by_name on tenant (project_id, name collate "C", id);
create index tenant_by_type on tenant (project_id, type, id);
create index tenant_by_created_at on tenant (project_id, created_at, id);
create index tenant_by_updated_at on tenant (project_id, updated_at, id);
create index tenant_by_id on tenant (project_id, id);
create index tenant_by_slug on tenant (slug);
create index application_by_place on application (tenant_id, project_id, id);
create index application_by_name on application (tenant_id, name collate "C", id);
create index application_by_version on application (tenant_id, version, id);
create index application_by_created_at on application (tenant_id, created_at, id);
create index application_by_updated_at on application (tenant_id, updated_at, id);
create index application_by_project on application (project_id);
create index member_by_project on member (project_id);
create index member_by_tenant on member (tenant_id, project_id) where tenant_id is not null;
create index member_by_application on member (application_id, tenant_id, project_id) where application_id is not null;

call isolate('member',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))',
    'user_id = (select bound_user())');
call open_to_the_door('member');

call isolate('project',
    'id = (select bound_project()) and ((select bound_tenant()) is null or (select bound_kind()) = ''home'')',
    'exists (select from member m where m.user_id = (select bound_user()) and m.project_id = project.id)');

call isolate('tenant',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or id = (select bound_tenant()))',
    'exists (select from member m where m.user_id = (select bound_user()) and m.project_id = tenant.project_id
             and (m.tenant_id is null or m.tenant_id = tenant.id))');

call isolate('application',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))',
    'exists (select from member m where m.user_id = (select bound_user()) and m.project_id = application.project_id
             and (m.tenant_id is null or m.tenant_id = application.tenant_id)
             and (m.application_id is null or m.application_id = application.id))');

-- At the door the tree has ids and slugs only.
call open_to_views_at_the_door('project');
call open_to_views_at_the_door('tenant');
call open_to_views_at_the_door('application');
create view door_project as select id, slug from project;
create view door_tenant as select id, project_id, slug from tenant;
create view door_application as select id, project_id, tenant_id, slug from application;

grant select, insert, update, delete on project, tenant, application, member to "${runtime}";
grant select on door_project, door_tenant, door_application to "${runtime}";
