-- An index for a foreign key of several columns finds the rows of a parent a little more exactly than those for the orders of
-- its lists. Where few rows are expected, that alone made it the cheapest, and all rows of a parent with many were sorted to
-- show ten. The first column of these keys names the parent, and the orders' indexes begin with it.
drop index member_by_tenant;
-- The orders' indexes are of members of the tenant itself. With the id it is no smaller than they are, and so no cheaper.
create index member_by_tenant on member (tenant_id, id) where tenant_id is not null;
drop index member_by_application;
drop index application_by_place;
drop index machine_user_by_place;
drop index endpoint_by_place;
drop index endpoint_grant_by_place;
drop index trigger_by_place;
