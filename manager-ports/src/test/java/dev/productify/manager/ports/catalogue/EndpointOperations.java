package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.admins;
import static dev.productify.manager.ports.catalogue.Audience.editors;
import static dev.productify.manager.ports.catalogue.Audience.signedIn;
import static dev.productify.manager.ports.catalogue.Audience.stewards;
import static dev.productify.manager.ports.catalogue.Audience.viewers;
import static dev.productify.manager.ports.catalogue.EndpointThing.ENDPOINT;
import static dev.productify.manager.ports.catalogue.EndpointThing.GRANT;
import static dev.productify.manager.ports.catalogue.MachineUserThing.CALLING_MACHINE_USER;
import static dev.productify.manager.ports.catalogue.MachineUserThing.MACHINE_USER;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.look;
import static dev.productify.manager.ports.catalogue.Operation.shows;
import static dev.productify.manager.ports.catalogue.Spot.APPLICATION;
import static dev.productify.manager.ports.catalogue.Spot.TENANT;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Endpoints and their grants. */
final class EndpointOperations {
    private EndpointOperations() {}

    static List<Operation> all() {
        return Stream.of(reads(), changes(), grants(), changesOfGrants(), log())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Operation> reads() {
        Rows ofApplication = rows(Crowd.ENDPOINTS, ENDPOINT);
        return List.of(
                shows("Query.endpoints", viewers(APPLICATION), ofApplication, """
                        query ($application: ID!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          endpoints(application: $application, filters: $filters, order: $order, pagination: $pagination) {
                            id
                            name
                            description
                            enabled
                            url
                            consumeURL
                            authType
                            authConfigured
                          }
                        }
                        """, EndpointOperations::application),
                shows(
                        "Query.endpointsCount",
                        viewers(APPLICATION),
                        ofApplication,
                        """
                        query ($application: ID!, $filters: [Filter!]) {
                          endpointsCount(application: $application, filters: $filters)
                        }
                        """,
                        EndpointOperations::application),
                look("Query.endpoint", viewers(APPLICATION), """
                        query ($id: ID!) {
                          endpoint(id: $id) {
                            id
                            name
                            consumeURL
                          }
                        }
                        """, EndpointOperations::endpoint),
                look("Query.testEndpoint", editors(APPLICATION), """
                        query ($id: ID!) {
                          testEndpoint(id: $id, method: "POST", path: "/api/webhook", body: "{}") {
                            accepted
                            method
                            url
                          }
                        }
                        """, EndpointOperations::endpoint),
                shows(
                        "Application.endpoints",
                        signedIn(),
                        rows(Crowd.ENDPOINTS, ENDPOINT, EndpointThing.NEIGHBOUR_ENDPOINT, EndpointThing.OTHER_ENDPOINT)
                                .under(Crowd.APPLICATIONS_WITH_ENDPOINT),
                        """
                        query ($tenant: String!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          applications(tenantSlug: $tenant) {
                            slug
                            endpoints(filters: $filters, order: $order, pagination: $pagination) {
                              id
                              name
                            }
                          }
                        }
                        """,
                        at -> Map.of("tenant", at.slug(TENANT))),
                shows(
                        "Endpoint.application",
                        viewers(APPLICATION),
                        new Rows(
                                List.of(new Rows.Row(APPLICATION, viewers(APPLICATION))),
                                Crowd.ENDPOINTS,
                                Optional.empty()),
                        """
                        query ($application: ID!) {
                          endpoints(application: $application) {
                            application {
                              id
                              name
                            }
                          }
                        }
                        """,
                        EndpointOperations::application));
    }

    private static List<Operation> changes() {
        return List.of(
                change(
                        "Mutation.createEndpoint",
                        editors(APPLICATION),
                        Audited.at(APPLICATION, "create", "Endpoint"),
                        """
                        mutation ($application: ID!, $path: String!) {
                          createEndpoint(
                            applicationId: $application
                            input: { name: "Orders", consumeURL: $path, url: "https://backend.example.com/orders" }
                          ) {
                            id
                            name
                          }
                        }
                        """,
                        at -> Map.of("application", at.id(APPLICATION), "path", "/" + at.fresh("orders"))),
                change(
                                "Mutation.createEndpoint",
                                editors(APPLICATION),
                                Audited.at(APPLICATION, "create", "Endpoint"),
                                """
                                mutation ($application: ID!, $path: String!) {
                                  createEndpoint(
                                    applicationId: $application
                                    input: {
                                      name: "Prices"
                                      consumeURL: $path
                                      url: "https://backend.example.com/soap"
                                      inputMessageType: JSON
                                      outputMessageType: SOAP
                                      conversion: {
                                        namespaces: [{ prefix: "", uri: "urn:shop" }]
                                        typeHints: [{ path: "//amount", type: NUMBER }]
                                        arrayPaths: ["//offer"]
                                        soapAction: "urn:shop#get"
                                      }
                                    }
                                  ) {
                                    id
                                    conversion {
                                      soapAction
                                    }
                                  }
                                }
                                """,
                                at -> Map.of("application", at.id(APPLICATION), "path", "/" + at.fresh("prices")))
                        .labelled("with a conversion"),
                change(
                                "Mutation.updateEndpoint",
                                editors(APPLICATION),
                                Audited.at(APPLICATION, "update", "Endpoint"),
                                """
                                mutation ($id: ID!) {
                                  updateEndpoint(
                                    id: $id
                                    input: { conversion: { convention: BADGERFISH, arrayPaths: ["/order/line"], emptyAs: NULL } }
                                  ) {
                                    id
                                    conversion {
                                      convention
                                      arrayPaths
                                    }
                                  }
                                }
                                """,
                                EndpointOperations::endpoint)
                        .labelled("its conversion only"),
                change(
                        "Mutation.updateEndpoint",
                        editors(APPLICATION),
                        Audited.at(APPLICATION, "update", "Endpoint"),
                        """
                        mutation ($id: ID!) {
                          updateEndpoint(
                            id: $id
                            input: { enabled: false, url: "https://new-backend.example.com/webhook", logLevel: FULL }
                          ) {
                            id
                            enabled
                            url
                            logLevel
                          }
                        }
                        """,
                        EndpointOperations::endpoint),
                change(
                        "Mutation.deleteEndpoint",
                        editors(APPLICATION),
                        Audited.at(APPLICATION, "delete", "Endpoint"),
                        """
                        mutation ($id: ID!) {
                          deleteEndpoint(id: $id)
                        }
                        """,
                        EndpointOperations::endpoint));
    }

    private static List<Operation> grants() {
        Rows ofEndpoint = granted(GRANT);
        return List.of(
                shows("Query.machineUser2endpoints", admins(TENANT), ofEndpoint, """
                        query ($endpoint: ID!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          machineUser2endpoints(
                            endpoint: $endpoint
                            filters: $filters
                            order: $order
                            pagination: $pagination
                          ) {
                            id
                            enabled
                          }
                        }
                        """, EndpointOperations::ofGrants),
                shows(
                        "Query.machineUser2endpointsCount",
                        admins(TENANT),
                        ofEndpoint,
                        """
                        query ($endpoint: ID!, $filters: [Filter!]) {
                          machineUser2endpointsCount(endpoint: $endpoint, filters: $filters)
                        }
                        """,
                        EndpointOperations::ofGrants),
                look(
                        "Query.machineUser2endpoint",
                        admins(TENANT),
                        """
                        query ($endpoint: ID!, $id: ID!) {
                          machineUser2endpoint(endpoint: $endpoint, id: $id) {
                            id
                            enabled
                          }
                        }
                        """,
                        at -> Map.of("endpoint", at.id(ENDPOINT), "id", at.id(GRANT))),
                shows(
                        "MachineUser2Endpoint.machineUser",
                        admins(TENANT),
                        granted(CALLING_MACHINE_USER),
                        """
                        query ($endpoint: ID!) {
                          machineUser2endpoints(endpoint: $endpoint) {
                            machineUser {
                              id
                              username
                            }
                          }
                        }
                        """,
                        EndpointOperations::ofGrants),
                shows(
                        "MachineUser2Endpoint.endpoint",
                        admins(TENANT),
                        granted(ENDPOINT),
                        """
                        query ($endpoint: ID!) {
                          machineUser2endpoints(endpoint: $endpoint) {
                            endpoint {
                              id
                              name
                            }
                          }
                        }
                        """,
                        EndpointOperations::ofGrants));
    }

    private static List<Operation> changesOfGrants() {
        return List.of(
                change(
                        "Mutation.createMachineUser2Endpoint",
                        admins(TENANT),
                        Audited.at(TENANT, "create", "MachineUser2Endpoint"),
                        """
                        mutation ($machineUser: ID!, $endpoint: ID!) {
                          createMachineUser2Endpoint(
                            input: { machineUserID: $machineUser, endpointID: $endpoint, enabled: true }
                          ) {
                            id
                            enabled
                          }
                        }
                        """,
                        at -> Map.of("machineUser", at.id(MACHINE_USER), "endpoint", at.id(ENDPOINT))),
                change(
                        "Mutation.updateMachineUser2Endpoint",
                        stewards(TENANT),
                        Audited.at(TENANT, "update", "MachineUser2Endpoint"),
                        """
                        mutation ($id: ID!) {
                          updateMachineUser2Endpoint(id: $id, input: { enabled: false }) {
                            id
                            enabled
                          }
                        }
                        """,
                        at -> Map.of("id", at.id(GRANT))),
                change(
                        "Mutation.deleteMachineUser2Endpoint",
                        stewards(TENANT),
                        Audited.at(TENANT, "delete", "MachineUser2Endpoint"),
                        """
                        mutation ($id: ID!) {
                          deleteMachineUser2Endpoint(id: $id)
                        }
                        """,
                        at -> Map.of("id", at.id(GRANT))));
    }

    private static List<Operation> log() {
        Audience viewers = viewers(APPLICATION);
        Rows all = new Rows(
                Stream.of(LoggedCallThing.values())
                        .map(call -> new Rows.Row(call, viewers))
                        .toList(),
                Crowd.CALLS,
                Optional.empty());
        Rows machines = new Rows(
                List.of(new Rows.Row(CALLING_MACHINE_USER, viewers)), Crowd.CALLS_OF_MACHINES, Optional.empty());
        // Machine users are not told of people (contract A2).
        Audience people = Audience.peopleViewing(APPLICATION);
        Rows persons = new Rows(List.of(new Rows.Row(Resident.OF_APPLICATION, people)), Crowd.CALLS, Optional.empty());
        return List.of(
                shows("Query.esbLogs", viewers, all, """
                        query ($endpoint: ID!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          esbLogs(endpoint: $endpoint, filters: $filters, order: $order, pagination: $pagination) {
                            id
                            method
                            path
                            status
                            durationMs
                            sourceIP
                            errorMessage
                            transformationApplied
                            createdAt
                          }
                        }
                        """, EndpointOperations::ofGrants),
                shows("Query.esbLogsCount", viewers, all, """
                        query ($endpoint: ID!, $filters: [Filter!]) {
                          esbLogsCount(endpoint: $endpoint, filters: $filters)
                        }
                        """, EndpointOperations::ofGrants),
                shows("EsbLog.user", people, persons, """
                        query ($endpoint: ID!) {
                          esbLogs(endpoint: $endpoint) {
                            user {
                              id
                              username
                            }
                          }
                        }
                        """, EndpointOperations::ofGrants),
                shows("EsbLog.machineUser", viewers, machines, """
                        query ($endpoint: ID!) {
                          esbLogs(endpoint: $endpoint) {
                            machineUser {
                              id
                              username
                            }
                          }
                        }
                        """, EndpointOperations::ofGrants));
    }

    /** Endpoints, each shown to who views its application. */
    private static Rows rows(Crowd deeper, EndpointThing... endpoints) {
        List<Rows.Row> rows = Stream.of(endpoints)
                .map(endpoint -> new Rows.Row(endpoint, viewers(endpoint.application())))
                .toList();
        return new Rows(rows, deeper, Optional.empty());
    }

    private static Rows granted(Thing thing) {
        return new Rows(List.of(new Rows.Row(thing, admins(TENANT))), Crowd.GRANTS, Optional.empty());
    }

    private static Map<String, Object> application(Names at) {
        return Map.of("application", at.id(APPLICATION));
    }

    private static Map<String, Object> endpoint(Names at) {
        return Map.of("id", at.id(ENDPOINT));
    }

    private static Map<String, Object> ofGrants(Names at) {
        return Map.of("endpoint", at.id(ENDPOINT));
    }
}
