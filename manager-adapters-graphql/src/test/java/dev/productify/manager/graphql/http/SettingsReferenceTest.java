package dev.productify.manager.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operations on settings as the API reference prints them, and what was added to them. */
class SettingsReferenceTest {
    private final Client client = new Client();
    private final Project project = client.desk.world.project("my-project");
    private final Tenant tenant = client.desk.world.tenant(project, "tenant-slug");
    private final Application application = client.desk.world.application(tenant, "app-slug");

    @AfterEach
    void stop() {
        client.close();
    }

    private static String settings(SettingsKind kind, Place place) {
        return SettingsId.of(kind, place).value().toString();
    }

    private JsonNode answer(String document) {
        return client.ask(
                document.replace("backend-settings-uuid", settings(SettingsKind.BACKEND, Place.of(project.id())))
                        .replace("frontend-settings-uuid", settings(SettingsKind.FRONTEND, application.place()))
                        .replace("\"settings-uuid", '"' + settings(SettingsKind.FRONTEND, application.place()))
                        .replace("tenant-settings", settings(SettingsKind.FRONTEND, tenant.place()))
                        .replace("project-uuid", project.id().value().toString())
                        .replace("tenant-uuid", tenant.id().value().toString())
                        .replace("app-uuid", application.id().value().toString()));
    }

    private String run(String document) {
        JsonNode answer = answer(document);
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.get("data").toString().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID");
    }

    private String refused(String document) {
        return answer(document).at("/errors/0/extensions/code").asText();
    }

    private static final String CREATE_BACKEND = """
            mutation {
              createBackendSettings(
                input: {
                  projectID: "project-uuid" # or tenantID or applicationID
                  moduleConfig: {
                    EnabledModules: ["auth", "notifications"]
                    KeyValuePairs: [
                      { Key: "api_timeout", Value: "30" }
                      { Key: "max_retries", Value: "3" }
                    ]
                  }
                }
              ) {
                id
                moduleConfig {
                  EnabledModules
                  KeyValuePairs {
                    Key
                    Value
                  }
                }
              }
            }
            """;

    private static final String CREATE_FRONTEND = """
            mutation {
              createFrontendSettings(
                input: {
                  applicationID: "app-uuid" # or projectID or tenantID
                  moduleConfig: {
                    EnabledThemes: ["light", "dark"]
                    DefaultTheme: "light"
                    EnabledLocales: ["en", "hu", "de"]
                    DefaultLocale: "en"
                    EnabledModules: ["dashboard", "reports"]
                    KeyValuePairs: [{ Key: "show_footer", Value: "true" }]
                  }
                }
              ) {
                id
                moduleConfig {
                  DefaultTheme
                  DefaultLocale
                  EnabledThemes
                  EnabledLocales
                }
              }
            }
            """;

    private static final String GET = """
            query {
              settings(
                project: "project-uuid"
                tenant: "tenant-uuid"
                application: "app-uuid"
              ) {
                id
                backendSetting {
                  id
                  moduleConfig {
                    EnabledModules
                    KeyValuePairs {
                      Key
                      Value
                    }
                  }
                }
                frontendSetting {
                  id
                  moduleConfig {
                    EnabledThemes
                    DefaultTheme
                    EnabledLocales
                    DefaultLocale
                  }
                }
              }
            }
            """;

    @Test
    void backendSettings() {
        assertThat(run(CREATE_BACKEND))
                .isEqualTo("{\"createBackendSettings\":{\"id\":\"ID\",\"moduleConfig\":{"
                        + "\"EnabledModules\":[\"auth\",\"notifications\"],\"KeyValuePairs\":["
                        + "{\"Key\":\"api_timeout\",\"Value\":\"30\"},{\"Key\":\"max_retries\",\"Value\":\"3\"}]}}}");
        assertThat(run("""
                        mutation {
                          updateBackendSettings(
                            id: "backend-settings-uuid"
                            input: {
                              moduleConfig: {
                                EnabledModules: ["auth", "notifications", "analytics"]
                                KeyValuePairs: [{ Key: "api_timeout", Value: "60" }]
                              }
                            }
                          ) {
                            id
                            moduleConfig {
                              EnabledModules
                            }
                          }
                        }
                        """))
                .isEqualTo("{\"updateBackendSettings\":{\"id\":\"ID\",\"moduleConfig\":{"
                        + "\"EnabledModules\":[\"auth\",\"notifications\",\"analytics\"]}}}");
        assertThat(run("""
                        mutation {
                          updateBackendModuleConfig(
                            id: "backend-settings-uuid"
                            input: {
                              EnabledModules: ["module1", "module2"]
                              KeyValuePairs: [
                                { Key: "feature_flag_1", Value: "true" }
                                { Key: "api_timeout", Value: "30" }
                              ]
                            }
                          ) {
                            id
                            moduleConfig {
                              EnabledModules
                              KeyValuePairs {
                                Key
                                Value
                              }
                            }
                          }
                        }
                        """))
                .isEqualTo(
                        "{\"updateBackendModuleConfig\":{\"id\":\"ID\",\"moduleConfig\":{"
                                + "\"EnabledModules\":[\"module1\",\"module2\"],\"KeyValuePairs\":["
                                + "{\"Key\":\"feature_flag_1\",\"Value\":\"true\"},{\"Key\":\"api_timeout\",\"Value\":\"30\"}]}}}");
        assertThat(run("""
                        mutation {
                          deleteBackendSettings(id: "backend-settings-uuid")
                        }
                        """)).isEqualTo("{\"deleteBackendSettings\":true}");
        assertThat(run(GET)).contains("\"moduleConfig\":{\"EnabledModules\":null,\"KeyValuePairs\":null}");
    }

    @Test
    void frontendSettings() {
        assertThat(run(CREATE_FRONTEND))
                .isEqualTo("{\"createFrontendSettings\":{\"id\":\"ID\",\"moduleConfig\":{\"DefaultTheme\":\"light\","
                        + "\"DefaultLocale\":\"en\",\"EnabledThemes\":[\"light\",\"dark\"],"
                        + "\"EnabledLocales\":[\"en\",\"hu\",\"de\"]}}}");
        assertThat(run("""
                        mutation {
                          updateFrontendSettings(
                            id: "frontend-settings-uuid"
                            input: {
                              moduleConfig: {
                                DefaultTheme: "dark"
                                EnabledModules: ["dashboard", "reports", "analytics"]
                              }
                            }
                          ) {
                            id
                            moduleConfig {
                              DefaultTheme
                              EnabledModules
                            }
                          }
                        }
                        """))
                .isEqualTo("{\"updateFrontendSettings\":{\"id\":\"ID\",\"moduleConfig\":{\"DefaultTheme\":\"dark\","
                        + "\"EnabledModules\":[\"dashboard\",\"reports\",\"analytics\"]}}}");
        assertThat(run("""
                        mutation {
                          updateFrontendModuleConfig(
                            id: "frontend-settings-uuid"
                            input: {
                              EnabledThemes: ["dark", "light"]
                              DefaultTheme: "light"
                              EnabledLocales: ["en", "hu"]
                              DefaultLocale: "en"
                              KeyValuePairs: [{ Key: "show_footer", Value: "true" }]
                            }
                          ) {
                            id
                            moduleConfig {
                              DefaultTheme
                              DefaultLocale
                            }
                          }
                        }
                        """))
                .isEqualTo("{\"updateFrontendModuleConfig\":{\"id\":\"ID\",\"moduleConfig\":{"
                        + "\"DefaultTheme\":\"light\",\"DefaultLocale\":\"en\"}}}");
        assertThat(run("""
                        mutation {
                          deleteFrontendSettings(id: "frontend-settings-uuid")
                        }
                        """)).isEqualTo("{\"deleteFrontendSettings\":true}");
    }

    @Test
    void settingsThatWereNeverWrittenAreUpdated() {
        assertThat(run("""
                        mutation {
                          updateFrontendModuleConfig(
                            id: "settings-uuid"
                            input: {
                              EnabledThemes: ["light", "dark"]
                              DefaultTheme: "light"
                              DefaultLocale: "en"
                            }
                          ) {
                            id
                          }
                        }
                        """)).isEqualTo("{\"updateFrontendModuleConfig\":{\"id\":\"ID\"}}");
    }

    @Test
    void getSettings() {
        run(CREATE_BACKEND);
        run(CREATE_FRONTEND);

        assertThat(run(GET))
                .isEqualTo("{\"settings\":{\"id\":\"ID\",\"backendSetting\":{\"id\":\"ID\",\"moduleConfig\":{"
                        + "\"EnabledModules\":[\"auth\",\"notifications\"],\"KeyValuePairs\":["
                        + "{\"Key\":\"api_timeout\",\"Value\":\"30\"},{\"Key\":\"max_retries\",\"Value\":\"3\"}]}},"
                        + "\"frontendSetting\":{\"id\":\"ID\",\"moduleConfig\":{\"EnabledThemes\":[\"light\",\"dark\"],"
                        + "\"DefaultTheme\":\"light\",\"EnabledLocales\":[\"en\",\"hu\",\"de\"],"
                        + "\"DefaultLocale\":\"en\"}}}}");
        assertThat(answer(GET).at("/data/settings/id").asText())
                .isEqualTo(application.id().value().toString());
    }

    @Test
    void queriesAnswerWhatIsInForceWithItsOriginsAndChangesTheOwn() {
        run("""
            mutation {
              updateFrontendModuleConfig(
                id: "tenant-settings"
                input: { DefaultTheme: "dark", KeyValuePairs: [{ Key: "mail", Value: "a@acme.com" }] }
              ) { id }
            }
            """);
        assertThat(run("""
                        mutation {
                          updateFrontendModuleConfig(
                            id: "settings-uuid"
                            version: 1
                            input: { EnabledModules: [], KeyValuePairs: [{ Key: "beta", Value: "on" }] }
                          ) {
                            version
                            moduleConfig { DefaultTheme KeyValuePairs { Key } }
                            origins { Field Key Level }
                          }
                        }
                        """))
                .isEqualTo("{\"updateFrontendModuleConfig\":{\"version\":2,\"moduleConfig\":{\"DefaultTheme\":null,"
                        + "\"KeyValuePairs\":[{\"Key\":\"beta\"}]},\"origins\":["
                        + "{\"Field\":\"EnabledModules\",\"Key\":null,\"Level\":\"APPLICATION\"},"
                        + "{\"Field\":\"KeyValuePairs\",\"Key\":\"beta\",\"Level\":\"APPLICATION\"}]}}");
        String nested = """
                {
                  applications(tenantSlug: "tenant-slug") {
                    settings {
                      frontendSetting {
                        moduleConfig { AvailableModules EnabledModules DefaultTheme KeyValuePairs { Key Value } }
                        ownModuleConfig { DefaultTheme }
                        origins { Field Key Level }
                      }
                    }
                    tenant { settings { id frontendSetting { version } } }
                    project { settings { id frontendSetting { version } } }
                  }
                }
                """;
        assertThat(run(nested))
                .isEqualTo("{\"applications\":[{\"settings\":{\"frontendSetting\":{\"moduleConfig\":{"
                        + "\"AvailableModules\":[],\"EnabledModules\":[],\"DefaultTheme\":\"dark\",\"KeyValuePairs\":["
                        + "{\"Key\":\"mail\",\"Value\":\"a@acme.com\"},{\"Key\":\"beta\",\"Value\":\"on\"}]},"
                        + "\"ownModuleConfig\":{\"DefaultTheme\":null},\"origins\":["
                        + "{\"Field\":\"EnabledModules\",\"Key\":null,\"Level\":\"APPLICATION\"},"
                        + "{\"Field\":\"DefaultTheme\",\"Key\":null,\"Level\":\"TENANT\"},"
                        + "{\"Field\":\"KeyValuePairs\",\"Key\":\"mail\",\"Level\":\"TENANT\"},"
                        + "{\"Field\":\"KeyValuePairs\",\"Key\":\"beta\",\"Level\":\"APPLICATION\"}]}},"
                        + "\"tenant\":{\"settings\":{\"id\":\"ID\",\"frontendSetting\":{\"version\":2}}},"
                        + "\"project\":{\"settings\":{\"id\":\"ID\",\"frontendSetting\":{\"version\":1}}}}]}");
    }

    @Test
    void absentStaysAndNullInheritsAgain() {
        run(CREATE_FRONTEND);
        String update = """
                mutation {
                  updateFrontendSettings(id: "settings-uuid", input: %s) {
                    moduleConfig { EnabledThemes DefaultTheme EnabledModules KeyValuePairs { Key } }
                  }
                }
                """;

        assertThat(run(update.formatted("{ moduleConfig: { DefaultTheme: null, EnabledModules: null } }")))
                .isEqualTo("{\"updateFrontendSettings\":{\"moduleConfig\":{\"EnabledThemes\":[\"light\",\"dark\"],"
                        + "\"DefaultTheme\":null,\"EnabledModules\":null,"
                        + "\"KeyValuePairs\":[{\"Key\":\"show_footer\"}]}}}");
        assertThat(run(update.formatted("{}"))).contains("[\"light\",\"dark\"]");
        assertThat(run(update.formatted("{ moduleConfig: null }")))
                .contains("\"EnabledThemes\":null", "\"KeyValuePairs\":null");
    }

    @Test
    void whatIsWrongIsRefused() {
        run(CREATE_BACKEND);

        assertThat(refused(CREATE_BACKEND)).isEqualTo("CONFLICT");
        assertThat(refused(CREATE_BACKEND.replace("projectID:", "tenantID: \"tenant-uuid\" projectID:")))
                .isEqualTo("BAD_USER_INPUT");
        assertThat(refused(CREATE_BACKEND.replace("projectID: \"project-uuid\"", "")))
                .isEqualTo("BAD_USER_INPUT");
        assertThat(refused(CREATE_FRONTEND.replace("DefaultTheme: \"light\"", "DefaultTheme: \"blue\"")))
                .isEqualTo("BAD_USER_INPUT");
        assertThat(refused(CREATE_FRONTEND.replace("\"hu\"", "\"en\""))).isEqualTo("BAD_USER_INPUT");
        assertThat(refused("{ settings { id } }")).isEqualTo("BAD_USER_INPUT");
        assertThat(refused("{ settings(project: \"x\") { id } }")).isEqualTo("BAD_USER_INPUT");
        assertThat(refused("{ settings(tenant: \"app-uuid\") { id } }")).isEqualTo("NOT_FOUND");
        assertThat(refused("mutation { deleteBackendSettings(id: \"project-uuid\") }"))
                .isEqualTo("NOT_FOUND");
        assertThat(refused("mutation { deleteFrontendSettings(id: \"backend-settings-uuid\") }"))
                .isEqualTo("NOT_FOUND");
        assertThat(
                        refused(
                                "mutation { updateBackendModuleConfig(id: \"backend-settings-uuid\", version: 1, input: {}) { id } }"))
                .isEqualTo("CONFLICT");
    }
}
