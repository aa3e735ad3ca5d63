package dev.productify.manager.graphql.shared;

import dev.productify.manager.graphql.GraphQlModule;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;

/** The types that all features share. */
public final class SharedGraphQl implements GraphQlModule {
    @Override
    public String schema() {
        return "/graphql/shared.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.scalar(DateTimeScalar.TYPE);
        wiring.scalar(JsonScalar.TYPE);
        wiring.scalar(LongScalar.TYPE);
        wiring.type(TypeRuntimeWiring.newTypeWiring("OrderDirection").enumValues(new EnumWords(Direction.class)));
        Connections.wirePageInfo(wiring);
    }
}
