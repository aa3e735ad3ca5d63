-- Tokens that were revoked or expired long ago are removed by a job, which looks for them.
create index personal_access_token_by_expires_at on personal_access_token (expires_at) where expires_at is not null;
create index personal_access_token_by_revoked_at on personal_access_token (revoked_at) where revoked_at is not null;

-- Where an instant begins among ids of version 7, whose first 48 bits are milliseconds since 1970, and the other way round.
create function uuid_at(at timestamptz) returns uuid language sql immutable strict
    as $$ select (lpad(to_hex(greatest(floor(extract(epoch from at) * 1000), 0)::bigint), 12, '0') || repeat('0', 20))::uuid $$;

create function time_of(id uuid) returns timestamptz language sql immutable strict
    as $$ select to_timestamp(('x0000' || left(replace(id::text, '-', ''), 12))::bit(64)::bigint / 1000.0) $$;

-- What is in the log of the bus will be its first partition (the next migration). That it holds nothing beyond a week from now
-- is promised here and looked at there, so that nobody waits while the rows are read.
do $$
begin
    if exists (select from esb_log) then
        execute format('alter table esb_log add constraint esb_log_fence check (id < %L) not valid',
            uuid_at(date_trunc('day', clock_timestamp(), 'UTC') + interval '192 hours'));
    end if;
end
$$;
