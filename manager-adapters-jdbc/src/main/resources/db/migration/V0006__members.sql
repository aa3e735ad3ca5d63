-- Lists of members: who they are is seen where they are members. Row-level security of member decides which those are:
-- what stands in the policy is asked under the policies of the table that it names.
alter policy seen on user_account using (
    case (select bound_kind())
        when 'place' then exists (select from member m where m.user_id = user_account.id
                                     and m.project_id = (select bound_project()))
        when 'reach' then id = (select bound_user())
        when 'platform' then true
        else false
    end);

-- Every order that lists of members offer, for each level.
create index member_of_project_by_created_at on member (project_id, created_at, id) where tenant_id is null;
create index member_of_project_by_updated_at on member (project_id, updated_at, id) where tenant_id is null;
create index member_of_tenant_by_created_at on member (tenant_id, created_at, id) where application_id is null;
create index member_of_tenant_by_updated_at on member (tenant_id, updated_at, id) where application_id is null;
create index member_of_application_by_created_at on member (application_id, created_at, id);
create index member_of_application_by_updated_at on member (application_id, updated_at, id);
