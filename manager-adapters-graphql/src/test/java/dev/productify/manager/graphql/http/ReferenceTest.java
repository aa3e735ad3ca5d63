package dev.productify.manager.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every operation as the API reference prints it; only its stand-ins for ids are replaced. */
class ReferenceTest {
    private final Client client = new Client();
    private final Project project = client.desk.world.project("my-project");
    private final Tenant tenant = client.desk.world.tenant(project, "tenant-slug");
    private final Application application = client.desk.world.application(tenant, "app-slug");

    @AfterEach
    void stop() {
        client.close();
    }

    private String run(String document) {
        String filled = document.replace("project-uuid", project.id().value().toString())
                .replace("tenant-uuid", tenant.id().value().toString())
                .replace("app-uuid", application.id().value().toString());
        JsonNode answer = client.ask(filled);
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.get("data").toString().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID");
    }

    @Test
    void listProjects() {
        assertThat(run("""
                        query {
                          projects(
                            filters: []
                            order: { field: "created_at", direction: DESC }
                            pagination: { limit: 10, offset: 0 }
                          ) {
                            id
                            name
                            slug
                            description
                            createdAt
                          }
                        }
                        """))
                .isEqualTo("{\"projects\":[{\"id\":\"ID\",\"name\":\"Project my-project\",\"slug\":\"my-project\","
                        + "\"description\":null,\"createdAt\":\"2026-01-31T12:00:00Z\"}]}");
    }

    @Test
    void getProjectBySlug() {
        assertThat(run("""
                        query {
                          project(slug: "my-project") {
                            id
                            name
                            slug
                            description
                            tenants {
                              id
                              name
                            }
                          }
                        }
                        """)).contains("\"tenants\":[{\"id\":\"ID\",\"name\":\"Tenant tenant-slug\"}]");
    }

    @Test
    void listTenants() {
        assertThat(run("""
                        query {
                          tenants(
                            projectSlug: "my-project"
                            filters: []
                            order: { field: "name", direction: ASC }
                            pagination: { limit: 20, offset: 0 }
                          ) {
                            id
                            name
                            slug
                            description
                          }
                        }
                        """)).contains("\"slug\":\"tenant-slug\"");
    }

    @Test
    void getTenant() {
        assertThat(run("""
                        query {
                          tenant(projectId: "project-uuid", slug: "tenant-slug") {
                            id
                            name
                            slug
                            applications {
                              id
                              name
                            }
                          }
                        }
                        """)).contains("\"applications\":[{\"id\":\"ID\",\"name\":\"Application app-slug\"}]");
    }

    @Test
    void listApplications() {
        assertThat(run("""
                        query {
                          applications(
                            tenantSlug: "tenant-slug"
                            filters: []
                            order: { field: "name", direction: ASC }
                            pagination: { limit: 10, offset: 0 }
                          ) {
                            id
                            name
                            slug
                            description
                          }
                        }
                        """)).contains("\"slug\":\"app-slug\"");
    }

    @Test
    void getApplication() {
        assertThat(run("""
                        query {
                          application(
                            projectId: "project-uuid"
                            tenantId: "tenant-uuid"
                            slug: "app-slug"
                          ) {
                            id
                            name
                            slug
                            description
                          }
                        }
                        """)).contains("\"slug\":\"app-slug\"");
    }

    @Test
    void getCurrentUser() {
        assertThat(run("""
                        query {
                          me {
                            id
                            username
                            email
                            displayName
                            disabled
                          }
                        }
                        """))
                .isEqualTo("{\"me\":{\"id\":\"ID\",\"username\":\"admin\",\"email\":\"admin@manager.invalid\","
                        + "\"displayName\":\"Administrator\",\"disabled\":false}}");
    }

    @Test
    void createProject() {
        assertThat(run("""
                        mutation {
                          createProject(input: { name: "E-commerce Platform", slug: "ecommerce" }) {
                            id
                          }
                        }
                        """)).isEqualTo("{\"createProject\":{\"id\":\"ID\"}}");
    }

    @Test
    void createProjectWithNameAndSlug() {
        run("""
            mutation {
              deleteProject(id: "project-uuid")
            }
            """);

        assertThat(run("""
                        mutation {
                          createProject(input: { name: "My Project", slug: "my-project" }) {
                            id
                            name
                            slug
                          }
                        }
                        """))
                .isEqualTo("{\"createProject\":{\"id\":\"ID\",\"name\":\"My Project\",\"slug\":\"my-project\"}}");
    }

    @Test
    void updateProject() {
        assertThat(run("""
                        mutation {
                          updateProject(
                            id: "project-uuid"
                            input: { name: "Updated Project Name", description: "New description" }
                          ) {
                            id
                            name
                            description
                          }
                        }
                        """))
                .isEqualTo("{\"updateProject\":{\"id\":\"ID\",\"name\":\"Updated Project Name\","
                        + "\"description\":\"New description\"}}");
    }

    @Test
    void deleteProject() {
        assertThat(run("""
                        mutation {
                          deleteProject(id: "project-uuid")
                        }
                        """)).isEqualTo("{\"deleteProject\":true}");
    }

    @Test
    void createTenant() {
        assertThat(run("""
                        mutation {
                          createTenant(
                            projectId: "project-uuid"
                            input: { name: "Customer A", slug: "customer-a", type: run }
                          ) {
                            id
                            name
                            slug
                            type
                          }
                        }
                        """))
                .isEqualTo("{\"createTenant\":{\"id\":\"ID\",\"name\":\"Customer A\",\"slug\":\"customer-a\","
                        + "\"type\":\"run\"}}");
    }

    @Test
    void updateTenant() {
        assertThat(run("""
                        mutation {
                          updateTenant(id: "tenant-uuid", input: { name: "Updated Customer Name" }) {
                            id
                            name
                          }
                        }
                        """)).isEqualTo("{\"updateTenant\":{\"id\":\"ID\",\"name\":\"Updated Customer Name\"}}");
    }

    @Test
    void deleteTenant() {
        assertThat(run("""
                        mutation {
                          deleteTenant(id: "tenant-uuid")
                        }
                        """)).isEqualTo("{\"deleteTenant\":true}");
    }

    @Test
    void createApplication() {
        assertThat(run("""
                        mutation {
                          createApplication(
                            tenantId: "tenant-uuid"
                            input: {
                              name: "Web App"
                              slug: "web-app"
                              description: "Main web application"
                            }
                          ) {
                            id
                            name
                            slug
                          }
                        }
                        """))
                .isEqualTo("{\"createApplication\":{\"id\":\"ID\",\"name\":\"Web App\",\"slug\":\"web-app\"}}");
    }

    @Test
    void updateApplication() {
        assertThat(run("""
                        mutation {
                          updateApplication(
                            id: "app-uuid"
                            input: { description: "Updated description" }
                          ) {
                            id
                            description
                          }
                        }
                        """))
                .isEqualTo("{\"updateApplication\":{\"id\":\"ID\",\"description\":\"Updated description\"}}");
    }

    @Test
    void deleteApplication() {
        assertThat(run("""
                        mutation {
                          deleteApplication(id: "app-uuid")
                        }
                        """)).isEqualTo("{\"deleteApplication\":true}");
    }

    @Test
    void onlyWhatIsNeeded() {
        assertThat(run("""
                        query {
                          projects(
                            filters: [{ field: "name", value: "prod" }]
                            order: { field: "created_at", direction: DESC }
                            pagination: { limit: 20, offset: 0 }
                          ) {
                            id
                            name
                          }
                        }
                        """)).isEqualTo("{\"projects\":[]}");
        assertThat(run("""
                        query {
                          project(slug: "my-project") {
                            id
                            name
                            # Don't fetch relations unless needed
                          }
                        }
                        """)).isEqualTo("{\"project\":{\"id\":\"ID\",\"name\":\"Project my-project\"}}");
    }

    @Test
    void countsBesideTheListsAndEverythingElseOfTheTree() {
        assertThat(run("""
                        {
                          projectsCount
                          tenantsCount(projectSlug: "my-project", filters: [{ field: "type", value: "run" }])
                          applicationsCount(tenantSlug: "tenant-slug", projectSlug: "my-project")
                          none: applicationsCount(tenantSlug: "tenant-slug", projectSlug: "other")
                          applications(tenantSlug: "tenant-slug") {
                            version createdAt updatedAt
                            tenant { type protected createdAt updatedAt project { protected updatedAt } }
                            project { slug }
                          }
                        }
                        """))
                .isEqualTo("{\"projectsCount\":1,\"tenantsCount\":1,\"applicationsCount\":1,\"none\":0,"
                        + "\"applications\":[{\"version\":\"0.1.0\",\"createdAt\":\"2026-01-31T12:00:00Z\","
                        + "\"updatedAt\":\"2026-01-31T12:00:00Z\",\"tenant\":{\"type\":\"run\",\"protected\":false,"
                        + "\"createdAt\":\"2026-01-31T12:00:00Z\",\"updatedAt\":\"2026-01-31T12:00:00Z\","
                        + "\"project\":{\"protected\":false,\"updatedAt\":\"2026-01-31T12:00:00Z\"}},"
                        + "\"project\":{\"slug\":\"my-project\"}}]}");
    }

    @Test
    void createUserWithAToken() {
        assertThat(run("""
                        mutation {
                          createUser(input: { username: "eve", email: "eve@example.com", generateToken: true }) {
                            user { username email displayName }
                            token
                          }
                        }
                        """))
                .startsWith("{\"createUser\":{\"user\":{\"username\":\"eve\",\"email\":\"eve@example.com\","
                        + "\"displayName\":null},\"token\":\"pfy_");
        assertThat(run("mutation { createUser(input: { username: \"bob\", email: \"bob@example.com\" }) { token } }"))
                .isEqualTo("{\"createUser\":{\"token\":null}}");
    }
}
