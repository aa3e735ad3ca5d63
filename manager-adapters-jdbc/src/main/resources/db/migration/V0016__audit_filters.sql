-- The filters that find few rows of a long log: each in the order that most ask for, so that a page takes as long as its
-- rows, whatever lies between them. What is in this table stays, so each index is paid once for each change.
create index audit_log_by_action on audit_log (project_id, action, created_at, id);
create index audit_log_by_entity_type on audit_log (project_id, entity_type, created_at, id);
create index audit_log_by_user on audit_log (project_id, user_id, created_at, id) where user_id is not null;
create index audit_log_by_machine_user on audit_log (project_id, machine_user_id, created_at, id)
    where machine_user_id is not null;
create index audit_log_by_ip_address on audit_log (project_id, ip_address, created_at, id) where ip_address is not null;
create index audit_log_by_request on audit_log (request_id);
