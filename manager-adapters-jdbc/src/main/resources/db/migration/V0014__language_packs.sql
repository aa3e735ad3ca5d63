-- Texts of a project in one language each. A text is a row of its own, so that a change of one of 20,000 writes one; what
-- they come to together is kept at the language pack, whose row is what a change of texts locks and counts on.
create table language_pack (
    id         uuid primary key,
    project_id uuid not null,
    name       text collate "C" not null,
    keys       integer not null check (keys >= 0),
    bytes      bigint not null check (bytes >= 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision   integer not null,
    -- names are kept in one case only
    constraint language_pack_name_unique unique (project_id, name),
    -- what a text's foreign key names, so that it cannot say one language pack and another project
    constraint language_pack_place_unique unique (id, project_id),
    constraint language_pack_project_fk foreign key (project_id) references project (id) on delete cascade
);

create table language_pack_text (
    pack_id    uuid not null,
    project_id uuid not null,
    key        text collate "C" not null,
    value      text not null,
    primary key (pack_id, project_id, key),
    constraint language_pack_text_pack_fk foreign key (pack_id, project_id)
        references language_pack (id, project_id) on delete cascade
);

-- Every order that lists offer; the primary key leads from a language pack to its texts.
create index language_pack_by_id on language_pack (project_id, id);
create index language_pack_by_created_at on language_pack (project_id, created_at, id);
create index language_pack_by_updated_at on language_pack (project_id, updated_at, id);

-- What a project has is not seen by who is bound to a tenant of it, or is a member of something below it only.
call isolate('language_pack',
    'project_id = (select bound_project()) and (select bound_tenant()) is null',
    'exists (select from member m where m.user_id = (select bound_user()) and m.project_id = language_pack.project_id
             and m.tenant_id is null)');
call isolate('language_pack_text',
    'project_id = (select bound_project()) and (select bound_tenant()) is null',
    'exists (select from member m where m.user_id = (select bound_user()) and m.project_id = language_pack_text.project_id
             and m.tenant_id is null)');

call open_to_views_at_the_door('language_pack');
create view door_language_pack as select id, project_id from language_pack;

-- Texts change together with the revision of their language pack, so one announcement stands for all of them.
call announce_changes('language_pack', 'language_pack', 'id', 'name');

-- Which languages there are. Unlike other copies, a list of them is outdated by what is new, too.
create trigger announce_addition after insert on language_pack
    for each row execute function announce_addition('languages', 'project_id');
create trigger announce_name after update of name or delete on language_pack
    for each row execute function announce_change('languages', 'project_id', 'keys', 'bytes', 'updated_at', 'revision');

grant select, insert, update, delete on language_pack, language_pack_text to "${runtime}";
grant select on door_language_pack to "${runtime}";
