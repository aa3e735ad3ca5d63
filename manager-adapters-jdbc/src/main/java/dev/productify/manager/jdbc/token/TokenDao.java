package dev.productify.manager.jdbc.token;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Statements on personal access tokens. */
interface TokenDao {
    @SqlUpdate("""
            insert into personal_access_token (id, user_id, name, selector, hash, display_prefix,
                                               expires_at, revoked_at, last_used_at, created_at)
            values (:id, :userId, :name, :selector, :hash, :displayPrefix,
                    :expiresAt, :revokedAt, :lastUsedAt, :createdAt)
            """)
    void insert(@BindMethods PersonalAccessTokenRow row);

    @SqlUpdate("update personal_access_token set revoked_at = :revokedAt where user_id = :userId and id = :id")
    void revoke(@BindMethods PersonalAccessTokenRow row);

    @SqlUpdate("delete from personal_access_token where user_id = :user and id = :id")
    void delete(UUID user, UUID id);

    @SqlUpdate("""
            update personal_access_token set last_used_at = :at
             where id = :id and (last_used_at is null or last_used_at <= :due)
            """)
    void used(UUID id, Instant at, Instant due);
}
