-- How an endpoint converts bodies; absent where it is as usual. A text, since no statement looks into it.
alter table endpoint add column conversion text;
