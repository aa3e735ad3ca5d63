-- What a transaction may touch is said by four settings that live as long as the transaction (docs/adr/0004). A
-- transaction in which they are not set sees nothing of any table.
--
--   manager.binding   place: one spot of the tree; reach: what a person may see; home: what a machine user may see, which
--                     is its tenant and the name of the project; platform: everything; door: what it takes to decide
--   manager.project   the project of a place or home
--   manager.tenant    the tenant of a place or home; empty: the whole project
--   manager.user      whose reach it is

create function bound_kind() returns text language sql stable
    as $$ select current_setting('manager.binding', true) $$;

create function bound_project() returns uuid language sql stable
    as $$ select nullif(current_setting('manager.project', true), '')::uuid $$;

create function bound_tenant() returns uuid language sql stable
    as $$ select nullif(current_setting('manager.tenant', true), '')::uuid $$;

create function bound_user() returns uuid language sql stable
    as $$ select nullif(current_setting('manager.user', true), '')::uuid $$;

-- Puts a table behind row-level security, also for its owner. Every table gets this in the migration that creates it.
-- One policy with a CASE and not one policy for each kind: PostgreSQL evaluates the branches of a CASE in order and only
-- the one that is meant, while policies joined by OR are evaluated in an order of the planner's choosing.
--
--   in_place           when a row belongs to what bound_project() and bound_tenant() name
--   in_reach           when bound_user() may see a row
--   written_in_reach   when bound_user() may write a row without any place; a reach is for looking, so mostly never
create procedure isolate(rel regclass, in_place text, in_reach text, written_in_reach text default 'false')
    language plpgsql as $$
declare
    condition constant text := '
        case (select bound_kind())
            when ''place'' then %1$s
            when ''reach'' then %2$s
            when ''home'' then %3$s
            when ''platform'' then true
            else false
        end';
    seen constant text := format(condition, in_place, in_reach, in_place);
    written constant text := format(condition, in_place, written_in_reach, 'false');
begin
    execute format('alter table %s enable row level security', rel);
    execute format('alter table %s force row level security', rel);
    execute format('create policy seen on %s for select using (%s)', rel, seen);
    execute format('create policy added on %s for insert with check (%s)', rel, written);
    execute format('create policy changed on %s for update using (%s)', rel, written);
    execute format('create policy removed on %s for delete using (%s)', rel, written);
end
$$;

-- Lets a transaction at the door read a table: the one that decides who may go where.
create procedure open_to_the_door(rel regclass) language plpgsql as $$
begin
    execute format('create policy door on %s for select using ((select bound_kind()) = ''door'')', rel);
end
$$;

-- Lets a transaction at the door read the columns that a view shows: only the owner of the view may look behind it.
create procedure open_to_views_at_the_door(rel regclass) language plpgsql as $$
begin
    execute format(
        'create policy door on %s for select to current_user using ((select bound_kind()) = ''door'')', rel);
end
$$;

grant usage on schema ${flyway:defaultSchema} to "${runtime}";
