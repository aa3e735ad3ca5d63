-- A migration of a version that is yet to come: it only adds.
alter table project add column label text;

create table label (
    id         uuid primary key,
    project_id uuid not null,
    name       text not null,
    constraint label_project_fk foreign key (project_id) references project (id) on delete cascade
);

create index label_by_project on label (project_id);
call isolate('label', 'project_id = (select bound_project())', 'false');
-- of a kind that servers before do not know
call announce_changes('label', 'label', 'project_id');
grant select, insert, update, delete on label to "${runtime}";
