package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.catalogue.Audience;
import dev.productify.manager.ports.catalogue.Audited;
import dev.productify.manager.ports.catalogue.Caller;
import dev.productify.manager.ports.catalogue.Catalogue;
import dev.productify.manager.ports.catalogue.Fixture;
import dev.productify.manager.ports.catalogue.Operation;
import dev.productify.manager.ports.catalogue.Oracle;
import dev.productify.manager.ports.catalogue.Outcome;
import dev.productify.manager.ports.catalogue.Spot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A change writes one row of the audit log, as the catalogue says; the same again, and a look, write none. A refusal of what
 * the caller may see writes one that something was denied, and every other refusal none.
 */
@Timeout(120)
class AuditOfOperationsTest {
    private static final String WRITTEN = " from audit_log where actor <> 'fixture' and action <> 'denied' and id > '";

    /** Who these refuse, they refuse whatever it is about. */
    private static final Set<Class<? extends Audience>> ABOUT_NOTHING = Set.of(
            Audience.PlatformAdministrators.class,
            Audience.AdminsAnywhere.class,
            Audience.Machines.class,
            Audience.People.class,
            Audience.Nobody.class);

    @RegisterExtension
    static final Stage stage = new Stage();

    /** Below the ids of all rows of the operation that is tried: the log grows too long to be read as a whole each time. */
    private static String mark;

    @TestFactory
    Stream<DynamicTest> everyOperationIsAuditedAsItSays() {
        return Catalogue.operations().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> tryAll(operation)));
    }

    private static void tryAll(Operation operation) throws Exception {
        stage.spent();
        mark = stage.sql().texts("select uuidv7(interval '-1 second')").get(0);
        Set<String> denied = new TreeSet<>();
        Set<String> callers = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        for (Caller caller : Caller.all()) {
            if (isChange(operation, caller) && !changed.add(kind(caller))) {
                continue; // who may is tried by the access matrix; here, one of each kind does
            }
            String id = stage.fixture().person(caller).id().toString();
            callers.add(id);
            if (isDenied(operation, caller)) {
                denied.add(id);
            }
            long before = rows();
            Answer answer = stage.call(operation, caller);
            String title = operation + " by " + caller + ": " + answer.body();
            if (!isChange(operation, caller)) {
                assertThat(rows()).as(title).isEqualTo(before);
                continue;
            }
            assertThat(rows()).as(title).isEqualTo(before + 1);
            Audited audited = operation.audited().get();
            assertRow(title, audited, caller, answer);
            if (audited.isOnce()) {
                Answer again = stage.call(operation, caller);
                assertThat(rows()).as(title + " again: " + again.body()).isEqualTo(before + 1);
            }
            stage.spent();
        }
        String title = operation + " denied to";
        Await.until(title, Duration.ofSeconds(20), () -> denied(callers).size() >= denied.size());
        assertThat(denied(callers)).as(title).containsExactlyInAnyOrderElementsOf(denied);
    }

    private static boolean isChange(Operation operation, Caller caller) {
        return operation.audited().isPresent() && Oracle.outcome(operation, caller) == Outcome.ANSWERED;
    }

    private static String kind(Caller caller) {
        if (caller.isMachine()) {
            return "machine user";
        }
        return caller.isPlatformAdministrator() ? "platform administrator" : "member";
    }

    /**
     * What is refused whatever it is about is about nothing that the caller sees. Settings that are not shown of what comes with
     * something else are no attempt at anything.
     */
    private static boolean isDenied(Operation operation, Caller caller) {
        return Oracle.outcome(operation, caller) == Outcome.FORBIDDEN
                && !isNestedSettings(operation)
                && !ABOUT_NOTHING.contains(operation.audience().getClass());
    }

    private static boolean isNestedSettings(Operation operation) {
        return operation.name().equals("Project.settings") || operation.name().equals("Tenant.settings");
    }

    /** Who of these was denied something, once for each row. */
    private static List<String> denied(Set<String> callers) throws Exception {
        return stage
                .sql()
                .texts(
                        "select coalesce(user_id, machine_user_id)::text from audit_log where action = 'denied' and id > '"
                                + mark + "'")
                .stream()
                .filter(callers::contains)
                .toList();
    }

    private static void assertRow(String title, Audited audited, Caller caller, Answer answer) throws Exception {
        Fixture fixture = stage.fixture();
        UUID entity = UUID.fromString(newest("entity_id").orElseThrow());
        assertThat(newest("action")).as(title).contains(audited.action());
        assertThat(newest("entity_type")).as(title).contains(audited.entityType());
        assertThat(newest("project_id")).as(title).isEqualTo(project(audited, entity, fixture));
        assertThat(newest("tenant_id")).as(title).isEqualTo(tenant(audited, entity, fixture));
        assertThat(newest(caller.isMachine() ? "machine_user_id" : "user_id"))
                .as(title)
                .contains(fixture.person(caller).id().toString());
        assertThat(newest("request_id")).as(title).contains(answer.requestId());
        assertThat(newest("ip_address")).as(title).contains("127.0.0.1");
        if (!audited.action().equals("create")) {
            subject(audited).ifPresent(spot -> assertThat(entity).as(title).isEqualTo(fixture.id(spot)));
        }
        assertThat(newest("changes::text").orElseThrow()).as(title).isNotEqualTo("{}");
    }

    private static Optional<String> project(Audited audited, UUID entity, Fixture fixture) {
        return audited.entityType().equals("Project")
                ? Optional.of(entity.toString())
                : audited.at().map(spot -> fixture.id(spot.project()).toString());
    }

    private static Optional<String> tenant(Audited audited, UUID entity, Fixture fixture) {
        return audited.entityType().equals("Tenant")
                ? Optional.of(entity.toString())
                : audited.at()
                        .flatMap(Spot::tenant)
                        .map(spot -> fixture.id(spot).toString());
    }

    /** What is changed, where that is a spot of the tree. */
    private static Optional<Spot> subject(Audited audited) {
        return audited.at()
                .filter(spot -> Map.of("Project", Spot.PROJECT, "Tenant", Spot.TENANT, "Application", Spot.APPLICATION)
                        .getOrDefault(audited.entityType(), Spot.OTHER_PROJECT)
                        .equals(spot));
    }

    private static long rows() throws Exception {
        return stage.sql().number("select count(*)" + WRITTEN + mark + "'");
    }

    private static Optional<String> newest(String column) throws Exception {
        List<String> values = stage.sql().texts("select " + column + WRITTEN + mark + "' order by id desc limit 1");
        return Optional.ofNullable(values.get(0));
    }
}
