package dev.productify.manager.jdbc.machineuser;

import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements on machine users whose text is always the same. */
interface MachineUserDao {
    @SqlUpdate("""
            insert into machine_user (id, project_id, tenant_id, name, username, username_key, enabled, role,
                                      selector, hash, display_prefix, password_hash,
                                      retiring_selector, retiring_hash, retiring_display_prefix, retiring_until,
                                      credentials_since, last_used_at, created_at, updated_at, revision)
            values (:id, :projectId, :tenantId, :name, :username, :usernameKey, :enabled, :role,
                    :selector, :hash, :displayPrefix, :passwordHash,
                    :retiringSelector, :retiringHash, :retiringDisplayPrefix, :retiringUntil,
                    :credentialsSince, :lastUsedAt, :createdAt, :updatedAt, :revision)
            """)
    void insert(@BindMethods MachineUserRow row);

    @SqlUpdate("""
            update machine_user
               set name = :name, username = :username, username_key = :usernameKey, enabled = :enabled, role = :role,
                   selector = :selector, hash = :hash, display_prefix = :displayPrefix, password_hash = :passwordHash,
                   retiring_selector = :retiringSelector, retiring_hash = :retiringHash,
                   retiring_display_prefix = :retiringDisplayPrefix, retiring_until = :retiringUntil,
                   credentials_since = :credentialsSince, updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and tenant_id = :tenantId and id = :id and revision = :revision - 1
            """)
    int update(@BindMethods MachineUserRow row);
}
