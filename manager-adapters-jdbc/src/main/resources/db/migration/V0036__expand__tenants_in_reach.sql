-- The same rows as before, asked so that a person's memberships are read once for a statement and not once for each tenant and
-- application which it looks at: with all cases in one subquery PostgreSQL cannot keep what it found.
alter policy seen on tenant using (
    case (select bound_kind())
        when 'place' then project_id = (select bound_project())
            and ((select bound_tenant()) is null or id = (select bound_tenant()))
        when 'reach' then
            exists (select from member m where m.user_id = (select bound_user()) and m.project_id = tenant.project_id
                    and m.tenant_id is null)
            or exists (select from member m where m.user_id = (select bound_user()) and m.tenant_id = tenant.id)
        when 'home' then project_id = (select bound_project())
            and ((select bound_tenant()) is null or id = (select bound_tenant()))
        when 'platform' then true
        else false
    end);

alter policy seen on application using (
    case (select bound_kind())
        when 'place' then project_id = (select bound_project())
            and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))
        when 'reach' then
            exists (select from member m where m.user_id = (select bound_user()) and m.project_id = application.project_id
                    and m.tenant_id is null)
            or exists (select from member m where m.user_id = (select bound_user()) and m.tenant_id = application.tenant_id
                       and m.application_id is null)
            or exists (select from member m where m.user_id = (select bound_user()) and m.application_id = application.id)
        when 'home' then project_id = (select bound_project())
            and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))
        when 'platform' then true
        else false
    end);
