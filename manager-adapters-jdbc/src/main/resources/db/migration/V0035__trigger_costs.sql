-- A run is written three times, and so is an attempt nearly: with half of each page left free the later versions stay in the page
-- of the first one, and no index is told of them.
alter table trigger_run set (fillfactor = 50);
alter table trigger_attempt set (fillfactor = 50);

-- The primary key finds the row of a trigger that is deleted, and this row is written each time that its trigger fires.
drop index trigger_due_by_place;

-- What is due, and what waits, changes all the time and is read by everybody: both are swept long before a fifth of them is dead.
alter table trigger_due set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
alter table trigger_delivery set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
                                  autovacuum_vacuum_insert_scale_factor = 0.1);
