-- Pilets: versions of micro-frontends, what their packages hold, and the bytes. Contents are kept by their SHA-256 (64 hexadecimal
-- digits) once for each project, in pieces, so that none has to fit into the memory of a node.

-- What a package is never changes; a version gets another one, or goes.
create table pilet_package (
    project_id        uuid not null,
    hash              text collate "C" not null,
    size              bigint not null,
    name              text collate "C" not null,
    version           text collate "C" not null,
    spec              text collate "C" not null,
    require_ref       text collate "C",
    main              text collate "C" not null,
    integrity         text collate "C" not null,
    legacy_hash       text collate "C",
    dependency_keys   text[] not null,
    dependency_values text[] not null,
    custom            text,
    constraint pilet_package_pkey primary key (project_id, hash),
    constraint pilet_package_dependencies_check check (cardinality(dependency_keys) = cardinality(dependency_values)),
    constraint pilet_package_project_fk foreign key (project_id) references project (id) on delete cascade
);

create table pilet_content (
    project_id uuid not null,
    hash       text collate "C" not null,
    size       bigint not null check (size >= 0),
    constraint pilet_content_pkey primary key (project_id, hash),
    constraint pilet_content_project_fk foreign key (project_id) references project (id) on delete cascade
);

create table pilet_piece (
    project_id uuid not null,
    hash       text collate "C" not null,
    number     integer not null,
    bytes      bytea not null,
    constraint pilet_piece_pkey primary key (project_id, hash, number),
    constraint pilet_piece_content_fk foreign key (project_id, hash)
        references pilet_content (project_id, hash) on delete cascade
);

-- They are packed already, or read a piece at a time: compressing them again costs and gains nothing.
alter table pilet_piece alter column bytes set storage external;

-- An upload relies on contents that were there before it, and a deletion at the same time may remove them: the foreign keys to
-- contents, looked at when a transaction ends, let only one of the two happen.
alter table pilet_package add constraint pilet_package_content_fk foreign key (project_id, hash)
    references pilet_content (project_id, hash) deferrable initially deferred;

create table pilet_file (
    project_id   uuid not null,
    package_hash text collate "C" not null,
    path         text collate "C" not null,
    hash         text collate "C" not null,
    size         bigint not null check (size >= 0),
    constraint pilet_file_pkey primary key (project_id, package_hash, path),
    constraint pilet_file_package_fk foreign key (project_id, package_hash)
        references pilet_package (project_id, hash) on delete cascade,
    constraint pilet_file_content_fk foreign key (project_id, hash)
        references pilet_content (project_id, hash) deferrable initially deferred
);

create table pilet (
    id          uuid primary key,
    project_id  uuid not null,
    name        text collate "C" not null,
    version     text collate "C" not null,
    description text,
    hash        text collate "C" not null,
    size        bigint not null,
    enabled     boolean not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    revision    integer not null,
    constraint pilet_version_unique unique (project_id, name, version),
    constraint pilet_project_fk foreign key (project_id) references project (id) on delete cascade,
    constraint pilet_package_fk foreign key (project_id, hash) references pilet_package (project_id, hash)
);

-- Every order that lists offer, and every foreign key that no primary key begins with.
create index pilet_by_id on pilet (project_id, id);
create index pilet_by_name on pilet (project_id, name, id);
create index pilet_by_version on pilet (project_id, version, id);
create index pilet_by_created_at on pilet (project_id, created_at, id);
create index pilet_by_updated_at on pilet (project_id, updated_at, id);
create index pilet_by_package on pilet (project_id, hash);
create index pilet_file_by_content on pilet_file (project_id, hash);

-- Written where they are; seen there, and from below, where frontends enable them.
call isolate('pilet',
    'project_id = (select bound_project()) and (select bound_tenant()) is null',
    'false');
alter policy seen on pilet using (
    case (select bound_kind())
        when 'place' then project_id = (select bound_project())
        when 'reach' then exists (
             select from member m where m.user_id = (select bound_user()) and m.project_id = pilet.project_id)
        when 'home' then project_id = (select bound_project())
        when 'platform' then true
        else false
    end);
call isolate('pilet_package', 'project_id = (select bound_project()) and (select bound_tenant()) is null', 'false');
call isolate('pilet_file', 'project_id = (select bound_project()) and (select bound_tenant()) is null', 'false');
call isolate('pilet_content', 'project_id = (select bound_project()) and (select bound_tenant()) is null', 'false');
call isolate('pilet_piece', 'project_id = (select bound_project()) and (select bound_tenant()) is null', 'false');

-- What frontends are told of a project's pilets is kept as a whole, so a new one outdates it, too.
call announce_changes('pilet', 'pilets', 'project_id', 'description', 'updated_at', 'revision');
create trigger announce_addition after insert on pilet
    for each row execute function announce_addition('pilets', 'project_id');

grant select, insert, update, delete on pilet, pilet_package, pilet_file, pilet_content, pilet_piece to "${runtime}";
