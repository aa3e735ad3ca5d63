package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.editors;
import static dev.productify.manager.ports.catalogue.Audience.everybody;
import static dev.productify.manager.ports.catalogue.Audience.keeping;
import static dev.productify.manager.ports.catalogue.Audience.seers;
import static dev.productify.manager.ports.catalogue.Audience.viewers;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.look;
import static dev.productify.manager.ports.catalogue.Operation.route;
import static dev.productify.manager.ports.catalogue.Operation.shows;
import static dev.productify.manager.ports.catalogue.Spot.APPLICATION;
import static dev.productify.manager.ports.catalogue.Spot.NEIGHBOUR;
import static dev.productify.manager.ports.catalogue.Spot.PROJECT;
import static dev.productify.manager.ports.catalogue.Spot.SIBLING_APPLICATION;
import static dev.productify.manager.ports.catalogue.Spot.SIBLING_TENANT;
import static dev.productify.manager.ports.catalogue.Spot.TENANT;

import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Settings. Those of {@link Spot#NEIGHBOUR} are filled, all others are empty. */
final class SettingsOperations {
    private SettingsOperations() {}

    static List<Operation> all() {
        List<Operation> all = new ArrayList<>(looks());
        for (Spot spot : List.of(PROJECT, TENANT, APPLICATION)) {
            all.add(create("Backend", spot));
            all.add(update("Frontend", spot));
        }
        all.add(create("Frontend", APPLICATION));
        all.add(update("Backend", TENANT));
        all.add(updateConfig("Backend", PROJECT));
        all.add(updateConfig("Frontend", APPLICATION));
        all.add(delete("Backend"));
        all.add(delete("Frontend"));
        all.add(route(
                "GET /api/frontend-config/{application_id}",
                everybody(),
                at -> "/api/frontend-config/" + at.id(APPLICATION)));
        all.add(route(
                "OPTIONS /api/frontend-config/{application_id}",
                everybody(),
                at -> "/api/frontend-config/" + at.id(APPLICATION)));
        return all;
    }

    private static List<Operation> looks() {
        return List.of(
                look(
                                "Query.settings",
                                viewers(APPLICATION),
                                """
                        query ($project: ID, $tenant: ID, $application: ID) {
                          settings(project: $project, tenant: $tenant, application: $application) {
                            id
                            backendSetting {
                              id
                              moduleConfig {
                                EnabledModules
                              }
                            }
                          }
                        }
                        """,
                                at -> Map.of(
                                        "project",
                                        at.id(PROJECT),
                                        "tenant",
                                        at.id(TENANT),
                                        "application",
                                        at.id(APPLICATION)))
                        .labelled("of an application"),
                look("Query.settings", viewers(TENANT), """
                        query ($tenant: ID) {
                          settings(tenant: $tenant) {
                            id
                          }
                        }
                        """, at -> Map.of("tenant", at.id(TENANT)))
                        .labelled("of a tenant"),
                look("Query.settings", viewers(PROJECT), """
                        query ($project: ID) {
                          settings(project: $project) {
                            id
                          }
                        }
                        """, at -> Map.of("project", at.id(PROJECT)))
                        .labelled("of a project"),
                shows(
                        "Project.settings",
                        viewers(PROJECT),
                        new Rows(List.of(new Rows.Row(PROJECT, viewers(PROJECT))), Crowd.TENANTS, Optional.empty()),
                        """
                        query ($project: String!) {
                          tenants(projectSlug: $project) {
                            project {
                              settings {
                                id
                                frontendSetting {
                                  version
                                }
                              }
                            }
                          }
                        }
                        """,
                        at -> Map.of("project", at.slug(PROJECT))),
                shows(
                        "Tenant.settings",
                        ofSomeTenant(),
                        Rows.of(Crowd.TENANTS, TENANT, SIBLING_TENANT),
                        """
                        query ($project: String!) {
                          tenants(projectSlug: $project) {
                            settings {
                              id
                            }
                          }
                        }
                        """,
                        at -> Map.of("project", at.slug(PROJECT))),
                shows(
                        "Application.settings",
                        seers(PROJECT),
                        Rows.of(Crowd.TENANTS_WITH_APPLICATION, APPLICATION, NEIGHBOUR, SIBLING_APPLICATION),
                        """
                        query ($project: String!) {
                          tenants(projectSlug: $project) {
                            applications {
                              settings {
                                id
                                frontendSetting {
                                  moduleConfig {
                                    AvailableModules
                                    DefaultLocale
                                  }
                                  origins {
                                    Field
                                  }
                                }
                              }
                            }
                          }
                        }
                        """,
                        at -> Map.of("project", at.slug(PROJECT))));
    }

    /** Whoever sees a tenant of the project by name only is refused its settings; others see those of their tenants. */
    private static Audience ofSomeTenant() {
        return new Audience.EitherOf(new Audience.Holders(Rank.VIEWER, TENANT), viewers(SIBLING_TENANT));
    }

    private static Operation create(String kind, Spot spot) {
        String level = switch (spot) {
            case PROJECT -> "projectID";
            case TENANT -> "tenantID";
            default -> "applicationID";
        };
        return change(
                        "Mutation.create" + kind + "Settings",
                        editors(spot),
                        Audited.at(spot, "create", kind + "Settings"),
                        """
                        mutation ($level: ID) {
                          create%sSettings(input: { %s: $level, moduleConfig: { EnabledModules: ["auth"] } }) {
                            id
                          }
                        }
                        """.formatted(kind, level),
                        at -> Map.of("level", at.id(spot)))
                .labelled("of " + spot);
    }

    private static Operation update(String kind, Spot spot) {
        return change(
                        "Mutation.update" + kind + "Settings",
                        keeping(Rank.EDITOR, spot),
                        Audited.at(spot, "update", kind + "Settings"),
                        """
                        mutation ($id: ID!) {
                          update%sSettings(id: $id, input: { moduleConfig: { EnabledModules: ["auth", "api"] } }) {
                            id
                            version
                          }
                        }
                        """.formatted(kind),
                        at -> Map.of("id", id(kind, at.id(spot))))
                .labelled("of " + spot);
    }

    private static Operation updateConfig(String kind, Spot spot) {
        return change(
                "Mutation.update" + kind + "ModuleConfig",
                keeping(Rank.EDITOR, spot),
                Audited.at(spot, "update", kind + "Settings"),
                """
                mutation ($id: ID!) {
                  update%sModuleConfig(id: $id, input: { KeyValuePairs: [{ Key: "a", Value: "1" }] }) {
                    id
                  }
                }
                """.formatted(kind),
                at -> Map.of("id", id(kind, at.id(spot))));
    }

    private static Operation delete(String kind) {
        return change(
                "Mutation.delete" + kind + "Settings",
                keeping(Rank.EDITOR, NEIGHBOUR),
                Audited.at(NEIGHBOUR, "delete", kind + "Settings"),
                """
                mutation ($id: ID!) {
                  delete%sSettings(id: $id)
                }
                """.formatted(kind),
                at -> Map.of("id", id(kind, at.id(NEIGHBOUR))));
    }

    /** The settings of a level, of which only the id counts. */
    private static String id(String kind, String level) {
        Place place = Place.of(new ProjectId(UUID.fromString(level)));
        SettingsKind of = kind.equals("Backend") ? SettingsKind.BACKEND : SettingsKind.FRONTEND;
        return SettingsId.of(of, place).value().toString();
    }
}
