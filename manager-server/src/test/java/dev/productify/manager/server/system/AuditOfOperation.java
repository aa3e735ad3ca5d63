package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.catalogue.Audience;
import dev.productify.manager.ports.catalogue.Audited;
import dev.productify.manager.ports.catalogue.Caller;
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

/**
 * What calls of one operation leave in the audit log. A change writes one row, as the catalogue says; the same again, and a
 * look, write none. A refusal of what the caller may see writes one that something was denied, and every other refusal none.
 */
final class AuditOfOperation {
    private static final String WRITTEN = " from audit_log where actor <> 'fixture' and action <> 'denied' and id > '";

    /** Who these refuse, they refuse whatever it is about. */
    private static final Set<Class<? extends Audience>> ABOUT_NOTHING = Set.of(
            Audience.PlatformAdministrators.class,
            Audience.AdminsAnywhere.class,
            Audience.InSession.class,
            Audience.Machines.class,
            Audience.MachineOnly.class,
            Audience.People.class,
            Audience.Nobody.class);

    /** What is not shown of something else that is asked for is no attempt at anything. */
    private static final Set<String> PARTS = Set.of("Project.settings", "Tenant.settings", "EsbLog.user");

    private final Stage stage;
    private final Operation operation;
    /** The last row before this operation: the log grows too long to be read as a whole each time. */
    private final String mark;

    private final Set<String> denied = new TreeSet<>();
    private final Set<String> callers = new TreeSet<>();

    private AuditOfOperation(Stage stage, Operation operation, String mark) {
        this.stage = stage;
        this.operation = operation;
        this.mark = mark;
    }

    static AuditOfOperation begin(Stage stage, Operation operation) throws Exception {
        if (Caller.all().stream().anyMatch(caller -> isDenied(operation, caller))) {
            stage.spent(); // what was denied before would not be noted again within a minute
        }
        return new AuditOfOperation(
                stage,
                operation,
                stage.sql()
                        .texts("select id from audit_log order by id desc limit 1")
                        .get(0));
    }

    /** Lets somebody call, and looks what that left. */
    Answer call(Caller caller) throws Exception {
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
            return answer;
        }
        assertThat(rows()).as(title).isEqualTo(before + 1);
        Audited audited = operation.audited().get();
        assertRow(title, audited, caller, answer);
        if (audited.isOnce()) {
            Answer again = stage.call(operation, caller);
            assertThat(rows()).as(title + " again: " + again.body()).isEqualTo(before + 1);
        }
        return answer;
    }

    /** When all have called: who was denied it is known a moment later. */
    void end() throws Exception {
        String title = operation + " denied to";
        Await.until(title, Duration.ofSeconds(20), () -> denied().size() >= denied.size());
        assertThat(denied()).as(title).containsExactlyInAnyOrderElementsOf(denied);
    }

    private static boolean isChange(Operation operation, Caller caller) {
        return operation.audited().isPresent() && Oracle.outcome(operation, caller) == Outcome.ANSWERED;
    }

    /** What is refused whatever it is about is about nothing that the caller sees. */
    private static boolean isDenied(Operation operation, Caller caller) {
        if (operation.audience() instanceof Audience.MachinesEditing && !caller.isMachine()) {
            return false;
        }
        return Oracle.outcome(operation, caller) == Outcome.FORBIDDEN
                && !PARTS.contains(operation.name())
                && !ABOUT_NOTHING.contains(operation.audience().getClass());
    }

    /** Who of these was denied something, once for each row. */
    private List<String> denied() throws Exception {
        return stage
                .sql()
                .texts(
                        "select coalesce(user_id, machine_user_id)::text from audit_log where action = 'denied' and id > '"
                                + mark + "'")
                .stream()
                .filter(callers::contains)
                .toList();
    }

    private void assertRow(String title, Audited audited, Caller caller, Answer answer) throws Exception {
        Fixture fixture = stage.fixture();
        Map<String, String> row = stage.sql().row("select *" + WRITTEN + mark + "' order by id desc limit 1");
        UUID entity = UUID.fromString(row.get("entity_id"));
        assertThat(row.get("action")).as(title).isEqualTo(audited.action());
        assertThat(row.get("entity_type")).as(title).isEqualTo(audited.entityType());
        assertThat(Optional.ofNullable(row.get("project_id"))).as(title).isEqualTo(project(audited, entity, fixture));
        assertThat(Optional.ofNullable(row.get("tenant_id"))).as(title).isEqualTo(tenant(audited, entity, fixture));
        assertThat(row.get(caller.isMachine() ? "machine_user_id" : "user_id"))
                .as(title)
                .isEqualTo(fixture.person(caller).id().toString());
        assertThat(row.get("request_id")).as(title).isEqualTo(answer.requestId());
        assertThat(row.get("ip_address")).as(title).isEqualTo("127.0.0.1");
        if (!audited.action().equals("create")) {
            subject(audited).ifPresent(spot -> assertThat(entity).as(title).isEqualTo(fixture.id(spot)));
        }
        assertThat(row.get("changes")).as(title).isNotNull().isNotEqualTo("{}");
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

    private long rows() throws Exception {
        return stage.sql().number("select count(*)" + WRITTEN + mark + "'");
    }
}
