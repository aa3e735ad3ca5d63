-- What there may be in a project where a platform administrator says so of that very project: a column for each kind, null where
-- the configuration's word holds. A project of which nothing was ever said has no row.
create table project_limits (
    project_id     uuid not null,
    members        bigint check (members >= 1),
    tenants        bigint check (tenants >= 0),
    endpoints      bigint check (endpoints >= 0),
    triggers       bigint check (triggers >= 0),
    trigger_period bigint check (trigger_period >= 1),
    pilet_bytes    bigint check (pilet_bytes >= 0),
    revision       integer not null,
    constraint project_limits_pkey primary key (project_id),
    constraint project_limits_project_fk foreign key (project_id) references project (id) on delete cascade
);

call isolate('project_limits', 'project_id = (select bound_project()) and (select bound_tenant()) is null', 'false');
grant select, insert, update on project_limits to "${runtime}";

-- How much there is of something in the project, as far as the transaction sees it. The branches of a CASE that are not meant are
-- not looked at.
create function project_usage(of_project uuid, kind text) returns bigint
    language plpgsql stable as $$
begin
    return case kind
        when 'members' then
            (select count(distinct m.user_id) from member m where m.project_id = of_project)
        when 'tenants' then
            (select count(*) from tenant t where t.project_id = of_project)
        when 'endpoints' then
            (select count(*) from endpoint e where e.project_id = of_project)
        when 'triggers' then
            (select count(*) from trigger tr where tr.project_id = of_project)
        when 'pilet_bytes' then
            (select coalesce(sum(c.size), 0) from pilet_content c where c.project_id = of_project)
    end;
end
$$;

-- What holds of something in a project, and how much there is of it by now; nothing where it is not limited, and then nobody
-- waits for anybody. Where it is limited, whoever asks holds the place until the end of the transaction: of two who have added
-- something, the second counts what the first has committed, since each statement in here sees what is committed when it begins.
--
-- Who adds is often bound to a tenant, while the limit is the project's. So the tenant is taken out of the binding for the time
-- of the counting: two numbers are all that comes out.
--
--   kind       a column of project_limits
--   inherited  what holds where the project says nothing
--   added      of members: who was given a role; nothing comes out when they had another one
create function project_occupancy(of_project uuid, kind text, inherited bigint, added uuid, out most bigint, out used bigint)
    language plpgsql as $$
declare
    tenant constant text := coalesce(current_setting('manager.tenant', true), '');
begin
    perform set_config('manager.tenant', '', true);
    most := coalesce(
        (select case kind
                    when 'members' then l.members
                    when 'tenants' then l.tenants
                    when 'endpoints' then l.endpoints
                    when 'triggers' then l.triggers
                    when 'trigger_period' then l.trigger_period
                    when 'pilet_bytes' then l.pilet_bytes
                end
           from project_limits l where l.project_id = of_project),
        inherited);
    if most is not null and kind = 'trigger_period' then
        used := 0;
    elsif most is not null then
        perform pg_advisory_xact_lock(hashtextextended('manager.limit ' || kind || ' ' || of_project, 0));
        if (select count(*) from member m where m.project_id = of_project and m.user_id = added) > 1 then
            most := null;
        else
            used := project_usage(of_project, kind);
        end if;
    end if;
    perform set_config('manager.tenant', tenant, true);
end
$$;
