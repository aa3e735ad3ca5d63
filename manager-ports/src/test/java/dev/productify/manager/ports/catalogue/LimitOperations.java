package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.admins;
import static dev.productify.manager.ports.catalogue.Audience.platformAdministrators;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.look;
import static dev.productify.manager.ports.catalogue.Spot.PROJECT;

import java.util.List;
import java.util.Map;

/** Limits of projects. */
final class LimitOperations {
    private LimitOperations() {}

    static List<Operation> all() {
        return List.of(
                look("Query.projectLimits", admins(PROJECT), """
                        query ($project: ID!) {
                          projectLimits(projectID: $project) {
                            projectID
                            tenants {
                              limit
                              own
                              used
                            }
                          }
                        }
                        """, at -> Map.of("project", at.id(PROJECT))),
                change(
                        "Mutation.updateProjectLimits",
                        platformAdministrators(),
                        Audited.at(PROJECT, "update", "ProjectLimits"),
                        """
                        mutation ($project: ID!) {
                          updateProjectLimits(projectID: $project, input: { tenants: 1000, piletBytes: 5000000000 }) {
                            projectID
                            piletBytes {
                              limit
                              own
                              used
                            }
                          }
                        }
                        """,
                        at -> Map.of("project", at.id(PROJECT))));
    }
}
