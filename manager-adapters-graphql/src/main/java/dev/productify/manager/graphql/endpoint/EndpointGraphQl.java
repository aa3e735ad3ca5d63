package dev.productify.manager.graphql.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.endpoint.AuthType;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.EnumWords;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.endpoint.EndpointColumn;
import dev.productify.manager.ports.endpoint.EndpointGrants;
import dev.productify.manager.ports.endpoint.Endpoints;
import dev.productify.manager.ports.endpoint.LoggedCalls;
import dev.productify.manager.ports.shared.ListQuery;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.Collection;

/** Endpoints, which machine users may call them, and what was called. */
public final class EndpointGraphQl implements GraphQlModule {
    static final String ENDPOINT = "endpointById";
    static final String ENDPOINTS = "endpointsOfApplication";

    private final Endpoints endpoints;
    private final EndpointGrants grants;
    private final LogFields log;

    public EndpointGraphQl(Endpoints endpoints, EndpointGrants grants, LoggedCalls calls) {
        this.endpoints = requireNonNull(endpoints, "endpoints");
        this.grants = requireNonNull(grants, "grants");
        this.log = new LogFields(requireNonNull(calls, "calls"));
    }

    @Override
    public String schema() {
        return "/graphql/endpoint.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        words(wiring, "EndpointAuthType", AuthType.class);
        words(wiring, "EndpointInputMessageType", MessageType.class);
        words(wiring, "EndpointOutputMessageType", MessageType.class);
        words(wiring, "EndpointLogLevel", LogLevel.class);
        ConversionFields.wire(wiring);
        new EndpointFields(endpoints).wire(wiring);
        new GrantFields(grants).wire(wiring);
        log.wire(wiring);
    }

    private static void words(RuntimeWiring.Builder wiring, String type, Class<? extends Enum<?>> constants) {
        wiring.type(TypeRuntimeWiring.newTypeWiring(type).enumValues(new EnumWords(constants)));
    }

    @Override
    public void loaders(Loaders loaders, Call call) {
        log.loaders(loaders, call);
        loaders.single(ENDPOINT, (Collection<EndpointId> ids) -> endpoints.findAll(call, ids));
        loaders.lists(
                ENDPOINTS,
                (Collection<ApplicationId> ids, ListQuery<EndpointColumn> query) -> endpoints.listOf(call, ids, query));
    }
}
