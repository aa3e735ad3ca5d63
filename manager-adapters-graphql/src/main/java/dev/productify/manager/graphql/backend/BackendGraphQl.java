package dev.productify.manager.graphql.backend;

import static dev.productify.manager.graphql.shared.Arguments.call;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.backend.BackendColumn;
import dev.productify.manager.ports.backend.Backends;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** The services that triggers call back. They register by REST. */
public final class BackendGraphQl implements GraphQlModule {
    private final Backends backends;
    private final InstantSource clock;

    /** @param clock by which the age of heartbeats is told */
    public BackendGraphQl(Backends backends, InstantSource clock) {
        this.backends = requireNonNull(backends, "backends");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public String schema() {
        return "/graphql/backend.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("backends", this::list)
                        .dataFetcher("backendsCount", this::count)
                        .dataFetcher("backend", env -> backends.find(call(env), id(env))));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("updateBackend", this::update)
                        .dataFetcher("rotateBackendSecret", env -> backends.rotate(call(env), id(env)))
                        .dataFetcher("deleteBackend", this::delete));
        wiring.type(
                "Backend",
                backend -> backend.dataFetcher("id", field(b -> b.id().value()))
                        .dataFetcher("name", field(b -> b.name().value()))
                        .dataFetcher("callbackUrl", field(b -> b.callbackUrl().toString()))
                        .dataFetcher(
                                "description",
                                field(b ->
                                        b.description().map(Description::value).orElse(null)))
                        .dataFetcher("version", field(b -> b.release().orElse(null)))
                        .dataFetcher("machineUserId", field(b -> b.machineUser().value()))
                        .dataFetcher(
                                "applicationId",
                                field(b -> b.application().map(id -> id.value()).orElse(null)))
                        .dataFetcher("tokenConfigured", field(b -> b.token().isPresent()))
                        .dataFetcher("enabled", field(Backend::enabled))
                        .dataFetcher("gone", field(Backend::gone))
                        .dataFetcher("heartbeatAt", field(Backend::heartbeatAt))
                        .dataFetcher("heartbeatAgeSeconds", field(this::age))
                        .dataFetcher("createdAt", field(Backend::createdAt))
                        .dataFetcher("updatedAt", field(Backend::updatedAt)));
        wiring.type(
                "BackendWithSecret",
                rotated -> rotated.dataFetcher(
                                "backend", Property.of(Backends.Rotated.class, Backends.Rotated::backend))
                        .dataFetcher(
                                "signingSecret",
                                Property.of(
                                        Backends.Rotated.class,
                                        kept -> kept.signingSecret().reveal())));
    }

    private int age(Backend backend) {
        long seconds = Duration.between(backend.heartbeatAt(), clock.instant()).toSeconds();
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, seconds));
    }

    private List<Backend> list(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return backends.list(call(env), arguments.id("tenant", TenantId::new), arguments.list(BackendColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return backends.count(call(env), arguments.id("tenant", TenantId::new), arguments.list(BackendColumn.class));
    }

    private Backend update(DataFetchingEnvironment env) {
        Patch<Boolean> enabled = Arguments.of(env).input("input").patch("enabled", Boolean.class, Function.identity());
        return backends.update(call(env), id(env), enabled.required("enabled"));
    }

    private boolean delete(DataFetchingEnvironment env) {
        backends.delete(call(env), id(env));
        return true;
    }

    private static BackendId id(DataFetchingEnvironment env) {
        return Arguments.of(env).id("id", BackendId::new);
    }

    private static Property<Backend> field(Function<Backend, ?> reading) {
        return Property.of(Backend.class, reading);
    }
}
