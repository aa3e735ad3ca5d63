package dev.productify.manager.graphql.shared;

import dev.productify.manager.ports.shared.Connection;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.function.Function;

/** Lists that are read by cursors, in the form that Relay's "GraphQL Cursor Connections Specification" gave them. */
public final class Connections {
    private Connections() {}

    /** Wires the types {@code …Connection} and {@code …Edge} around nodes of that type. */
    public static void wire(RuntimeWiring.Builder wiring, String node) {
        wiring.type(
                node + "Connection",
                type -> type.dataFetcher("edges", env -> connection(env).edges())
                        .dataFetcher("pageInfo", field(connection -> connection))
                        .dataFetcher("totalCount", field(Connection::totalCount)));
        // Neither edges nor nodes are properties: objects of an answer are counted, properties are not.
        wiring.type(
                node + "Edge",
                type -> type.dataFetcher("node", env -> edge(env).node())
                        .dataFetcher(
                                "cursor", Property.of(Object.class, source -> ((Connection.Edge<?>) source).cursor())));
    }

    static void wirePageInfo(RuntimeWiring.Builder wiring) {
        wiring.type(
                "PageInfo",
                type -> type.dataFetcher("hasNextPage", field(Connection::hasNextPage))
                        .dataFetcher("hasPreviousPage", field(Connection::hasPreviousPage))
                        .dataFetcher(
                                "startCursor",
                                field(piece -> piece.startCursor().orElse(null)))
                        .dataFetcher(
                                "endCursor", field(piece -> piece.endCursor().orElse(null))));
    }

    private static Property<?> field(Function<Connection<?>, ?> reading) {
        return Property.of(Object.class, source -> reading.apply((Connection<?>) source));
    }

    private static Connection<?> connection(DataFetchingEnvironment env) {
        return env.getSource();
    }

    private static Connection.Edge<?> edge(DataFetchingEnvironment env) {
        return env.getSource();
    }
}
