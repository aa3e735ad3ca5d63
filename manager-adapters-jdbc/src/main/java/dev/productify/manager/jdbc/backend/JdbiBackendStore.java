package dev.productify.manager.jdbc.backend;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.ports.backend.BackendColumn;
import dev.productify.manager.ports.backend.BackendStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

public final class JdbiBackendStore implements BackendStore {
    private static final String SELECT = "select " + BackendRow.COLUMNS + " from backend b where ";

    private static final String INSERT = """
            insert into backend (id, project_id, tenant_id, machine_user_id, application_id, name, callback_url, description,
                                 release, token, signing_secret, retiring_secret, retiring_until, enabled, gone,
                                 heartbeat_at, created_at, updated_at, revision)
            values (:id, :projectId, :tenantId, :machineUserId, :applicationId, :name, :callbackUrl, :description,
                    :release, :token, :signingSecret, :retiringSecret, :retiringUntil, :enabled, :gone,
                    :heartbeatAt, :createdAt, :updatedAt, :revision)
            on conflict on constraint backend_name_unique do nothing
            """;

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

    private final Queries queries;
    private final String scope;

    public JdbiBackendStore(Queries queries) {
        this.queries = queries;
        this.scope = queries.scope().onBackend();
    }

    @Override
    public boolean insert(Backend backend) {
        return queries.change(INSERT, BackendRow.of(backend)) == 1;
    }

    @Override
    public Optional<Backend> find(BackendId id) {
        return one("b.id = :id and " + scope, Map.of("id", id));
    }

    @Override
    public Optional<Backend> lock(BackendId id) {
        return one("b.id = :id and " + scope + " for update", Map.of("id", id));
    }

    @Override
    public Optional<Backend> lock(MachineUserId machineUser, Name name) {
        return one(
                "b.machine_user_id = :machineUser and b.name = :name and " + scope + " for update",
                Map.of("machineUser", machineUser, "name", name.value()));
    }

    private Optional<Backend> one(String condition, Map<String, ?> parameters) {
        return queries.one(BackendRow.class, SELECT + condition, parameters).map(BackendRow::toBackend);
    }

    @Override
    public void heartbeat(BackendId id, Instant time) {
        queries.change(
                "update backend b set heartbeat_at = :time where b.id = :id and b.heartbeat_at < :time and " + scope,
                Map.of("id", id, "time", time));
    }

    @Override
    public List<Backend> listOf(TenantId tenant, ListQuery<BackendColumn> query) {
        ListSql list = ListSql.of("b", query).within("b.tenant_id", ":tenant");
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("tenant", tenant);
        return list(scope + " and " + list.conditions() + " order by " + list.order() + " " + list.page(), parameters);
    }

    private List<Backend> list(String condition, Map<String, ?> parameters) {
        return queries.list(BackendRow.class, SELECT + condition, parameters).stream()
                .map(BackendRow::toBackend)
                .toList();
    }

    @Override
    public long countOf(TenantId tenant, ListQuery<BackendColumn> query) {
        ListSql list = ListSql.of("b", query);
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("tenant", tenant);
        String sql =
                "select count(*) from backend b where b.tenant_id = :tenant and " + scope + " and " + list.conditions();
        return queries.one(Long.class, sql, parameters).orElseThrow();
    }

    @Override
    public List<Backend> enabledIn(Collection<TenantId> tenants) {
        UUID[] values = tenants.stream().map(TenantId::value).toArray(UUID[]::new);
        return list(
                "b.tenant_id = any(:tenants) and b.enabled and " + scope + " order by b.id", Map.of("tenants", values));
    }

    @Override
    public List<Backend> after(Optional<BackendId> id, int limit) {
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("limit", limit));
        id.ifPresent(last -> parameters.put("last", last));
        return list(scope + (id.isPresent() ? " and b.id > :last" : "") + " order by b.id limit :limit", parameters);
    }

    @Override
    public void update(Backend backend) {
        Revisions.requireUpdated(queries.change(UPDATE, BackendRow.of(backend)));
    }

    @Override
    public void reseal(Backend backend) {
        Revisions.requireUpdated(queries.change(RESEAL, BackendRow.of(backend)));
    }

    @Override
    public Map<String, Long> delete(BackendId id) {
        queries.change("delete from backend b where b.id = :id and " + scope, Map.of("id", id));
        return Map.of();
    }
}
