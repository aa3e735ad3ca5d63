package dev.productify.manager.jdbc.machineuser;

import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.jdbc.backend.JdbcBackendStore;
import dev.productify.manager.jdbc.endpoint.JdbcEndpointGrantStore;
import dev.productify.manager.jdbc.shared.Parent;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.jdbc.shared.Table;
import dev.productify.manager.jdbc.shared.TableStore;
import dev.productify.manager.ports.machineuser.MachineUserColumn;
import dev.productify.manager.ports.machineuser.MachineUserStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class JdbcMachineUserStore extends TableStore<MachineUserId, MachineUser, MachineUserRow>
        implements MachineUserStore {
    /** A machine user sees none, itself included (contract A2), and nobody does in what is their own. */
    public static final RowScope SCOPE = new RowScope(
            Parent.is("mu.project_id", ":scopeProject"),
            RowScope.inProject("mu") + " and " + Parent.is("mu.tenant_id", ":scopeTenant"),
            RowScope.none("mu", "id"),
            RowScope.ofAdministrators("mu"),
            RowScope.none("mu", "id"));

    public static final String DOOR =
            "select mu.project_id, mu.tenant_id, null::uuid from machine_user mu where mu.id = :id";

    private static final String UPDATE = """
            update machine_user
               set name = :name, username = :username, username_key = :usernameKey, enabled = :enabled, role = :role,
                   selector = :selector, hash = :hash, display_prefix = :displayPrefix, password_hash = :passwordHash,
                   retiring_selector = :retiringSelector, retiring_hash = :retiringHash,
                   retiring_display_prefix = :retiringDisplayPrefix, retiring_until = :retiringUntil,
                   credentials_since = :credentialsSince, updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and tenant_id = :tenantId and id = :id and revision = :revision - 1
            """;

    private static final Table<MachineUser, MachineUserRow> TABLE = new Table<>(
            "machine_user",
            "mu",
            MachineUserRow.class,
            MachineUserRow::of,
            MachineUserRow::toMachineUser,
            UPDATE,
            SCOPE);

    public JdbcMachineUserStore(Queries queries) {
        super(queries, TABLE);
    }

    @Override
    public void insert(MachineUser user) {
        add(user, "");
    }

    @Override
    public Optional<MachineUser> find(MachineUserId id) {
        return byId(id);
    }

    @Override
    public List<MachineUser> listOf(TenantId tenant, ListQuery<MachineUserColumn> query) {
        return listIn("tenant_id", tenant, query);
    }

    @Override
    public long countOf(TenantId tenant, ListQuery<MachineUserColumn> query) {
        return countIn("tenant_id", tenant, query);
    }

    @Override
    public void used(MachineUserId id, Instant time) {
        String sql = "update machine_user mu set last_used_at = :time where mu.id = :id"
                + " and (mu.last_used_at is null or mu.last_used_at < :time) and " + scope;
        queries.change(sql, Map.of("id", id, "time", time));
    }

    @Override
    public Map<String, Long> delete(MachineUserId id) {
        String counting = """
                select (select count(*) from endpoint_grant g where g.machine_user_id = :id and %s) as "endpointGrants",
                       (select count(*) from backend b where b.machine_user_id = :id and %s) as backends
                """.formatted(
                        queries.scope().on(JdbcEndpointGrantStore.SCOPE),
                        queries.scope().on(JdbcBackendStore.SCOPE));
        return delete(id, counting);
    }
}
