-- What a level says of settings by itself; one row for each kind, from the first time that it is written. Until then the
-- record exists all the same, with no values and in its first version: its id is made of the level's, so that a level costs
-- nothing more at birth and levels that are older than this table need nothing either. Null inherits.
create table settings (
    level_id        uuid not null,
    kind            text collate "C" not null check (kind in ('backend', 'frontend')),
    project_id      uuid not null,
    tenant_id       uuid,
    application_id  uuid,
    enabled_modules text[],
    enabled_themes  text[],
    default_theme   text,
    enabled_locales text[],
    default_locale  text,
    pair_keys       text[],
    pair_values     text[],
    revision        integer not null,
    constraint settings_pkey primary key (level_id, kind),
    constraint settings_level_check check (
        level_id = coalesce(application_id, tenant_id, project_id)
        and (application_id is null or tenant_id is not null)),
    constraint settings_frontend_check check (
        kind = 'frontend' or num_nonnulls(enabled_themes, default_theme, enabled_locales, default_locale) = 0),
    constraint settings_pairs_check check (
        (pair_keys is null) = (pair_values is null) and cardinality(pair_keys) = cardinality(pair_values)),
    constraint settings_project_fk foreign key (project_id) references project (id) on delete cascade,
    constraint settings_tenant_fk foreign key (tenant_id, project_id)
        references tenant (id, project_id) on delete cascade,
    constraint settings_application_fk foreign key (application_id, tenant_id, project_id)
        references application (id, tenant_id, project_id) on delete cascade
);

create index settings_by_project on settings (project_id);
create index settings_by_tenant on settings (tenant_id, project_id) where tenant_id is not null;
create index settings_by_application on settings (application_id, tenant_id, project_id) where application_id is not null;

-- Written where they are; seen there, and from below, where they are inherited.
call isolate('settings',
    'project_id = (select bound_project()) and ((select bound_tenant()) is null or tenant_id = (select bound_tenant()))',
    'false');
alter policy seen on settings using (
    case (select bound_kind())
        when 'place' then project_id = (select bound_project())
             and ((select bound_tenant()) is null or tenant_id is null or tenant_id = (select bound_tenant()))
        when 'reach' then exists (
             select from member m where m.user_id = (select bound_user()) and m.project_id = settings.project_id
                and (m.tenant_id is null or settings.tenant_id is null or m.tenant_id = settings.tenant_id)
                and (m.application_id is null or settings.application_id is null
                     or m.application_id = settings.application_id))
        when 'home' then project_id = (select bound_project())
             and (tenant_id is null or tenant_id = (select bound_tenant()))
        when 'platform' then true
        else false
    end);

-- The first row of a level is a change, too: copies are kept of what a level inherits.
create function announce_addition() returns trigger
    language plpgsql set search_path = pg_catalog as $$
declare
    change constant text := tg_argv[0] || ':' || (to_jsonb(new) ->> tg_argv[1]);
begin
    perform pg_notify('manager_changes', change);
    raise info using message = change, errcode = 'MC001';
    return null;
end
$$;

call announce_changes('settings', 'settings', 'level_id');
create trigger announce_addition after insert on settings
    for each row execute function announce_addition('settings', 'level_id');

-- Of applications only that they are gone.
call announce_changes('application', 'application', 'id',
    'name', 'slug', 'description', 'version', 'created_at', 'updated_at', 'revision');

grant select, insert, update, delete on settings to "${runtime}";
