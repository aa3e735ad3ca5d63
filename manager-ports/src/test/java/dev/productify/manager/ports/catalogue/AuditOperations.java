package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.admins;
import static dev.productify.manager.ports.catalogue.Operation.shows;

import dev.productify.manager.ports.catalogue.Thing.Logged;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The audit log of a project: all of it for the project's admins, the rows of their tenants for those of tenants. Samples
 * ask for rows of the request {@link #REQUEST}, since every other sample adds rows by itself.
 */
final class AuditOperations {
    /** The request by which the fixture says that its rows came. */
    static final String REQUEST = "planted";

    /** Spots whose rows are in the log of {@link Spot#PROJECT} and say so. */
    private static final List<Spot> LOGGED = List.of(Spot.PROJECT, Spot.TENANT, Spot.SIBLING_TENANT);

    private static final Audience READERS = Audience.adminsOfAny(Spot.PROJECT, Spot.TENANT, Spot.SIBLING_TENANT);

    private AuditOperations() {}

    static List<Operation> all() {
        Function<Names, Map<String, Object>> project = at -> Map.of("project", at.id(Spot.PROJECT));
        return List.of(
                shows("Query.auditLogs", READERS, rows(Crowd.AUDIT_ROWS, "row", "row of machine"), """
                        query (
                          $project: ID!
                          $filters: [Filter!] = [{ field: "request_id", value: "planted" }]
                          $order: Order
                          $pagination: Pagination
                        ) {
                          auditLogs(projectID: $project, filters: $filters, order: $order, pagination: $pagination) {
                            id
                            entityType
                            entityID
                            action
                            description
                            metadata
                            changes
                            ipAddress
                            userAgent
                            createdAt
                          }
                        }
                        """, project),
                shows("Query.auditLogsCount", READERS, rows(Crowd.AUDIT_ROWS, "row", "row of machine"), """
                        query ($project: ID!, $filters: [Filter!] = [{ field: "request_id", value: "planted" }]) {
                          auditLogsCount(projectID: $project, filters: $filters)
                        }
                        """, project),
                shows(
                        "AuditLog.user",
                        READERS,
                        rows(Crowd.AUDIT_ROWS, spot -> Stream.of(Resident.at(spot))),
                        """
                        query ($project: ID!, $filters: [Filter!] = [{ field: "request_id", value: "planted" }]) {
                          auditLogs(projectID: $project, filters: $filters) {
                            user {
                              id
                              username
                            }
                          }
                        }
                        """,
                        project),
                shows("AuditLog.machineUser", READERS, rows(Crowd.AUDIT_ROWS_OF_MACHINES, "machine"), """
                        query ($project: ID!, $filters: [Filter!] = [{ field: "request_id", value: "planted" }]) {
                          auditLogs(projectID: $project, filters: $filters) {
                            machineUser {
                              id
                              username
                            }
                          }
                        }
                        """, project));
    }

    private static Rows rows(Crowd deeper, String... whats) {
        return rows(deeper, spot -> Stream.of(whats).map(what -> new Logged(spot, what)));
    }

    private static Rows rows(Crowd deeper, Function<Spot, Stream<Thing>> things) {
        List<Rows.Row> rows = LOGGED.stream()
                .flatMap(spot -> things.apply(spot).map(thing -> new Rows.Row(thing, admins(spot))))
                .toList();
        return new Rows(rows, deeper, Optional.empty());
    }
}
