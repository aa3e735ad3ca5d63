-- Whoever keeps copies of rows is told when one of them is no longer what it was, whatever changed it: a node, a cascade,
-- an operator (docs/adr/0007). Other nodes are told by a notification when the transaction commits, and only then. The
-- session itself is told at once, by a message of severity INFO, which always goes to the client and to no log by default.
--
-- Arguments: the word of the kind, the column with the key, columns that nobody keeps copies of.
create function announce_change() returns trigger
    language plpgsql set search_path = pg_catalog as $$
declare
    was jsonb;
    change text := tg_argv[0] || ':*';
begin
    if tg_level = 'ROW' then
        was := to_jsonb(old);
        if tg_op = 'UPDATE' and was - tg_argv[2:] = to_jsonb(new) - tg_argv[2:] then
            return null;
        end if;
        change := tg_argv[0] || ':' || (was ->> tg_argv[1]);
    end if;
    perform pg_notify('manager_changes', change);
    raise info using message = change, errcode = 'MC001';
    return null;
end
$$;

-- Announces changes of the rows of a table: a notification costs a lock on the whole database at commit, so this is for
-- tables of which copies are kept, and not for what changes with every request.
--
--   kind     as Change.Kind says it
--   key      the column that tells the copies; it never changes
--   ignored  columns that are part of no copy
create procedure announce_changes(rel regclass, kind text, key text, variadic ignored text[] default '{}')
    language plpgsql as $$
declare
    arguments constant text := (select string_agg(quote_literal(argument), ', ')
                                  from unnest(array[kind, key] || ignored) argument);
begin
    execute format('create trigger announce_change after update or delete on %s'
        || ' for each row execute function announce_change(%s)', rel, arguments);
    execute format('create trigger announce_truncation after truncate on %s'
        || ' for each statement execute function announce_change(%s)', rel, arguments);
end
$$;

call announce_changes('user_account', 'user', 'id');
call announce_changes('personal_access_token', 'token', 'selector', 'last_used_at');
