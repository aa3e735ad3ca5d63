package dev.productify.manager.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.esb.gateway.Gateway;
import dev.productify.manager.graphql.GraphQlApi;
import dev.productify.manager.jdbc.Database;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.rest.Problems;
import dev.productify.manager.server.Manager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The dependency rule of docs/architecture.md, asked three times: what the modules declare, what their classes refer to,
 * and what others can see of them. Each question is also put to a violation made on the spot, to show that it can fail.
 */
class DependencyRuleTest {
    private static final Map<String, Set<String>> MAY_USE = mayUse();

    private static Map<String, Set<String>> mayUse() {
        Set<String> core = Set.of("manager-domain", "manager-ports");
        Map<String, Set<String>> rule = new LinkedHashMap<>();
        rule.put("manager-domain", Set.of());
        rule.put("manager-ports", Set.of("manager-domain"));
        rule.put("manager-adapters-jdbc", core);
        rule.put("manager-adapters-graphql", core);
        rule.put("manager-adapters-rest", core);
        rule.put("manager-esb", core);
        rule.put(
                "manager-server",
                Set.of(
                        "manager-domain",
                        "manager-ports",
                        "manager-adapters-jdbc",
                        "manager-adapters-graphql",
                        "manager-adapters-rest",
                        "manager-esb"));
        return rule;
    }

    static List<String> modules() {
        return List.copyOf(MAY_USE.keySet());
    }

    /** A class of each module that has any, to find where its classes are. */
    private static final Map<String, Class<?>> IN_MODULE = Map.of(
            "manager-domain", Id.class,
            "manager-ports", UseCases.class,
            "manager-adapters-jdbc", Database.class,
            "manager-adapters-graphql", GraphQlApi.class,
            "manager-adapters-rest", Problems.class,
            "manager-esb", Gateway.class,
            "manager-server", Manager.class);

    private static final Map<String, String> PACKAGE_OF = Map.of(
            "manager-domain", "dev.productify.manager.domain",
            "manager-ports", "dev.productify.manager.ports",
            "manager-adapters-jdbc", "dev.productify.manager.jdbc",
            "manager-adapters-graphql", "dev.productify.manager.graphql",
            "manager-adapters-rest", "dev.productify.manager.rest",
            "manager-esb", "dev.productify.manager.esb",
            "manager-server", "dev.productify.manager.server");

    @Test
    void theReactorHasTheModulesOfTheRuleAndNoOther() {
        assertThat(Poms.modules()).containsExactlyElementsOf(MAY_USE.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleDeclaresOnlyWhatItMayUse(String module) {
        assertThat(MAY_USE.get(module)).containsAll(Poms.declared(module));
    }

    @Test
    void aForbiddenDeclarationIsNoticed() {
        String pom = """
                <project><dependencies><dependency><groupId>dev.productify</groupId>
                <artifactId>manager-adapters-jdbc</artifactId></dependency></dependencies></project>
                """;

        assertThat(MAY_USE.get("manager-adapters-rest").containsAll(Poms.declaredIn(pom)))
                .isFalse();
    }

    @Test
    void domainAndPortsNeedNothingButJavaBase() {
        assertThat(Classes.neededModules(Id.class, UseCases.class)).isEqualTo("java.base");
    }

    @Test
    void anotherModuleOfTheJdkIsNoticed(@TempDir Path folder) {
        Path violation = Classes.compiled(folder, "Violation", "class Violation { java.sql.Connection connection; }");

        assertThat(Classes.neededModules(violation)).contains("java.sql");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void classesReferOnlyToModulesThatTheirOwnMayUse(String module) {
        Class<?> inside = IN_MODULE.get(module);
        if (inside == null) {
            assertThat(Poms.hasSources(module))
                    .as("%s has classes: name one in this test", module)
                    .isFalse();
            return;
        }

        assertThat(forbidden(module, Classes.referredPackages(Classes.home(inside))))
                .isEmpty();
    }

    @Test
    void aReferenceToAnotherAdapterIsNoticed(@TempDir Path folder) {
        Path violation = Classes.compiled(
                folder, "Violation", "class Violation { dev.productify.manager.jdbc.Database database; }");

        assertThat(forbidden("manager-adapters-rest", Classes.referredPackages(violation)))
                .containsExactly("dev.productify.manager.jdbc");
    }

    private static List<String> forbidden(String module, Set<String> packages) {
        return PACKAGE_OF.entrySet().stream()
                .filter(other -> !other.getKey().equals(module))
                .filter(other -> !MAY_USE.get(module).contains(other.getKey()))
                .map(Map.Entry::getValue)
                .filter(root -> packages.stream().anyMatch(used -> used.equals(root) || used.startsWith(root + ".")))
                .toList();
    }

    @Test
    void servicesHideBehindTheirPorts() {
        List<String> visible = Classes.publicTypes(Classes.home(UseCases.class), "Service");

        assertThat(visible).isEmpty();
        assertThat(Classes.publicTypes(Classes.home(UseCases.class), "Store")).isNotEmpty();
    }

    @Test
    void storesSendStatementsThroughTheSessionOnly() {
        assertThat(Classes.callersOf(Classes.home(Database.class), "java/sql/Connection.prepareStatement"))
                .anyMatch(file -> file.contains("Session.java"))
                .noneMatch(file -> file.contains("Store") || file.contains("Door") || file.contains("Trail"));
    }

    @Test
    void mainCodeBelowTheServerNeverAsksForTheTimeByItself() {
        for (Class<?> inside : List.of(Id.class, UseCases.class, Database.class, Gateway.class)) {
            assertThat(Classes.callersOf(Classes.home(inside), "java/time/Instant.now"))
                    .isEmpty();
        }
    }

    @Test
    void askingForTheTimeIsNoticed(@TempDir Path folder) {
        Path violation = Classes.compiled(
                folder, "Violation", "class Violation { Object now() { return java.time.Instant.now(); } }");

        assertThat(Classes.callersOf(violation, "java/time/Instant.now")).containsExactly("\"Violation.java\"");
    }
}
