package dev.productify.manager.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.machineuser.MachineUser;
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

    private final MachineUser machineUser =
            client.desk.world.machineUser(tenant, "importer").machineUser();

    @AfterEach
    void stop() {
        client.close();
    }

    private final String ada = ((Principal.Person)
                    client.desk.world.person("ada").principal())
            .id()
            .value()
            .toString();

    /** The membership that ada got last. */
    private String relation() {
        return client.desk.world.transactions.auditLog().stream()
                .filter(entry -> entry.entityType().word().startsWith("User2"))
                .reduce((earlier, later) -> later)
                .map(entry -> entry.entityId().toString())
                .orElse("none");
    }

    private String run(String document) {
        String filled = document.replace("project-uuid", project.id().value().toString())
                .replace("tenant-uuid", tenant.id().value().toString())
                .replace("machine-user-uuid", machineUser.id().value().toString())
                .replace("app-uuid", application.id().value().toString())
                .replace("user-uuid", ada)
                .replace("relation-uuid", relation());
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

    /** The one example that time has overtaken: its expiry has passed (contract A10). */
    @Test
    void createPersonalAccessToken() {
        String printed = """
                mutation {
                  createPersonalAccessToken(
                    name: "Production API Token"
                    expiresAt: "2025-12-31T23:59:59Z"
                  ) {
                    token
                    personalAccessToken {
                      id
                      name
                      tokenPrefix
                      expiresAt
                      createdAt
                    }
                  }
                }
                """;

        assertThat(client.ask(printed).at("/errors/0/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
        assertThat(run(printed.replace("2025", "2026")).replaceAll("pfy_[0-9A-Za-z]+", "pfy_"))
                .isEqualTo("{\"createPersonalAccessToken\":{\"token\":\"pfy_\",\"personalAccessToken\":{\"id\":\"ID\","
                        + "\"name\":\"Production API Token\",\"tokenPrefix\":\"pfy_\","
                        + "\"expiresAt\":\"2026-12-31T23:59:59Z\",\"createdAt\":\"2026-01-31T12:00:00Z\"}}}");
    }

    @Test
    void listMyPersonalAccessTokens() {
        assertThat(run("""
                        query {
                          myPersonalAccessTokens(
                            filters: []
                            order: { field: "created_at", direction: DESC }
                            pagination: { limit: 20, offset: 0 }
                          ) {
                            id
                            name
                            tokenPrefix
                            expiresAt
                            createdAt
                            lastUsedAt
                          }
                        }
                        """).replaceAll("pfy_[0-9A-Za-z]+", "pfy_"))
                .isEqualTo("{\"myPersonalAccessTokens\":[{\"id\":\"ID\",\"name\":\"Administrator's token\","
                        + "\"tokenPrefix\":\"pfy_\",\"expiresAt\":null,\"createdAt\":\"2026-01-31T12:00:00Z\","
                        + "\"lastUsedAt\":\"2026-01-31T12:00:00Z\"}]}");
    }

    @Test
    void listPersonalAccessTokensByCursor() {
        String printed = """
                query {
                  personalAccessTokens(first: 20, after: "cursor-string") {
                    edges {
                      node {
                        id
                        name
                        tokenPrefix
                        expiresAt
                        createdAt
                        lastUsedAt
                      }
                      cursor
                    }
                    pageInfo {
                      hasNextPage
                      hasPreviousPage
                      startCursor
                      endCursor
                    }
                    totalCount
                  }
                }
                """;

        String first = run(printed.replace(", after: \"cursor-string\"", ""));
        assertThat(first)
                .startsWith(
                        "{\"personalAccessTokens\":{\"edges\":[{\"node\":{\"id\":\"ID\",\"name\":\"Administrator's token\",")
                .endsWith("},\"totalCount\":1}}");
        String cursor = first.replaceFirst(".*\"endCursor\":\"([^\"]+)\".*", "$1");
        assertThat(run(printed.replace("cursor-string", cursor)))
                .isEqualTo("{\"personalAccessTokens\":{\"edges\":[],\"pageInfo\":{\"hasNextPage\":false,"
                        + "\"hasPreviousPage\":true,\"startCursor\":null,\"endCursor\":null},\"totalCount\":1}}");
    }

    @Test
    void revokeAndDeletePersonalAccessToken() {
        JsonNode created =
                client.ask("mutation { createPersonalAccessToken(name: \"CI\") { personalAccessToken { id } } }");
        String id = created.at("/data/createPersonalAccessToken/personalAccessToken/id")
                .asText();

        assertThat(run("""
                        mutation {
                          revokePersonalAccessToken(id: "pat-uuid") {
                            id
                            name
                            revoked
                          }
                        }
                        """.replace("pat-uuid", id)))
                .isEqualTo("{\"revokePersonalAccessToken\":{\"id\":\"ID\",\"name\":\"CI\",\"revoked\":true}}");
        assertThat(run("""
                        mutation {
                          deletePersonalAccessToken(id: "pat-uuid")
                        }
                        """.replace("pat-uuid", id))).isEqualTo("{\"deletePersonalAccessToken\":true}");
    }

    @Test
    void listAuditLogs() {
        assertThat(run("""
                        query {
                          auditLogs(
                            projectID: "project-uuid"
                            filters: [{ field: "action", value: "create" }]
                            order: { field: "created_at", direction: DESC }
                            pagination: { limit: 50, offset: 0 }
                          ) {
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
                            user {
                              username
                            }
                          }
                        }
                        """))
                .startsWith("{\"auditLogs\":[{\"id\":\"ID\",\"entityType\":\"Project\",\"entityID\":\"ID\","
                        + "\"action\":\"create\",\"description\":\"Project created\",\"metadata\":{},\"changes\":{\"name\":"
                        + "{\"old\":null,\"new\":\"Project my-project\"},")
                .contains("\"ipAddress\":\"192.0.2.1\",\"userAgent\":\"test\",\"createdAt\":\"2026-01-31T12:00:00Z\","
                        + "\"user\":{\"username\":\"admin\"}}")
                .endsWith("\"user\":{\"username\":\"admin\"}}]}");
        assertThat(run("""
                        {
                          auditLogsCount(projectID: "project-uuid")
                          none: auditLogsCount(projectID: "project-uuid", filters: [{ field: "user", value: "app-uuid" }])
                          auditLogs(filters: [{ field: "entityType", value: "User" }]) {
                            projectID tenantID requestID actor user { id } machineUser { id username }
                          }
                        }
                        """))
                .startsWith("{\"auditLogsCount\":4,\"none\":0,\"auditLogs\":[{\"projectID\":null,\"tenantID\":null,")
                .contains("\"actor\":\"first-start\",\"user\":null,\"machineUser\":null}");
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

    @Test
    void membersOfProjects() {
        String added = run("""
                        mutation {
                          addUserToProject(
                            projectID: "project-uuid"
                            userID: "user-uuid"
                            role: admin
                          ) {
                            id
                            role
                            user {
                              username
                            }
                          }
                        }
                        """);
        String listed = run("""
                        query {
                          user2projects(
                            project: "project-uuid"
                            filters: []
                            order: { field: "created_at", direction: DESC }
                            pagination: { limit: 20, offset: 0 }
                          ) {
                            id
                            role
                            user {
                              id
                              username
                              email
                            }
                            project {
                              id
                              name
                            }
                          }
                        }
                        """);
        String found = run("""
                        query {
                          user2project(project: "project-uuid", id: "relation-uuid") {
                            id
                            role
                            user {
                              username
                            }
                          }
                        }
                        """);
        String changed = run("""
                        mutation {
                          updateUserProjectRole(id: "relation-uuid", role: viewer) {
                            id
                            role
                          }
                        }
                        """);
        String removed = run("""
                        mutation {
                          removeUserFromProject(id: "relation-uuid")
                        }
                        """);

        assertThat(added).startsWith("{\"addUserToProject\":{\"id\":\"ID\",\"role\":\"");
        assertThat(listed)
                .contains("\"user\":{\"id\":\"ID\",\"username\":\"ada\",\"email\":\"ada@example.com\"},"
                        + "\"project\":{\"id\":\"ID\",\"name\":");
        assertThat(found).contains("\"user\":{\"username\":\"ada\"}");
        assertThat(changed).startsWith("{\"updateUserProjectRole\":{\"id\":\"ID\",\"role\":\"");
        assertThat(removed).isEqualTo("{\"removeUserFromProject\":true}");
    }

    @Test
    void membersOfProjectsByTheLowLevelMutations() {
        assertThat(run("""
                        mutation {
                          createUser2Project(input: { projectID: "project-uuid", userID: "user-uuid", role: viewer }) {
                            role createdAt updatedAt project { slug } user { displayName disabled }
                          }
                        }
                        """))
                .startsWith("{\"createUser2Project\":{\"role\":\"viewer\",\"createdAt\":\"2026-01-31T12:00:00Z\"");
        assertThat(run("mutation { updateUser2Project(id: \"relation-uuid\", input: { role: editor }) { role } }"))
                .isEqualTo("{\"updateUser2Project\":{\"role\":\"editor\"}}");
        assertThat(run("{ user2projectsCount(project: \"project-uuid\""
                        + ", filters: [{ field: \"role\", value: \"editor\" }]) }"))
                .isEqualTo("{\"user2projectsCount\":1}");
        assertThat(run("mutation { deleteUser2Project(id: \"relation-uuid\") }"))
                .isEqualTo("{\"deleteUser2Project\":true}");
    }

    @Test
    void membersOfTenants() {
        String added = run("""
                        mutation {
                          addUserToTenant(tenantID: "tenant-uuid", userID: "user-uuid", role: admin) {
                            id
                            role
                          }
                        }
                        """);
        String listed = run("""
                        query {
                          user2tenants(
                            tenant: "tenant-uuid"
                            filters: []
                            order: { field: "created_at", direction: DESC }
                            pagination: { limit: 20, offset: 0 }
                          ) {
                            id
                            role
                            user {
                              id
                              username
                              email
                            }
                            tenant {
                              id
                              name
                            }
                          }
                        }
                        """);
        String found = run("""
                        query {
                          user2tenant(tenant: "tenant-uuid", id: "relation-uuid") {
                            id
                            role
                            user {
                              username
                            }
                          }
                        }
                        """);
        String changed = run("""
                        mutation {
                          updateUserTenantRole(id: "relation-uuid", role: editor) {
                            id
                            role
                          }
                        }
                        """);
        String removed = run("""
                        mutation {
                          removeUserFromTenant(id: "relation-uuid")
                        }
                        """);

        assertThat(added).startsWith("{\"addUserToTenant\":{\"id\":\"ID\",\"role\":\"");
        assertThat(listed)
                .contains("\"user\":{\"id\":\"ID\",\"username\":\"ada\",\"email\":\"ada@example.com\"},"
                        + "\"tenant\":{\"id\":\"ID\",\"name\":");
        assertThat(found).contains("\"user\":{\"username\":\"ada\"}");
        assertThat(changed).startsWith("{\"updateUserTenantRole\":{\"id\":\"ID\",\"role\":\"");
        assertThat(removed).isEqualTo("{\"removeUserFromTenant\":true}");
    }

    @Test
    void membersOfTenantsByTheLowLevelMutations() {
        assertThat(run("""
                        mutation {
                          createUser2Tenant(input: { tenantID: "tenant-uuid", userID: "user-uuid", role: viewer }) {
                            role createdAt updatedAt tenant { slug } user { displayName disabled }
                          }
                        }
                        """))
                .startsWith("{\"createUser2Tenant\":{\"role\":\"viewer\",\"createdAt\":\"2026-01-31T12:00:00Z\"");
        assertThat(run("mutation { updateUser2Tenant(id: \"relation-uuid\", input: { role: editor }) { role } }"))
                .isEqualTo("{\"updateUser2Tenant\":{\"role\":\"editor\"}}");
        assertThat(run("{ user2tenantsCount(tenant: \"tenant-uuid\""
                        + ", filters: [{ field: \"role\", value: \"editor\" }]) }"))
                .isEqualTo("{\"user2tenantsCount\":1}");
        assertThat(run("mutation { deleteUser2Tenant(id: \"relation-uuid\") }"))
                .isEqualTo("{\"deleteUser2Tenant\":true}");
    }

    @Test
    void membersOfApplications() {
        String added = run("""
                        mutation {
                          addUserToApplication(
                            applicationID: "app-uuid"
                            userID: "user-uuid"
                            role: editor
                          ) {
                            id
                            role
                          }
                        }
                        """);
        String listed = run("""
                        query {
                          user2applications(
                            application: "app-uuid"
                            filters: []
                            order: { field: "created_at", direction: DESC }
                            pagination: { limit: 20, offset: 0 }
                          ) {
                            id
                            role
                            user {
                              id
                              username
                              email
                            }
                            application {
                              id
                              name
                            }
                          }
                        }
                        """);
        String found = run("""
                        query {
                          user2application(application: "app-uuid", id: "relation-uuid") {
                            id
                            role
                            user {
                              username
                            }
                          }
                        }
                        """);
        String changed = run("""
                        mutation {
                          updateUserApplicationRole(id: "relation-uuid", role: viewer) {
                            id
                            role
                          }
                        }
                        """);
        String removed = run("""
                        mutation {
                          removeUserFromApplication(id: "relation-uuid")
                        }
                        """);

        assertThat(added).startsWith("{\"addUserToApplication\":{\"id\":\"ID\",\"role\":\"");
        assertThat(listed)
                .contains("\"user\":{\"id\":\"ID\",\"username\":\"ada\",\"email\":\"ada@example.com\"},"
                        + "\"application\":{\"id\":\"ID\",\"name\":");
        assertThat(found).contains("\"user\":{\"username\":\"ada\"}");
        assertThat(changed).startsWith("{\"updateUserApplicationRole\":{\"id\":\"ID\",\"role\":\"");
        assertThat(removed).isEqualTo("{\"removeUserFromApplication\":true}");
    }

    @Test
    void membersOfApplicationsByTheLowLevelMutations() {
        assertThat(run("""
                        mutation {
                          createUser2Application(input: { applicationID: "app-uuid", userID: "user-uuid", role: viewer }) {
                            role createdAt updatedAt application { slug } user { displayName disabled }
                          }
                        }
                        """))
                .startsWith("{\"createUser2Application\":{\"role\":\"viewer\",\"createdAt\":\"2026-01-31T12:00:00Z\"");
        assertThat(run("mutation { updateUser2Application(id: \"relation-uuid\", input: { role: editor }) { role } }"))
                .isEqualTo("{\"updateUser2Application\":{\"role\":\"editor\"}}");
        assertThat(run("{ user2applicationsCount(application: \"app-uuid\""
                        + ", filters: [{ field: \"role\", value: \"editor\" }]) }"))
                .isEqualTo("{\"user2applicationsCount\":1}");
        assertThat(run("mutation { deleteUser2Application(id: \"relation-uuid\") }"))
                .isEqualTo("{\"deleteUser2Application\":true}");
    }

    @Test
    void usersAreDisabledAndMadeAdministrators() {
        assertThat(run("mutation { setUserDisabled(id: \"user-uuid\", disabled: true) { username disabled } }"))
                .isEqualTo("{\"setUserDisabled\":{\"username\":\"ada\",\"disabled\":true}}");
        assertThat(run("mutation { setUserDisabled(id: \"user-uuid\", disabled: false) { disabled } }"))
                .isEqualTo("{\"setUserDisabled\":{\"disabled\":false}}");
        assertThat(run("mutation { setPlatformAdministrator(id: \"user-uuid\", enabled: true)"
                        + " { platformAdministrator } }"))
                .isEqualTo("{\"setPlatformAdministrator\":{\"platformAdministrator\":true}}");
    }

    @Test
    void listMachineUsers() {
        assertThat(run("""
                        query {
                          machineUsers(
                            tenant: "tenant-uuid"
                            filters: []
                            order: { field: "name", direction: ASC }
                            pagination: { limit: 20, offset: 0 }
                          ) {
                            id
                            name
                            username
                            enabled
                            tokenPrefix
                          }
                        }
                        """))
                .startsWith("{\"machineUsers\":[{\"id\":\"ID\",\"name\":\"Service importer\",\"username\":\"importer\","
                        + "\"enabled\":true,\"tokenPrefix\":\"muser_");
    }

    @Test
    void createMachineUserWithToken() {
        assertThat(run("""
                        mutation {
                          createMachineUserWithCredentials(
                            tenantId: "tenant-uuid"
                            input: {
                              name: "API Service"
                              username: "api-service"
                              hashedKey: "__GENERATE_TOKEN__"
                              enabled: true
                            }
                          ) {
                            generatedToken
                            machineUser {
                              id
                              username
                              tokenPrefix
                            }
                          }
                        }
                        """))
                .startsWith("{\"createMachineUserWithCredentials\":{\"generatedToken\":\"muser_")
                .contains("\"machineUser\":{\"id\":\"ID\",\"username\":\"api-service\",\"tokenPrefix\":\"muser_");
    }

    @Test
    void updateMachineUser() {
        assertThat(run("""
                        mutation {
                          updateMachineUser(id: "machine-user-uuid", input: { enabled: false }) {
                            id
                            enabled
                          }
                        }
                        """)).isEqualTo("{\"updateMachineUser\":{\"id\":\"ID\",\"enabled\":false}}");
    }

    @Test
    void deleteMachineUser() {
        assertThat(run("""
                        mutation {
                          deleteMachineUser(id: "machine-user-uuid")
                        }
                        """)).isEqualTo("{\"deleteMachineUser\":true}");
    }
}
