package dev.productify.manager.jdbc.machineuser;

import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.ports.machineuser.MachineUserColumn;
import dev.productify.manager.ports.machineuser.MachineUserStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class JdbiMachineUserStore implements MachineUserStore {
    private static final String SELECT = "select " + MachineUserRow.COLUMNS + " from machine_user mu where ";

    private static final String INSERT = """
            insert into machine_user (id, project_id, tenant_id, name, username, username_key, enabled, role,
                                      selector, hash, display_prefix, password_hash,
                                      retiring_selector, retiring_hash, retiring_display_prefix, retiring_until,
                                      credentials_since, last_used_at, created_at, updated_at, revision)
            values (:id, :projectId, :tenantId, :name, :username, :usernameKey, :enabled, :role,
                    :selector, :hash, :displayPrefix, :passwordHash,
                    :retiringSelector, :retiringHash, :retiringDisplayPrefix, :retiringUntil,
                    :credentialsSince, :lastUsedAt, :createdAt, :updatedAt, :revision)
            """;

    private static final String UPDATE = """
            update machine_user
               set name = :name, username = :username, username_key = :usernameKey, enabled = :enabled, role = :role,
                   selector = :selector, hash = :hash, display_prefix = :displayPrefix, password_hash = :passwordHash,
                   retiring_selector = :retiringSelector, retiring_hash = :retiringHash,
                   retiring_display_prefix = :retiringDisplayPrefix, retiring_until = :retiringUntil,
                   credentials_since = :credentialsSince, updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and tenant_id = :tenantId and id = :id and revision = :revision - 1
            """;

    private final Queries queries;
    private final String scope;

    public JdbiMachineUserStore(Queries queries) {
        this.queries = queries;
        this.scope = queries.scope().onMachineUser();
    }

    @Override
    public void insert(MachineUser user) {
        queries.change(INSERT, MachineUserRow.of(user));
    }

    @Override
    public Optional<MachineUser> find(MachineUserId id) {
        return find(id, "");
    }

    @Override
    public Optional<MachineUser> lock(MachineUserId id) {
        return find(id, " for update");
    }

    private Optional<MachineUser> find(MachineUserId id, String locking) {
        String sql = SELECT + "mu.id = :id and " + scope + locking;
        return queries.one(MachineUserRow.class, sql, Map.of("id", id)).map(MachineUserRow::toMachineUser);
    }

    @Override
    public List<MachineUser> listOf(TenantId tenant, ListQuery<MachineUserColumn> query) {
        ListSql list = ListSql.of("mu", query).within("mu.tenant_id", ":tenant");
        String sql = SELECT + scope + " and " + list.conditions() + " order by " + list.order() + " " + list.page();
        return queries.list(MachineUserRow.class, sql, withTenant(list, tenant)).stream()
                .map(MachineUserRow::toMachineUser)
                .toList();
    }

    @Override
    public long countOf(TenantId tenant, ListQuery<MachineUserColumn> query) {
        ListSql list = ListSql.of("mu", query);
        String sql = "select count(*) from machine_user mu where mu.tenant_id = :tenant and " + scope + " and "
                + list.conditions();
        return queries.one(Long.class, sql, withTenant(list, tenant)).orElseThrow();
    }

    private static Map<String, Object> withTenant(ListSql list, TenantId tenant) {
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("tenant", tenant);
        return parameters;
    }

    @Override
    public void update(MachineUser user) {
        Revisions.requireUpdated(queries.change(UPDATE, MachineUserRow.of(user)));
    }

    @Override
    public void used(MachineUserId id, Instant time) {
        String sql = "update machine_user mu set last_used_at = :time where mu.id = :id"
                + " and (mu.last_used_at is null or mu.last_used_at < :time) and " + scope;
        queries.change(sql, Map.of("id", id, "time", time));
    }

    @Override
    public Map<String, Long> delete(MachineUserId id) {
        String counting =
                """
                select (select count(*) from endpoint_grant g where g.machine_user_id = :id and %s) as "endpointGrants",
                       (select count(*) from backend b where b.machine_user_id = :id and %s) as backends
                """.formatted(queries.scope().onEndpointGrant(), queries.scope().onBackend());
        return queries.remove(counting, "delete from machine_user mu where mu.id = :id and " + scope, Map.of("id", id));
    }
}
