package dev.productify.manager.jdbc.backend;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.jdbc.shared.Table;
import dev.productify.manager.jdbc.shared.TableStore;
import dev.productify.manager.ports.backend.BackendColumn;
import dev.productify.manager.ports.backend.BackendStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class JdbcBackendStore extends TableStore<BackendId, Backend, BackendRow> implements BackendStore {
    public static final RowScope SCOPE = RowScope.ofTenants("b");

    public static final String DOOR =
            "select b.project_id, b.tenant_id, null::uuid from door_backend b where b.id = :id";

    private static final String UPDATE = """
            update backend
               set application_id = :applicationId, callback_url = :callbackUrl, description = :description,
                   release = :release, token = :token, signing_secret = :signingSecret,
                   retiring_secret = :retiringSecret, retiring_until = :retiringUntil, enabled = :enabled, gone = :gone,
                   updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and tenant_id = :tenantId and id = :id and revision = :revision - 1
            """;

    private static final String RESEAL = """
            update backend
               set token = :token, signing_secret = :signingSecret, retiring_secret = :retiringSecret
             where project_id = :projectId and tenant_id = :tenantId and id = :id and revision = :revision
            """;

    private static final Table<Backend, BackendRow> TABLE =
            new Table<>("backend", "b", BackendRow.class, BackendRow::of, BackendRow::toBackend, UPDATE, SCOPE);

    public JdbcBackendStore(Queries queries) {
        super(queries, TABLE);
    }

    @Override
    public boolean insert(Backend backend) {
        return add(backend, " on conflict on constraint backend_name_unique do nothing") == 1;
    }

    @Override
    public Optional<Backend> find(BackendId id) {
        return byId(id);
    }

    @Override
    public Optional<Backend> lock(MachineUserId machineUser, Name name) {
        return locked(
                "b.machine_user_id = :machineUser and b.name = :name",
                Map.of("machineUser", machineUser, "name", name.value()));
    }

    @Override
    public void heartbeat(BackendId id, Instant time) {
        queries.change(
                "update backend b set heartbeat_at = :time where b.id = :id and b.heartbeat_at < :time and " + scope,
                Map.of("id", id, "time", time));
    }

    @Override
    public List<Backend> listOf(TenantId tenant, ListQuery<BackendColumn> query) {
        return listIn("tenant_id", tenant, query);
    }

    @Override
    public long countOf(TenantId tenant, ListQuery<BackendColumn> query) {
        return countIn("tenant_id", tenant, query);
    }

    @Override
    public List<Backend> enabledIn(Collection<TenantId> tenants) {
        return all("b.tenant_id = any(:tenants) and b.enabled", " order by b.id", Map.of("tenants", uuids(tenants)));
    }

    @Override
    public List<Backend> after(Optional<BackendId> id, int limit) {
        return after("true", id, limit);
    }

    @Override
    public void reseal(Backend backend) {
        overwrite(RESEAL, backend);
    }
}
