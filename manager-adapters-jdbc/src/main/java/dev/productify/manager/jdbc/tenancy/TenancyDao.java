package dev.productify.manager.jdbc.tenancy;

import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements of the tree whose text is always the same. Updates name the revision before and all parents. */
interface TenancyDao {
    @SqlUpdate("""
            insert into project (id, name, slug, description, protected, created_at, updated_at, revision)
            values (:id, :name, :slug, :description, :isProtected, :createdAt, :updatedAt, :revision)
            """)
    void insert(@BindMethods ProjectRow row);

    @SqlUpdate("""
            update project
               set name = :name, slug = :slug, description = :description, protected = :isProtected,
                   updated_at = :updatedAt, revision = :revision
             where id = :id and revision = :revision - 1
            """)
    int update(@BindMethods ProjectRow row);

    @SqlUpdate("""
            insert into tenant (id, project_id, name, slug, description, type, protected, created_at, updated_at, revision)
            values (:id, :projectId, :name, :slug, :description, :type, :isProtected, :createdAt, :updatedAt, :revision)
            """)
    void insert(@BindMethods TenantRow row);

    @SqlUpdate("""
            update tenant
               set name = :name, slug = :slug, description = :description, type = :type, protected = :isProtected,
                   updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and id = :id and revision = :revision - 1
            """)
    int update(@BindMethods TenantRow row);

    @SqlUpdate("""
            insert into application (id, project_id, tenant_id, name, slug, description, version, created_at, updated_at, revision)
            values (:id, :projectId, :tenantId, :name, :slug, :description, :version, :createdAt, :updatedAt, :revision)
            """)
    void insert(@BindMethods ApplicationRow row);

    @SqlUpdate("""
            update application
               set name = :name, slug = :slug, description = :description, version = :version,
                   updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and tenant_id = :tenantId and id = :id and revision = :revision - 1
            """)
    int update(@BindMethods ApplicationRow row);
}
