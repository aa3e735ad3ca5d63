-- Who a user is to the identity provider: issuer and subject, and nothing else, say that it is the same person. Users who
-- are known here alone have neither.
alter table user_account
    add column issuer text collate "C",
    add column subject text collate "C",
    add constraint user_account_identity_unique unique (subject, issuer),
    add constraint user_account_identity_check check (num_nulls(issuer, subject) in (0, 2));

-- Every order that lists of users offer, and how somebody is found whose e-mail is known.
create index user_account_by_username on user_account (username, id);
create index user_account_by_email on user_account (email collate "C", id);
create index user_account_by_created_at on user_account (created_at, id);
create index user_account_by_updated_at on user_account (updated_at, id);
create index user_account_by_email_ignoring_case on user_account (lower(email collate "C"));

-- Whom a person may see: themselves, and who is a member of something on the way from the root to a place of theirs, or below
-- that place. Members of two tenants of one project do not meet: tenants are customers, who know nothing of each other.
-- A reach shows memberships of the person alone, so this looks with the rights of the owner, who is let see all memberships
-- for it, and tells no more than whose they are.
create policy shared on member for select to current_user using ((select bound_kind()) = 'reach');

create function colleagues() returns setof uuid
    language sql stable security definer rows 100 set search_path = "${flyway:defaultSchema}", pg_temp
    as $$
        select bound_user() where bound_kind() = 'reach'
         union
        select theirs.user_id
          from member mine
          join member theirs
            on theirs.project_id = mine.project_id
           and (mine.tenant_id is null or theirs.tenant_id is null or theirs.tenant_id = mine.tenant_id)
           and (mine.application_id is null or theirs.application_id is null
                or theirs.application_id = mine.application_id)
         where mine.user_id = (select bound_user()) and bound_kind() = 'reach'
    $$;

revoke execute on function colleagues() from public;
grant execute on function colleagues() to "${runtime}";

alter policy seen on user_account using (
    case (select bound_kind())
        -- With the offset it is looked up user by user; without, all members of the project might be hashed to show ten.
        when 'place' then exists (select from member m where m.user_id = user_account.id
                                     and m.project_id = (select bound_project()) offset 0)
        when 'reach' then id = (select bound_user()) or id in (select c.id from colleagues() c (id))
        when 'platform' then true
        else false
    end);
