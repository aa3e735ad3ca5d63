package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.admins;
import static dev.productify.manager.ports.catalogue.Audience.everybody;
import static dev.productify.manager.ports.catalogue.Audience.machines;
import static dev.productify.manager.ports.catalogue.Audience.stewards;
import static dev.productify.manager.ports.catalogue.MachineUserThing.CALLING_MACHINE_USER;
import static dev.productify.manager.ports.catalogue.MachineUserThing.MACHINE_USER;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.route;
import static dev.productify.manager.ports.catalogue.Operation.shows;
import static dev.productify.manager.ports.catalogue.Spot.TENANT;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Machine users. */
final class MachineUserOperations {
    private MachineUserOperations() {}

    static List<Operation> all() {
        Stream<Thing> callers = Caller.at(TENANT, true).map(caller -> new Thing.OfCaller(caller, "machine user"));
        List<Rows.Row> rows = Stream.concat(Stream.of(MACHINE_USER, CALLING_MACHINE_USER), callers)
                .map(thing -> new Rows.Row(thing, admins(TENANT)))
                .toList();
        Rows ofTenant = new Rows(rows, Crowd.MACHINE_USERS, Optional.empty());
        return List.of(
                shows("Query.machineUsers", admins(TENANT), ofTenant, """
                        query ($tenant: ID!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          machineUsers(tenant: $tenant, filters: $filters, order: $order, pagination: $pagination) {
                            id
                            name
                            username
                            enabled
                            tokenPrefix
                          }
                        }
                        """, at -> Map.of("tenant", at.id(TENANT))),
                shows("Query.machineUsersCount", admins(TENANT), ofTenant, """
                        query ($tenant: ID!, $filters: [Filter!]) {
                          machineUsersCount(tenant: $tenant, filters: $filters)
                        }
                        """, at -> Map.of("tenant", at.id(TENANT))),
                change(
                        "Mutation.createMachineUserWithCredentials",
                        admins(TENANT),
                        Audited.at(TENANT, "create", "MachineUser"),
                        """
                        mutation ($tenant: ID!, $username: String!) {
                          createMachineUserWithCredentials(
                            tenantId: $tenant
                            input: { name: "API Service", username: $username, hashedKey: "__GENERATE_TOKEN__", enabled: true }
                          ) {
                            machineUser {
                              id
                              username
                            }
                          }
                        }
                        """,
                        at -> Map.of("tenant", at.id(TENANT), "username", at.fresh("api-service"))),
                change(
                        "Mutation.updateMachineUser",
                        stewards(TENANT),
                        Audited.at(TENANT, "update", "MachineUser"),
                        """
                        mutation ($id: ID!) {
                          updateMachineUser(id: $id, input: { enabled: false }) {
                            id
                            enabled
                          }
                        }
                        """,
                        at -> Map.of("id", at.id(MACHINE_USER))),
                change(
                        "Mutation.rotateMachineUserToken",
                        stewards(TENANT),
                        Audited.at(TENANT, "update", "MachineUser").eachTime(),
                        """
                        mutation ($id: ID!) {
                          rotateMachineUserToken(id: $id, overlapSeconds: 60) {
                            machineUser {
                              id
                            }
                          }
                        }
                        """,
                        at -> Map.of("id", at.id(MACHINE_USER))),
                change(
                        "Mutation.deleteMachineUser",
                        stewards(TENANT),
                        Audited.at(TENANT, "delete", "MachineUser"),
                        """
                        mutation ($id: ID!) {
                          deleteMachineUser(id: $id)
                        }
                        """,
                        at -> Map.of("id", at.id(MACHINE_USER))),
                route("GET /api/machine/check", machines(), at -> "/api/machine/check"),
                route("POST /api/validate-machine-user", everybody(), "/api/validate-machine-user", at -> {
                    Map<String, String> credentials = at.credentials(MACHINE_USER);
                    return "{\"username\":\"" + credentials.get("username") + "\",\"token\":\""
                            + credentials.get("token") + "\"}";
                }),
                route(
                        "POST /api/validate-proxy-auth",
                        everybody(),
                        "/api/validate-proxy-auth",
                        at -> "{\"token\":\"" + at.token(Caller.VIEWER_OF_TENANT) + "\"}"));
    }
}
