package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.admins;
import static dev.productify.manager.ports.catalogue.Audience.editors;
import static dev.productify.manager.ports.catalogue.Audience.platformAdministrators;
import static dev.productify.manager.ports.catalogue.Audience.removers;
import static dev.productify.manager.ports.catalogue.Audience.seers;
import static dev.productify.manager.ports.catalogue.Audience.signedIn;
import static dev.productify.manager.ports.catalogue.Operation.change;
import static dev.productify.manager.ports.catalogue.Operation.look;
import static dev.productify.manager.ports.catalogue.Operation.shows;
import static dev.productify.manager.ports.catalogue.Spot.APPLICATION;
import static dev.productify.manager.ports.catalogue.Spot.NEIGHBOUR;
import static dev.productify.manager.ports.catalogue.Spot.OTHER_APPLICATION;
import static dev.productify.manager.ports.catalogue.Spot.OTHER_PROJECT;
import static dev.productify.manager.ports.catalogue.Spot.OTHER_TENANT;
import static dev.productify.manager.ports.catalogue.Spot.PROJECT;
import static dev.productify.manager.ports.catalogue.Spot.SIBLING_APPLICATION;
import static dev.productify.manager.ports.catalogue.Spot.SIBLING_TENANT;
import static dev.productify.manager.ports.catalogue.Spot.TENANT;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Projects, tenants, applications. */
final class TenancyOperations {
    private static final Rows PROJECTS = Rows.of(Crowd.PROJECTS, PROJECT, OTHER_PROJECT);
    private static final Rows TENANTS = Rows.of(Crowd.TENANTS, TENANT, SIBLING_TENANT);

    private TenancyOperations() {}

    static List<Operation> all() {
        return Stream.of(projects(), tenants(), applications(), nested())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Operation> projects() {
        return List.of(
                shows("Query.projects", signedIn(), PROJECTS, """
                        query ($filters: [Filter!], $order: Order, $pagination: Pagination) {
                          projects(filters: $filters, order: $order, pagination: $pagination) {
                            id
                            name
                            slug
                          }
                        }
                        """, TenancyOperations::marked),
                shows("Query.projectsCount", signedIn(), PROJECTS, """
                        query ($filters: [Filter!]) {
                          projectsCount(filters: $filters)
                        }
                        """, TenancyOperations::marked),
                look("Query.project", seers(PROJECT), """
                        query ($slug: String!) {
                          project(slug: $slug) {
                            id
                            name
                            slug
                          }
                        }
                        """, at -> Map.of("slug", at.slug(PROJECT))),
                change(
                        "Mutation.createProject",
                        platformAdministrators(),
                        Audited.at(PROJECT, "create", "Project"),
                        """
                        mutation ($name: String!) {
                          createProject(input: { name: $name }) {
                            id
                            name
                            slug
                          }
                        }
                        """,
                        at -> Map.of("name", at.fresh("My Project"))),
                change(
                        "Mutation.updateProject",
                        editors(PROJECT),
                        Audited.at(PROJECT, "update", "Project"),
                        """
                        mutation ($id: ID!) {
                          updateProject(id: $id, input: { name: "Updated Project Name", description: "New description" }) {
                            id
                            name
                            description
                          }
                        }
                        """,
                        at -> Map.of("id", at.id(PROJECT))),
                change(
                                "Mutation.updateProject",
                                admins(PROJECT),
                                Audited.at(PROJECT, "update", "Project"),
                                """
                        mutation ($id: ID!) {
                          updateProject(id: $id, input: { protected: true }) {
                            id
                            protected
                          }
                        }
                        """,
                                at -> Map.of("id", at.id(PROJECT)))
                        .labelled("protected"),
                change(
                        "Mutation.deleteProject",
                        removers(PROJECT),
                        Audited.at(PROJECT, "delete", "Project"),
                        """
                        mutation ($id: ID!) {
                          deleteProject(id: $id)
                        }
                        """,
                        at -> Map.of("id", at.id(PROJECT))));
    }

    private static List<Operation> tenants() {
        return List.of(
                shows("Query.tenants", seers(PROJECT), TENANTS, """
                        query ($project: String!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          tenants(projectSlug: $project, filters: $filters, order: $order, pagination: $pagination) {
                            id
                            name
                            slug
                            type
                          }
                        }
                        """, at -> Map.of("project", at.slug(PROJECT))),
                shows("Query.tenantsCount", seers(PROJECT), TENANTS, """
                        query ($project: String!, $filters: [Filter!]) {
                          tenantsCount(projectSlug: $project, filters: $filters)
                        }
                        """, at -> Map.of("project", at.slug(PROJECT))),
                look(
                        "Query.tenant",
                        seers(TENANT),
                        """
                        query ($project: ID!, $slug: String!) {
                          tenant(projectId: $project, slug: $slug) {
                            id
                            name
                            slug
                          }
                        }
                        """,
                        at -> Map.of("project", at.id(PROJECT), "slug", at.slug(TENANT))),
                change(
                        "Mutation.createTenant",
                        editors(PROJECT),
                        Audited.at(PROJECT, "create", "Tenant"),
                        """
                        mutation ($project: ID!) {
                          createTenant(projectId: $project, input: { name: "Customer A", slug: "customer-a", type: run }) {
                            id
                            name
                            slug
                            type
                          }
                        }
                        """,
                        at -> Map.of("project", at.id(PROJECT))),
                change(
                        "Mutation.updateTenant",
                        editors(TENANT),
                        Audited.at(TENANT, "update", "Tenant"),
                        """
                        mutation ($id: ID!) {
                          updateTenant(id: $id, input: { name: "Updated Customer Name" }) {
                            id
                            name
                          }
                        }
                        """,
                        at -> Map.of("id", at.id(TENANT))),
                change(
                                "Mutation.updateTenant",
                                admins(TENANT),
                                Audited.at(TENANT, "update", "Tenant"),
                                """
                        mutation ($id: ID!) {
                          updateTenant(id: $id, input: { protected: true }) {
                            id
                            protected
                          }
                        }
                        """,
                                at -> Map.of("id", at.id(TENANT)))
                        .labelled("protected"),
                change(
                        "Mutation.deleteTenant",
                        removers(TENANT),
                        Audited.at(TENANT, "delete", "Tenant"),
                        """
                        mutation ($id: ID!) {
                          deleteTenant(id: $id)
                        }
                        """,
                        at -> Map.of("id", at.id(TENANT))));
    }

    private static List<Operation> applications() {
        // The other project has a tenant of the same slug.
        Rows ofTenantSlug = Rows.of(Crowd.APPLICATIONS, APPLICATION, NEIGHBOUR, OTHER_APPLICATION);
        return List.of(
                shows("Query.applications", signedIn(), ofTenantSlug, """
                        query ($tenant: String!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          applications(tenantSlug: $tenant, filters: $filters, order: $order, pagination: $pagination) {
                            id
                            name
                            slug
                            version
                          }
                        }
                        """, at -> Map.of("tenant", at.slug(TENANT))),
                shows(
                                "Query.applications",
                                signedIn(),
                                Rows.of(Crowd.APPLICATIONS, APPLICATION, NEIGHBOUR),
                                """
                        query ($project: String!, $tenant: String!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          applications(
                            projectSlug: $project
                            tenantSlug: $tenant
                            filters: $filters
                            order: $order
                            pagination: $pagination
                          ) {
                            id
                            name
                            slug
                          }
                        }
                        """,
                                at -> Map.of("project", at.slug(PROJECT), "tenant", at.slug(TENANT)))
                        .labelled("of one project"),
                shows(
                        "Query.applicationsCount",
                        signedIn(),
                        ofTenantSlug,
                        """
                        query ($tenant: String!, $filters: [Filter!]) {
                          applicationsCount(tenantSlug: $tenant, filters: $filters)
                        }
                        """,
                        at -> Map.of("tenant", at.slug(TENANT))),
                look(
                        "Query.application",
                        seers(APPLICATION),
                        """
                        query ($project: ID!, $tenant: ID!, $slug: String!) {
                          application(projectId: $project, tenantId: $tenant, slug: $slug) {
                            id
                            name
                            slug
                            description
                            version
                          }
                        }
                        """,
                        at -> Map.of("project", at.id(PROJECT), "tenant", at.id(TENANT), "slug", at.slug(APPLICATION))),
                change(
                        "Mutation.createApplication",
                        editors(TENANT),
                        Audited.at(TENANT, "create", "Application"),
                        """
                        mutation ($tenant: ID!) {
                          createApplication(
                            tenantId: $tenant
                            input: { name: "Web App", slug: "web-app", description: "Main web application" }
                          ) {
                            id
                            name
                            slug
                          }
                        }
                        """,
                        at -> Map.of("tenant", at.id(TENANT))),
                change(
                        "Mutation.updateApplication",
                        editors(APPLICATION),
                        Audited.at(APPLICATION, "update", "Application"),
                        """
                        mutation ($id: ID!) {
                          updateApplication(id: $id, input: { description: "Updated description" }) {
                            id
                            description
                          }
                        }
                        """,
                        at -> Map.of("id", at.id(APPLICATION))),
                change(
                        "Mutation.deleteApplication",
                        removers(APPLICATION),
                        Audited.at(APPLICATION, "delete", "Application"),
                        """
                        mutation ($id: ID!) {
                          deleteApplication(id: $id)
                        }
                        """,
                        at -> Map.of("id", at.id(APPLICATION))));
    }

    private static List<Operation> nested() {
        // Asked by way of applications in these tenants.
        List<Rows.Row> projectsOfTheTenants =
                List.of(new Rows.Row(PROJECT, seers(TENANT)), new Rows.Row(OTHER_PROJECT, seers(OTHER_TENANT)));
        return List.of(
                shows(
                        "Project.tenants",
                        signedIn(),
                        Rows.of(Crowd.TENANTS, TENANT, SIBLING_TENANT, OTHER_TENANT)
                                .under(Crowd.PROJECTS_WITH_TENANT),
                        """
                        query ($mark: String!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          projects(filters: [{ field: "name", value: $mark }]) {
                            slug
                            tenants(filters: $filters, order: $order, pagination: $pagination) {
                              id
                              name
                            }
                          }
                        }
                        """,
                        at -> Map.of("mark", at.mark())),
                shows(
                        "Tenant.applications",
                        seers(PROJECT),
                        Rows.of(Crowd.APPLICATIONS, APPLICATION, NEIGHBOUR, SIBLING_APPLICATION)
                                .under(Crowd.TENANTS_WITH_APPLICATION),
                        """
                        query ($project: String!, $filters: [Filter!], $order: Order, $pagination: Pagination) {
                          tenants(projectSlug: $project) {
                            slug
                            applications(filters: $filters, order: $order, pagination: $pagination) {
                              id
                              name
                            }
                          }
                        }
                        """,
                        at -> Map.of("project", at.slug(PROJECT))),
                shows(
                        "Tenant.project",
                        signedIn(),
                        Rows.of(Crowd.PROJECTS_WITH_TENANT, PROJECT, OTHER_PROJECT),
                        """
                        query ($mark: String!) {
                          projects(filters: [{ field: "name", value: $mark }]) {
                            tenants {
                              project {
                                id
                                name
                              }
                            }
                          }
                        }
                        """,
                        at -> Map.of("mark", at.mark())),
                shows(
                        "Application.tenant",
                        seers(PROJECT),
                        Rows.of(Crowd.TENANTS_WITH_APPLICATION, TENANT, SIBLING_TENANT),
                        """
                        query ($project: String!) {
                          tenants(projectSlug: $project) {
                            applications {
                              tenant {
                                id
                                name
                              }
                            }
                          }
                        }
                        """,
                        at -> Map.of("project", at.slug(PROJECT))),
                shows(
                        "Application.project",
                        signedIn(),
                        new Rows(projectsOfTheTenants, Crowd.APPLICATIONS, Optional.empty()),
                        """
                        query ($tenant: String!) {
                          applications(tenantSlug: $tenant) {
                            project {
                              id
                              name
                            }
                          }
                        }
                        """,
                        at -> Map.of("tenant", at.slug(TENANT))));
    }

    /** Only the projects of the fixture, since the installation may have any number of others. */
    private static Map<String, Object> marked(Names at) {
        return Map.of("filters", List.of(Map.of("field", "name", "value", at.mark())));
    }
}
