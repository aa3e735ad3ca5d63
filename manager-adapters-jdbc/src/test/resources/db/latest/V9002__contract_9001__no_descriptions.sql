-- The same version's successor, which takes away what servers before 9001 use.
alter table project drop column description;
