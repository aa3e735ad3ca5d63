package dev.productify.manager.graphql.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.graphql.PrintedDocuments;
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

    private static String printed(String heading) {
        return requireNonNull(PrintedDocuments.ALL.get(heading), heading);
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
        assertThat(run(printed("List Projects")))
                .isEqualTo("{\"projects\":[{\"id\":\"ID\",\"name\":\"Project my-project\",\"slug\":\"my-project\","
                        + "\"description\":null,\"createdAt\":\"2026-01-31T12:00:00Z\"}]}");
    }

    @Test
    void getProjectBySlug() {
        assertThat(run(printed("Get Project by Slug")))
                .contains("\"tenants\":[{\"id\":\"ID\",\"name\":\"Tenant tenant-slug\"}]");
    }

    @Test
    void listTenants() {
        assertThat(run(printed("List Tenants"))).contains("\"slug\":\"tenant-slug\"");
    }

    @Test
    void getTenant() {
        assertThat(run(printed("Get Tenant")))
                .contains("\"applications\":[{\"id\":\"ID\",\"name\":\"Application app-slug\"}]");
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
        assertThat(run(printed("Get Current User")))
                .isEqualTo("{\"me\":{\"id\":\"ID\",\"username\":\"admin\",\"email\":\"admin@manager.invalid\","
                        + "\"displayName\":\"Administrator\",\"disabled\":false}}");
    }

    @Test
    void createProject() {
        assertThat(run(printed("Complete Project Setup: Create project")))
                .isEqualTo("{\"createProject\":{\"id\":\"ID\"}}");
    }

    @Test
    void createProjectWithNameAndSlug() {
        run(printed("Delete Project"));

        assertThat(run(printed("Create Project")))
                .isEqualTo("{\"createProject\":{\"id\":\"ID\",\"name\":\"My Project\",\"slug\":\"my-project\"}}");
    }

    @Test
    void updateProject() {
        assertThat(run(printed("Update Project")))
                .isEqualTo("{\"updateProject\":{\"id\":\"ID\",\"name\":\"Updated Project Name\","
                        + "\"description\":\"New description\"}}");
    }

    @Test
    void deleteProject() {
        assertThat(run(printed("Delete Project"))).isEqualTo("{\"deleteProject\":true}");
    }

    @Test
    void createTenant() {
        assertThat(run(printed("Create Tenant")))
                .isEqualTo("{\"createTenant\":{\"id\":\"ID\",\"name\":\"Customer A\",\"slug\":\"customer-a\","
                        + "\"type\":\"run\"}}");
    }

    @Test
    void updateTenant() {
        assertThat(run(printed("Update Tenant")))
                .isEqualTo("{\"updateTenant\":{\"id\":\"ID\",\"name\":\"Updated Customer Name\"}}");
    }

    @Test
    void deleteTenant() {
        assertThat(run(printed("Delete Tenant"))).isEqualTo("{\"deleteTenant\":true}");
    }

    @Test
    void createApplication() {
        assertThat(run(printed("Create Application")))
                .isEqualTo("{\"createApplication\":{\"id\":\"ID\",\"name\":\"Web App\",\"slug\":\"web-app\"}}");
    }

    @Test
    void updateApplication() {
        assertThat(run(printed("Update Application")))
                .isEqualTo("{\"updateApplication\":{\"id\":\"ID\",\"description\":\"Updated description\"}}");
    }

    @Test
    void deleteApplication() {
        assertThat(run(printed("Delete Application"))).isEqualTo("{\"deleteApplication\":true}");
    }

    @Test
    void onlyWhatIsNeeded() {
        assertThat(run(printed("1. Use Filtering and Pagination"))).isEqualTo("{\"projects\":[]}");
        assertThat(run(printed("2. Request Only Required Fields")))
                .isEqualTo("{\"project\":{\"id\":\"ID\",\"name\":\"Project my-project\"}}");
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
        String printed = printed("Create Personal Access Token");

        assertThat(client.ask(printed).at("/errors/0/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
        assertThat(run(printed.replace("2025", "2026")).replaceAll("pfy_[0-9A-Za-z]+", "pfy_"))
                .isEqualTo("{\"createPersonalAccessToken\":{\"token\":\"pfy_\",\"personalAccessToken\":{\"id\":\"ID\","
                        + "\"name\":\"Production API Token\",\"tokenPrefix\":\"pfy_\","
                        + "\"expiresAt\":\"2026-12-31T23:59:59Z\",\"createdAt\":\"2026-01-31T12:00:00Z\"}}}");
    }

    @Test
    void listMyPersonalAccessTokens() {
        assertThat(run(printed("List My Personal Access Tokens")).replaceAll("pfy_[0-9A-Za-z]+", "pfy_"))
                .isEqualTo("{\"myPersonalAccessTokens\":[{\"id\":\"ID\",\"name\":\"Administrator's token\","
                        + "\"tokenPrefix\":\"pfy_\",\"expiresAt\":null,\"createdAt\":\"2026-01-31T12:00:00Z\","
                        + "\"lastUsedAt\":\"2026-01-31T12:00:00Z\"}]}");
    }

    @Test
    void listPersonalAccessTokensByCursor() {
        String printed = printed("List Personal Access Tokens (Cursor-based)");

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

        assertThat(run(printed("Revoke Personal Access Token").replace("pat-uuid", id)))
                .isEqualTo("{\"revokePersonalAccessToken\":{\"id\":\"ID\",\"name\":\"CI\",\"revoked\":true}}");
        assertThat(run(printed("Delete Personal Access Token").replace("pat-uuid", id)))
                .isEqualTo("{\"deletePersonalAccessToken\":true}");
    }

    @Test
    void listAuditLogs() {
        assertThat(run(printed("List Audit Logs")))
                .startsWith("{\"auditLogs\":[{\"id\":\"ID\",\"entityType\":\"MachineUser\",\"entityID\":\"ID\","
                        + "\"action\":\"create\",\"description\":\"MachineUser created\",")
                .contains("},{\"id\":\"ID\",\"entityType\":\"Project\",\"entityID\":\"ID\","
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
        String added = run(printed("Add User to Project"));
        String listed = run(printed("List User-Project Relations"));
        String found = run(printed("Get User-Project Relation"));
        String changed = run(printed("Update User Project Role"));
        String removed = run(printed("Remove User from Project"));

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
        String added = run(printed("Add User to Tenant"));
        String listed = run(printed("List User-Tenant Relations"));
        String found = run(printed("Get User-Tenant Relation"));
        String changed = run(printed("Update User Tenant Role"));
        String removed = run(printed("Remove User from Tenant"));

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
        String added = run(printed("Add User to Application"));
        String listed = run(printed("List User-Application Relations"));
        String found = run(printed("Get User-Application Relation"));
        String changed = run(printed("Update User Application Role"));
        String removed = run(printed("Remove User from Application"));

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
        assertThat(run(printed("List Machine Users")))
                .startsWith("{\"machineUsers\":[{\"id\":\"ID\",\"name\":\"Service importer\",\"username\":\"importer\","
                        + "\"enabled\":true,\"tokenPrefix\":\"muser_");
    }

    @Test
    void createMachineUserWithToken() {
        assertThat(run(printed("Create Machine User with Token")))
                .startsWith("{\"createMachineUserWithCredentials\":{\"generatedToken\":\"muser_")
                .contains("\"machineUser\":{\"id\":\"ID\",\"username\":\"api-service\",\"tokenPrefix\":\"muser_");
    }

    @Test
    void updateMachineUser() {
        assertThat(run(printed("Update Machine User")))
                .isEqualTo("{\"updateMachineUser\":{\"id\":\"ID\",\"enabled\":false}}");
    }

    @Test
    void deleteMachineUser() {
        assertThat(run(printed("Delete Machine User"))).isEqualTo("{\"deleteMachineUser\":true}");
    }

    @Test
    void listUsers() {
        assertThat(run("""
                        query {
                          users(
                            filters: []
                            order: { field: "username", direction: ASC }
                            pagination: { limit: 20, offset: 0 }
                          ) {
                            id
                            username
                            email
                            displayName
                          }
                        }
                        """))
                .isEqualTo("{\"users\":["
                        + "{\"id\":\"ID\",\"username\":\"ada\",\"email\":\"ada@example.com\",\"displayName\":null},"
                        + "{\"id\":\"ID\",\"username\":\"admin\",\"email\":\"admin@manager.invalid\","
                        + "\"displayName\":\"Administrator\"}]}");
        assertThat(run("{ usersCount(filters: [{field: \"email\", value: \"EXAMPLE\"}]) }"))
                .isEqualTo("{\"usersCount\":1}");
    }

    @Test
    void searchProviderUsers() {
        client.desk.world.person("john.doe");
        client.desk.world.person("jane");

        assertThat(run("""
                        query {
                          userProviderSearch(name: "john") {
                            id
                            username
                            email
                            displayName
                            disabled
                          }
                        }
                        """))
                .isEqualTo("{\"userProviderSearch\":[{\"id\":\"ID\",\"username\":\"john.doe\","
                        + "\"email\":\"john.doe@example.com\",\"displayName\":null,\"disabled\":false}]}");
        assertThat(run("{ userProviderSearch(name: \"john\") { known } }"))
                .isEqualTo("{\"userProviderSearch\":[{\"known\":true}]}");
    }

    @Test
    void promoteApplication() {
        Tenant production = client.desk.world.tenant(project, "production");
        String document = printed("Promote Application")
                .replace("prod-tenant-uuid", production.id().value().toString());

        assertThat(run(document))
                .isEqualTo("{\"promoteApplication\":{\"id\":\"ID\",\"name\":\"Application Name\","
                        + "\"slug\":\"app-slug\",\"version\":\"1.0.0\"}}");
    }

    @Test
    void copyApplication() {
        Tenant other = client.desk.world.tenant(client.desk.world.project("other"), "other");
        String document = printed("Copy Application")
                .replace("new-tenant-uuid", other.id().value().toString());

        assertThat(run(document))
                .isEqualTo("{\"copyApplication\":{\"id\":\"ID\",\"name\":\"New Application Name\","
                        + "\"slug\":\"new-app-slug\",\"version\":\"1.0.0\"}}");
    }

    @Test
    void updateUser() {
        assertThat(run("""
                        mutation {
                          updateUser(id: "user-uuid", input: { email: "ada@example.org", displayName: "Ada" }) {
                            username email displayName
                          }
                        }
                        """))
                .isEqualTo("{\"updateUser\":{\"username\":\"ada\",\"email\":\"ada@example.org\","
                        + "\"displayName\":\"Ada\"}}");
        assertThat(run("mutation { updateUser(id: \"user-uuid\", input: { displayName: null }) { displayName } }"))
                .isEqualTo("{\"updateUser\":{\"displayName\":null}}");
    }
}
