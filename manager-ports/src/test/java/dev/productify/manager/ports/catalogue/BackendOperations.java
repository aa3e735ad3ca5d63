package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.keeping;
import static dev.productify.manager.ports.catalogue.Audience.machineOnly;
import static dev.productify.manager.ports.catalogue.Audience.machinesEditing;
import static dev.productify.manager.ports.catalogue.Audience.viewers;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.look;
import static dev.productify.manager.ports.catalogue.Operation.shows;
import static dev.productify.manager.ports.catalogue.Spot.APPLICATION;
import static dev.productify.manager.ports.catalogue.Spot.TENANT;
import static dev.productify.manager.ports.catalogue.TriggerThing.BACKEND;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backends. */
final class BackendOperations {
    private BackendOperations() {}

    static List<Operation> all() {
        Thing own = new Thing.OfCaller(Caller.MACHINE_EDITOR_OF_TENANT, "backend");
        Rows ofTenant = new Rows(
                List.of(new Rows.Row(BACKEND, viewers(TENANT)), new Rows.Row(own, viewers(TENANT))),
                Crowd.BACKENDS,
                Optional.empty());
        return List.of(
                shows("Query.backends", viewers(TENANT), ofTenant, """
                        query ($tenant: ID!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          backends(tenant: $tenant, filters: $filters, order: $order, pagination: $pagination) {
                            id
                            name
                            callbackUrl
                            enabled
                            heartbeatAt
                          }
                        }
                        """, BackendOperations::tenant),
                shows("Query.backendsCount", viewers(TENANT), ofTenant, """
                        query ($tenant: ID!, $filters: [Filter!]) {
                          backendsCount(tenant: $tenant, filters: $filters)
                        }
                        """, BackendOperations::tenant),
                look("Query.backend", keeping(Rank.VIEWER, TENANT), """
                        query ($id: ID!) {
                          backend(id: $id) {
                            id
                            name
                          }
                        }
                        """, BackendOperations::backend),
                change(
                        "Mutation.updateBackend",
                        keeping(Rank.EDITOR, TENANT),
                        Audited.at(TENANT, "update", "Backend"),
                        """
                        mutation ($id: ID!) {
                          updateBackend(id: $id, input: { enabled: false }) {
                            id
                            enabled
                          }
                        }
                        """,
                        BackendOperations::backend),
                change(
                        "Mutation.rotateBackendSecret",
                        keeping(Rank.EDITOR, TENANT),
                        Audited.at(TENANT, "update", "Backend").eachTime(),
                        """
                        mutation ($id: ID!) {
                          rotateBackendSecret(id: $id) {
                            backend {
                              id
                            }
                            signingSecret
                          }
                        }
                        """,
                        BackendOperations::backend),
                change(
                        "Mutation.deleteBackend",
                        keeping(Rank.EDITOR, TENANT),
                        Audited.at(TENANT, "delete", "Backend"),
                        """
                        mutation ($id: ID!) {
                          deleteBackend(id: $id)
                        }
                        """,
                        BackendOperations::backend),
                new Operation(
                        "POST /api/machine/register-backend",
                        "",
                        machinesEditing(TENANT),
                        new Sample.Http(
                                "POST", at -> "/api/machine/register-backend", at -> Optional.of(registration(at))),
                        Optional.of(Audited.at(TENANT, "create", "Backend")),
                        Optional.empty()),
                new Operation(
                        "DELETE /api/machine/register-backend/{id}",
                        "",
                        machineOnly(Caller.MACHINE_EDITOR_OF_TENANT),
                        new Sample.Http(
                                "DELETE",
                                at -> "/api/machine/register-backend/" + at.own("backend"),
                                at -> Optional.empty()),
                        Optional.of(Audited.at(TENANT, "delete", "Backend")),
                        Optional.empty()));
    }

    private static String registration(Names at) {
        return "{\"name\":\"" + at.fresh("payment") + "\",\"callbackUrl\":\"https://payment.example.com/callback\","
                + "\"applicationId\":\"" + at.id(APPLICATION) + "\"}";
    }

    private static Map<String, Object> tenant(Names at) {
        return Map.of("tenant", at.id(TENANT));
    }

    private static Map<String, Object> backend(Names at) {
        return Map.of("id", at.id(BACKEND));
    }
}
