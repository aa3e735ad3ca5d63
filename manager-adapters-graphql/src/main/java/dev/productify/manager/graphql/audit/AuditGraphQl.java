package dev.productify.manager.graphql.audit;

import static dev.productify.manager.graphql.shared.Arguments.call;

import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.audit.AuditColumn;
import dev.productify.manager.ports.audit.AuditLogs;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The audit log. */
public final class AuditGraphQl implements GraphQlModule {
    private final AuditLogs logs;

    public AuditGraphQl(AuditLogs logs) {
        this.logs = logs;
    }

    /** Who acted, as the row says: no look-up, and no more of them than their name. */
    private record Actor(UUID id, String username) {
        static Optional<Actor> of(Optional<? extends Id> id, AuditRecord row) {
            return id.map(one -> new Actor(one.value(), row.actor()));
        }
    }

    @Override
    public String schema() {
        return "/graphql/audit.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("auditLogs", this::list).dataFetcher("auditLogsCount", this::count));
        wiring.type(
                "AuditLog",
                log -> log.dataFetcher("id", field(row -> row.id().value()))
                        .dataFetcher("projectID", optional(row -> row.project().map(ProjectId::value)))
                        .dataFetcher("tenantID", optional(row -> row.tenant().map(Id::value)))
                        .dataFetcher("entityType", field(AuditRecord::entityType))
                        .dataFetcher("entityID", field(AuditRecord::entityId))
                        .dataFetcher("action", field(AuditRecord::action))
                        .dataFetcher("description", field(AuditRecord::description))
                        .dataFetcher("metadata", field(AuditRecord::metadata))
                        .dataFetcher("changes", field(AuditRecord::changes))
                        .dataFetcher("ipAddress", optional(AuditRecord::ipAddress))
                        .dataFetcher("userAgent", optional(AuditRecord::userAgent))
                        .dataFetcher("requestID", field(AuditRecord::requestId))
                        .dataFetcher("createdAt", field(AuditRecord::at))
                        .dataFetcher("actor", field(AuditRecord::actor))
                        .dataFetcher("user", optional(row -> Actor.of(row.user(), row)))
                        .dataFetcher("machineUser", optional(row -> Actor.of(row.machineUser(), row))));
        for (String type : List.of("AuditUser", "AuditMachineUser")) {
            wiring.type(
                    type,
                    actor -> actor.dataFetcher("id", Property.of(Actor.class, Actor::id))
                            .dataFetcher("username", Property.of(Actor.class, Actor::username)));
        }
    }

    private List<AuditRecord> list(DataFetchingEnvironment env) {
        return logs.list(call(env), project(env), Arguments.of(env).list(AuditColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        return logs.count(call(env), project(env), Arguments.of(env).list(AuditColumn.class));
    }

    private static Optional<ProjectId> project(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return arguments
                .optional("projectID", String.class, Function.identity())
                .map(given -> arguments.id("projectID", ProjectId::new));
    }

    private static Property<AuditRecord> field(Function<AuditRecord, ?> reading) {
        return Property.of(AuditRecord.class, reading);
    }

    private static Property<AuditRecord> optional(Function<AuditRecord, Optional<?>> reading) {
        return Property.optional(AuditRecord.class, reading);
    }
}
