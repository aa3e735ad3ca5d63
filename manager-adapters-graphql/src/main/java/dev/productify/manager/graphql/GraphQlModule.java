package dev.productify.manager.graphql;

import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.ports.call.Call;
import graphql.schema.idl.RuntimeWiring;

/** One feature's part of the schema. */
public interface GraphQlModule {
    /** Its schema file, as an absolute path on the class path. */
    String schema();

    /** Says how each of its fields gets its value; a field that is forgotten keeps the engine from being built. */
    void wire(RuntimeWiring.Builder wiring);

    /** Its loaders, made anew for every request: they keep what this caller may see. */
    default void loaders(Loaders loaders, Call call) {}
}
