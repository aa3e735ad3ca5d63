-- What lists of personal access tokens are filtered and ordered by. The columns follow from others, so that a node that does
-- not know them yet goes on writing rows.
alter table personal_access_token
    add column token_prefix text collate "C" not null generated always as (display_prefix) stored,
    add column revoked boolean not null generated always as (revoked_at is not null) stored,
    add column updated_at timestamptz not null generated always as (coalesce(revoked_at, created_at)) stored;

-- By user and created_at there is one since the table was made.
create index personal_access_token_by_id on personal_access_token (user_id, id);
create index personal_access_token_by_name on personal_access_token (user_id, name collate "C", id);
create index personal_access_token_by_updated_at on personal_access_token (user_id, updated_at, id);

-- People change what is their own within their reach. The audit row of that lies in no project and names them as who did it.
drop policy added on audit_log;
create policy added on audit_log for insert with check (
    case (select bound_kind())
        when 'place' then project_id = (select bound_project())
            and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))
        when 'reach' then project_id is null and user_id = (select bound_user())
        when 'platform' then true
        else false
    end);
