package dev.productify.manager.jdbc.token;

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
}
