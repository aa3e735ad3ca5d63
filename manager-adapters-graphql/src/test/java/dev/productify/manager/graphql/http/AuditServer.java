package dev.productify.manager.graphql.http;

import dev.productify.manager.graphql.GraphQlApi;
import dev.productify.manager.graphql.GraphQlLimits;
import dev.productify.manager.graphql.OperationListener;
import dev.productify.manager.graphql.graphiql.GraphiQlRoutes;
import dev.productify.manager.ports.testing.World;
import io.javalin.Javalin;

/**
 * The routes over rows in memory, for everybody, at the port of the first argument: what the audits of the npm package
 * {@code graphql-http} are run against ({@code serverAudits({url: "http://127.0.0.1:4000/query", fetchFn: fetch})}).
 */
final class AuditServer {
    private AuditServer() {}

    public static void main(String[] arguments) {
        World world = new World();
        GraphQlApi api = GraphQlApi.of(world.useCases, GraphQlLimits.DEFAULT, OperationListener.NONE);
        QueryRoute query =
                new QueryRoute(api, ctx -> world.admin, QueryRoute.DEFAULT_MAX_BODY_BYTES, world.idempotentRequests());
        Javalin.create(config -> {
                    query.register(config.routes);
                    new GraphiQlRoutes().register(config.routes);
                })
                .start("127.0.0.1", Integer.parseInt(arguments[0]));
    }
}
