package dev.productify.manager.graphql.endpoint;

import static dev.productify.manager.graphql.shared.Arguments.call;

import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.endpoint.EndpointGrantColumn;
import dev.productify.manager.ports.endpoint.EndpointGrants;
import dev.productify.manager.ports.endpoint.GrantedAccess;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

final class GrantFields {
    private final EndpointGrants grants;

    GrantFields(EndpointGrants grants) {
        this.grants = grants;
    }

    void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("machineUser2endpoints", this::list)
                        .dataFetcher("machineUser2endpointsCount", this::count)
                        .dataFetcher("machineUser2endpoint", this::find));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("createMachineUser2Endpoint", this::create)
                        .dataFetcher("updateMachineUser2Endpoint", this::update)
                        .dataFetcher("deleteMachineUser2Endpoint", this::delete));
        wiring.type(
                "MachineUser2Endpoint",
                grant -> grant.dataFetcher("id", field(row -> row.grant().id().value()))
                        .dataFetcher("enabled", field(row -> row.grant().enabled()))
                        .dataFetcher("machineUser", field(GrantedAccess::machineUser))
                        .dataFetcher("endpoint", GrantFields::endpoint)
                        .dataFetcher("createdAt", field(row -> row.grant().createdAt()))
                        .dataFetcher("updatedAt", field(row -> row.grant().updatedAt())));
    }

    private List<GrantedAccess> list(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return grants.list(call(env), of(arguments), arguments.list(EndpointGrantColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return grants.count(call(env), of(arguments), arguments.list(EndpointGrantColumn.class));
    }

    private GrantedAccess find(DataFetchingEnvironment env) {
        return grants.find(call(env), of(Arguments.of(env)), id(env));
    }

    private GrantedAccess create(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        return grants.create(
                call(env),
                input.id("endpointID", EndpointId::new),
                input.id("machineUserID", MachineUserId::new),
                input.flag("enabled"));
    }

    private GrantedAccess update(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        return grants.update(call(env), id(env), input.patch("enabled", Boolean.class, Function.identity()));
    }

    private boolean delete(DataFetchingEnvironment env) {
        grants.delete(call(env), id(env));
        return true;
    }

    private static CompletableFuture<Object> endpoint(DataFetchingEnvironment env) {
        GrantedAccess row = env.getSource();
        return Loaders.one(env, EndpointGraphQl.ENDPOINT, row.grant().endpoint(), "Endpoint");
    }

    private static EndpointId of(Arguments arguments) {
        return arguments.id("endpoint", EndpointId::new);
    }

    private static EndpointGrantId id(DataFetchingEnvironment env) {
        return Arguments.of(env).id("id", EndpointGrantId::new);
    }

    private static Property<GrantedAccess> field(Function<GrantedAccess, ?> reading) {
        return Property.of(GrantedAccess.class, reading);
    }
}
