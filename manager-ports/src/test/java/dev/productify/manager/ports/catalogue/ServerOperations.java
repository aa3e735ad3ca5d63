package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.everybody;
import static dev.productify.manager.ports.catalogue.Audience.signedIn;
import static dev.productify.manager.ports.catalogue.Operation.route;

import java.util.List;

/** Routes that belong to no feature. */
final class ServerOperations {
    private ServerOperations() {}

    static List<Operation> all() {
        return List.of(
                route("POST /query", signedIn(), "/query", "{\"query\": \"{ __typename }\"}"),
                route("GET /query", signedIn(), at -> "/query?query=%7B__typename%7D"),
                route("GET /gql", everybody(), at -> "/gql"),
                // Its address holds a hash that only the page knows, and the page stands for it.
                route("GET /gql/{version}/{file}", everybody(), at -> "/gql"),
                route("GET /health/live", everybody(), at -> "/health/live"),
                route("GET /health/ready", everybody(), at -> "/health/ready"));
    }
}
