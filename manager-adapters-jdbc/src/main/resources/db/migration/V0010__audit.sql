-- Reading the audit log: a place has its rows, a reach those of the tenants that the person administers. Machine users
-- have none.
drop policy seen on audit_log;
create policy seen on audit_log for select using (
    case (select bound_kind())
        when 'place' then project_id = (select bound_project())
            and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))
        when 'reach' then exists (
            select from member m
             where m.user_id = (select bound_user()) and m.project_id = audit_log.project_id
               and m.role = 'admin' and m.application_id is null and m.tenant_id = audit_log.tenant_id)
        when 'platform' then true
        else false
    end);

-- Every order that the list offers, for each set of rows that somebody reads: a project's, a tenant's, those without.
create index audit_log_by_project_and_id on audit_log (project_id, id);
create index audit_log_by_tenant on audit_log (tenant_id, created_at, id) where tenant_id is not null;
create index audit_log_by_tenant_and_id on audit_log (tenant_id, id) where tenant_id is not null;
create index audit_log_without_project on audit_log (created_at, id) where project_id is null;
create index audit_log_without_project_by_id on audit_log (id) where project_id is null;
