-- The order by id, which lists have when none is asked for.
create index application_by_id on application (tenant_id, id);
create index member_of_project_by_id on member (project_id, id) where tenant_id is null;
create index member_of_tenant_by_id on member (tenant_id, id) where application_id is null;
create index member_of_application_by_id on member (application_id, id);
