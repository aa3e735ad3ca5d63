-- A package in whose place another came stays for a while, since shells that were told of it go on loading its files.
alter table pilet_package add column retired_at timestamptz;

create index pilet_package_by_retirement on pilet_package (retired_at) where retired_at is not null;
create index pilet_package_by_version on pilet_package (project_id, name, version);

-- Where its files are is known by heart, so nodes are told when it goes; pilets, which are announced already, are not there then.
call announce_changes('pilet_package', 'pilets', 'project_id', 'retired_at');
