package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.both;
import static dev.productify.manager.ports.catalogue.Audience.editors;
import static dev.productify.manager.ports.catalogue.Audience.viewers;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Spot.APPLICATION;
import static dev.productify.manager.ports.catalogue.Spot.SIBLING_APPLICATION;
import static dev.productify.manager.ports.catalogue.Spot.SIBLING_TENANT;
import static dev.productify.manager.ports.catalogue.Spot.TENANT;

import java.util.List;
import java.util.Map;

/** Applications on their way from one tenant to another. */
final class PromotionOperations {
    private PromotionOperations() {}

    static List<Operation> all() {
        return List.of(
                change(
                        "Mutation.promoteApplication",
                        both(viewers(APPLICATION), editors(SIBLING_TENANT)),
                        Audited.at(SIBLING_APPLICATION, "promote", "Application"),
                        """
                        mutation ($application: ID!, $tenant: ID!) {
                          promoteApplication(
                            input: {
                              applicationId: $application
                              targetTenantId: $tenant
                              slug: "web"
                              name: "Application Name"
                              version: "1.0.0"
                            }
                          ) {
                            id
                            name
                            slug
                            version
                          }
                        }
                        """,
                        at -> Map.of("application", at.id(APPLICATION), "tenant", at.id(SIBLING_TENANT))),
                change(
                        "Mutation.copyApplication",
                        both(viewers(APPLICATION), editors(TENANT)),
                        Audited.at(TENANT, "copy", "Application"),
                        """
                        mutation ($application: ID!, $tenant: ID!, $slug: String!) {
                          copyApplication(
                            input: {
                              sourceApplicationId: $application
                              targetTenantId: $tenant
                              slug: $slug
                              name: "New Application Name"
                              version: "1.0.0"
                            }
                          ) {
                            id
                            name
                            slug
                            version
                          }
                        }
                        """,
                        at -> Map.of(
                                "application", at.id(APPLICATION), "tenant", at.id(TENANT), "slug", at.fresh("copy"))));
    }
}
