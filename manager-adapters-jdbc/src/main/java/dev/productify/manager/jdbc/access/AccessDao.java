package dev.productify.manager.jdbc.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Statements on users, members, and what there is once in an installation. */
interface AccessDao {
    String SELECT_USER = """
            select id, username, username_key, email, display_name, disabled, platform_administrator,
                   created_at, updated_at, revision
              from user_account
             where\s""";

    @SqlUpdate("""
            insert into user_account (id, username, username_key, email, display_name, disabled,
                                      platform_administrator, created_at, updated_at, revision)
            values (:id, :username, :usernameKey, :email, :displayName, :disabled,
                    :platformAdministrator, :createdAt, :updatedAt, :revision)
            """)
    void insert(@BindMethods UserRow row);

    @SqlQuery(SELECT_USER + "id = :id")
    Optional<UserRow> user(UUID id);

    @SqlQuery(SELECT_USER + "username_key = :key")
    Optional<UserRow> userByKey(String key);

    @SqlQuery(SELECT_USER + "id = :id for update")
    Optional<UserRow> lockUser(UUID id);

    @SqlUpdate("""
            update user_account
               set username = :username, username_key = :usernameKey, email = :email, display_name = :displayName,
                   disabled = :disabled, platform_administrator = :platformAdministrator, updated_at = :updatedAt,
                   revision = :revision
             where id = :id and revision = :revision - 1
            """)
    int update(@BindMethods UserRow row);

    @SqlQuery("select id from user_account where platform_administrator and not disabled order by id for update")
    List<UUID> lockAdministrators();

    @SqlQuery("select exists (select from user_account)")
    boolean anyUser();

    @SqlUpdate("""
            insert into member (id, user_id, project_id, tenant_id, application_id, role, created_at, updated_at)
            values (:id, :userId, :projectId, :tenantId, :applicationId, :role, :createdAt, :updatedAt)
            """)
    void insert(@BindMethods MemberRow row);

    @SqlUpdate("""
            update member
               set role = :role, updated_at = :updatedAt
             where id = :id and user_id = :userId and project_id = :projectId
               and tenant_id is not distinct from :tenantId and application_id is not distinct from :applicationId
            """)
    int update(@BindMethods MemberRow row);

    @SqlQuery("select secrets_canary from installation")
    Optional<String> secretsCanary();

    @SqlUpdate("""
            insert into installation (secrets_canary) values (:canary)
            on conflict (singleton) do update set secrets_canary = :canary
            """)
    void keepSecretsCanary(String canary);

    @SqlQuery("select pg_advisory_xact_lock(hashtextextended('manager.first-start', 0)) is null")
    boolean lockFirstStart();
}
