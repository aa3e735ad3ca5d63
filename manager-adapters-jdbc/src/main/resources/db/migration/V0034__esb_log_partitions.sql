-- The log of the bus in partitions by time, so that what is old is dropped and not deleted row by row (docs/adr/0014). They are
-- ranges of ids: these are of version 7 and begin with the time at which a call was noted. So the id stays the key, and nodes
-- that know of no partitions go on adding rows, looking them up and removing them.

do $$
declare
    fence constant text := (select pg_get_constraintdef(oid) from pg_constraint
                             where conrelid = 'esb_log'::regclass and conname = 'esb_log_fence');
    cut uuid := substring(fence from '[0-9a-f]{8}-[0-9a-f-]{27}')::uuid;
begin
    if fence is null then
        -- There was nothing in it a moment ago.
        lock table esb_log in access exclusive mode;
        cut := uuid_at(date_trunc('day', clock_timestamp(), 'UTC'));
    end if;
    create table esb_log_default (like esb_log);
    -- Of clocks that are days ahead, and what was added this moment.
    with strays as (delete from esb_log where id >= cut returning *)
    insert into esb_log_default select * from strays;
    if fence is null then
        execute format('alter table esb_log add constraint esb_log_fence check (id < %L)', cut);
    else
        -- Reads all rows, and nobody waits for it. What follows reads none.
        alter table esb_log validate constraint esb_log_fence;
    end if;

    alter table esb_log rename to esb_log_p19700101;
    alter index esb_log_pkey rename to esb_log_p19700101_pkey;
    alter index esb_log_by_id rename to esb_log_p19700101_by_id;
    alter index esb_log_by_created_at rename to esb_log_p19700101_by_created_at;
    alter index esb_log_by_age rename to esb_log_p19700101_by_age;

    create table esb_log (like esb_log_p19700101) partition by range (id);
    alter table esb_log add constraint esb_log_pkey primary key (id);
    create index esb_log_by_id on esb_log (endpoint_id, id);
    create index esb_log_by_created_at on esb_log (endpoint_id, created_at, id);
    create index esb_log_by_age on esb_log (created_at);

    execute format('alter table esb_log attach partition esb_log_p19700101 for values from (minvalue) to (%L)', cut);
    alter table esb_log attach partition esb_log_default default;
    alter table esb_log_p19700101 drop constraint esb_log_fence;
    -- Rows are reached through the log alone, by servers of every version.
    revoke all on esb_log_p19700101, esb_log_default from "${runtime}";
end
$$;

call isolate('esb_log',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))
     and (select bound_kind()) <> ''home''',
    'false');
grant select, insert, delete on esb_log to "${runtime}";

-- Rows are reached through the log alone, whose policies hold then. Of a partition by itself the role of requests may do
-- nothing, and its policies would show nothing of it to anybody who is bound to less than the whole installation.
drop policy seen on esb_log_p19700101;
drop policy added on esb_log_p19700101;
drop policy changed on esb_log_p19700101;
drop policy removed on esb_log_p19700101;
call isolate('esb_log_p19700101', 'false', 'false');
call isolate('esb_log_default', 'false', 'false');

-- The partitions of a table by ranges of ids, but the one for what fits into no other.
create function partitions_of(parent regclass)
    returns table (partition_name text, lower_id uuid, upper_id uuid, approximate_rows bigint)
    language sql stable as $$
        select c.relname::text,
               coalesce(substring(b.bounds from 'FROM \(''([0-9a-f-]{36})''\)')::uuid, uuid_at('epoch')),
               substring(b.bounds from 'TO \(''([0-9a-f-]{36})''\)')::uuid,
               greatest(c.reltuples, 0)::bigint
          from pg_inherits i
          join pg_class c on c.oid = i.inhrelid
         cross join lateral (select pg_get_expr(c.relpartbound, c.oid) as bounds) b
         where i.inhparent = parent and b.bounds <> 'DEFAULT'
    $$;

-- The two functions below are all that the role of requests, which may change no schema, has to do with partitions
-- (docs/security.md). They work with the rights of the owner, name nothing that a caller chose, and end within moments: who
-- cannot have a lock within two seconds is told so and comes again.

-- Makes partitions ahead of time, so that a new row always finds one.
--
--   width   days in each: 1 or 7
--   ahead   days from today that shall have one, 1 to 60
--
-- Answers how many it made.
create function esb_log_prepare(width integer, ahead integer) returns integer
    language plpgsql security definer
    set search_path = "${flyway:defaultSchema}", pg_temp
    set lock_timeout = '2s' as $$
declare
    -- More than this is not moved out of the default partition, but goes from there when it is old.
    most_moved constant integer := 10000;
    today constant timestamptz := date_trunc('day', clock_timestamp(), 'UTC');
    begins timestamptz;
    ends timestamptz;
    added_name text;
    added integer := 0;
begin
    if bound_kind() is distinct from 'platform' then
        raise insufficient_privilege using message = 'partitions are made for the whole installation only';
    end if;
    if width is null or width not in (1, 7) or ahead is null or ahead not between 1 and 60 then
        raise invalid_parameter_value using message = 'partitions have 1 or 7 days and reach 1 to 60 days ahead';
    end if;
    lock table only esb_log in share update exclusive mode;
    -- Each begins where the last one ends, whatever its width. What is behind today stays without.
    begins := greatest(today, (select max(time_of(p.upper_id)) from partitions_of('esb_log') p));
    while begins < today + make_interval(hours => 24 * ahead) loop
        ends := begins + make_interval(hours => 24 * width);
        if (select count(*) from (
                select from esb_log_default d
                 where d.id >= uuid_at(begins) and d.id < uuid_at(ends) limit most_moved + 1) strays) <= most_moved then
            added_name := 'esb_log_p' || to_char(begins at time zone 'UTC', 'YYYYMMDD');
            execute format('create table %I (like esb_log)', added_name);
            call isolate(added_name::regclass, 'false', 'false');
            execute format('with strays as (delete from esb_log_default d where d.id >= %L and d.id < %L returning *)'
                || ' insert into %I select * from strays', uuid_at(begins), uuid_at(ends), added_name);
            execute format('alter table esb_log attach partition %I for values from (%L) to (%L)',
                added_name, uuid_at(begins), uuid_at(ends));
            added := added + 1;
        end if;
        begins := ends;
    end loop;
    return added;
end
$$;

-- Drops the oldest partition if all that is in it was noted before a time. Answers which one, and about how many rows it had;
-- nothing when there was none.
create function esb_log_drop(before timestamptz)
    returns table (dropped text, approximate_rows bigint)
    language plpgsql security definer
    set search_path = "${flyway:defaultSchema}", pg_temp
    set lock_timeout = '2s' as $$
begin
    if bound_kind() is distinct from 'platform' then
        raise insufficient_privilege using message = 'partitions are dropped for the whole installation only';
    end if;
    if before is null or not isfinite(before) or before > clock_timestamp() then
        raise invalid_parameter_value using message = 'partitions are dropped that are over';
    end if;
    select p.partition_name, p.approximate_rows into dropped, approximate_rows
      from partitions_of('esb_log') p where p.upper_id <= uuid_at(before) order by p.upper_id limit 1;
    if dropped is not null then
        execute format('drop table %I', dropped);
        return next;
    end if;
end
$$;

revoke execute on function esb_log_prepare(integer, integer), esb_log_drop(timestamptz) from public;
grant execute on function esb_log_prepare(integer, integer), esb_log_drop(timestamptz) to "${runtime}";

select esb_log_prepare(1, 7);
