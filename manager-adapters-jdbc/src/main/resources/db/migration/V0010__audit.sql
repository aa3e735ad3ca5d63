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

-- Rows that have no seal yet. A row is put here by the statement that adds it to the log, so the two are committed
-- together; sealing takes it out. Whoever may add to the log may add here; only sealing sees it.
create table audit_unsealed (
    audit_id uuid primary key
);

insert into audit_unsealed (audit_id) select id from audit_log;

call isolate('audit_unsealed', 'false', 'false');
create policy waiting on audit_unsealed for insert with check ((select bound_kind()) in ('place', 'reach'));
grant select, insert, delete on audit_unsealed to "${runtime}";

-- The seals: one for each row of the log, chained by project; the rows without a project have the nil UUID's chain. The
-- keys hold that no row is sealed twice and no chain forks. The format is documented in docs/features/audit.md.
create table audit_seal (
    chain     uuid not null,
    sequence  bigint not null check (sequence > 0),
    row_id    uuid not null,
    row_hash  bytea not null check (octet_length(row_hash) = 32),
    head      bytea not null check (octet_length(head) = 32),
    sealed_at timestamptz not null,
    primary key (chain, sequence),
    constraint audit_seal_row_unique unique (row_id)
);

call isolate('audit_seal', 'false', 'false');
grant select, insert on audit_seal to "${runtime}";

-- When periodic jobs are due. Who runs one has its row locked meanwhile.
create table job (
    name         text collate "C" primary key,
    due_at       timestamptz not null,
    succeeded_at timestamptz
);

call isolate('job', 'false', 'false');
grant select, insert, update on job to "${runtime}";
