package dev.productify.manager.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The matrix of contract A1 and A2. Places are written as paths: a grant holds at its path and wherever the path goes on.
 */
class AccessRulesTest {
    /** All places of two projects: {@code p}, {@code p/t}, {@code p/t/a} and so on. */
    private static final Map<String, Place> PLACES = places();

    private static final Principal PERSON =
            new Principal.Person(new UserId(uuid("person")), new Username("ada"), false);

    /**
     * What the roles may do at a place when they are held there, above it, below it or beside it: the letters of those
     * that may, of viewer, editor and admin. Machine users have their role in a tenant, and are at most editors.
     */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
                    permission           | here | above | below | beside | machine at home | machine inside | elsewhere
                    READ                 | v e a | v e a | -    | -      | v e             | v e            | -
                    READ_MEMBERS         | v e a | v e a | -    | -      | -               | -              | -
                    EDIT_CONTENT         | e a   | e a   | -    | -      | e               | e              | -
                    DESCRIBE             | e a   | e a   | -    | -      | e               | e              | -
                    DELETE               | a     | e a   | -    | -      | -               | e              | -
                    PROTECT              | a     | a     | -    | -      | -               | -              | -
                    MANAGE_MEMBERS       | a     | a     | -    | -      | -               | -              | -
                    MANAGE_MACHINE_USERS | a     | a     | -    | -      | -               | -              | -
                    READ_AUDIT_LOG       | a     | a     | -    | -      | -               | -              | -
                    READ_LIMITS          | a     | a     | -    | -      | -               | -              | -
                    READ_TRAFFIC         | a     | a     | -    | -      | -               | -              | -
                    """)
    void whoMayWhat(
            Permission permission,
            String here,
            String above,
            String below,
            String beside,
            String machineAtHome,
            String machineInside,
            String machineElsewhere) {
        for (Role role : Role.values()) {
            PLACES.keySet()
                    .forEach(from -> PLACES.keySet().forEach(to -> {
                        String who =
                                from.equals(to) ? here : holds(from, to) ? above : holds(to, from) ? below : beside;
                        assertDecided(
                                PERSON,
                                List.of(new Grant(PLACES.get(from), role)),
                                from,
                                permission,
                                to,
                                may(who, role));
                    }));
        }
        for (Role role : List.of(Role.VIEWER, Role.EDITOR)) {
            String home = "p/t";
            PLACES.keySet().forEach(to -> {
                String who = to.equals(home) ? machineAtHome : holds(home, to) ? machineInside : machineElsewhere;
                assertDecided(machine(role), List.of(), home, permission, to, may(who, role));
            });
        }
    }

    private static boolean may(String letters, Role role) {
        return letters.contains(role.name().substring(0, 1).toLowerCase(Locale.ROOT));
    }

    private static void assertDecided(
            Principal who, List<Grant> grants, String from, Permission permission, String to, boolean allowed) {
        Sight sight = holds(from, to) ? Sight.CONTENT : holds(to, from) ? Sight.NAME : Sight.NONE;
        AccessDecision expected = allowed ? new AccessDecision.Allowed() : new AccessDecision.Denied(permission, sight);

        assertThat(AccessRules.decide(who, grants, permission, PLACES.get(to)))
                .as(who + " with " + grants + " at " + from + " wants " + permission + " at " + to)
                .isEqualTo(expected);
    }

    /** Only administrators of the place, or of one above, and the highest role is theirs: so nobody outgrants themselves. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void whoMayGrantARole(Role granted) {
        for (Role own : Role.values()) {
            PLACES.forEach((from, held) -> PLACES.forEach((to, place) -> {
                boolean allowed = own == Role.ADMIN && holds(from, to);

                assertThat(
                                AccessRules.decideGrant(PERSON, List.of(new Grant(held, own)), granted, place)
                                        instanceof AccessDecision.Allowed)
                        .as(own + " at " + from + " grants " + granted + " at " + to)
                        .isEqualTo(allowed);
                assertThat(!allowed || own.includes(granted)).isTrue();
            }));
        }
        Principal root = new Principal.Person(new UserId(uuid("root")), new Username("root"), true);
        assertThat(AccessRules.decideGrant(root, List.of(), granted, PLACES.get("p")))
                .isEqualTo(new AccessDecision.Allowed());
        assertThat(AccessRules.decideGrant(machine(Role.EDITOR), List.of(), granted, PLACES.get("p/t")))
                .isEqualTo(new AccessDecision.Denied(Permission.MANAGE_MEMBERS, Sight.CONTENT));
    }

    @Test
    void theTableHoldsEveryPermission() {
        assertThat(Permission.values()).hasSize(11);
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void platformAdministratorsAndTheManagerItselfMayEverythingEverywhere(Permission permission) {
        Principal administrator = new Principal.Person(new UserId(uuid("root")), new Username("root"), true);
        Principal system = new Principal.System("job");

        for (Place place : PLACES.values()) {
            assertThat(AccessRules.decide(administrator, List.of(), permission, place))
                    .isEqualTo(new AccessDecision.Allowed());
            assertThat(AccessRules.decide(system, List.of(), permission, place))
                    .isEqualTo(new AccessDecision.Allowed());
            assertThat(AccessRules.sight(administrator, List.of(), place)).isEqualTo(Sight.CONTENT);
        }
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void withoutAGrantThereIsNothingAndNothingToBeSeen(Permission permission) {
        for (Place place : PLACES.values()) {
            assertThat(AccessRules.decide(PERSON, List.of(), permission, place))
                    .isEqualTo(new AccessDecision.Denied(permission, Sight.NONE));
            assertThat(AccessRules.sight(PERSON, List.of(), place)).isEqualTo(Sight.NONE);
        }
    }

    @Test
    void grantsOfOthersDoNothingForAMachineUser() {
        Grant everything = new Grant(PLACES.get("p"), Role.ADMIN);

        assertThat(AccessRules.decide(machine(Role.EDITOR), List.of(everything), Permission.DELETE, PLACES.get("p/t")))
                .isEqualTo(new AccessDecision.Denied(Permission.DELETE, Sight.CONTENT));
        assertThat(AccessRules.sight(machine(Role.EDITOR), List.of(everything), PLACES.get("p/u")))
                .isEqualTo(Sight.NONE);
    }

    @Test
    void aMachineUserIsNeverAnAdministrator() {
        assertThatIllegalArgumentException().isThrownBy(() -> machine(Role.ADMIN));
        assertThat(machine(Role.EDITOR).isPlatformAdministrator()).isFalse();
    }

    /** Over random grants: more grants never take anything away, and the best of them decides. */
    @Test
    void ofSeveralGrantsTheBestDecides() {
        Random random = new Random(13);
        List<Place> places = List.copyOf(PLACES.values());
        for (int i = 0; i < 2000; i++) {
            List<Grant> grants = random.ints(random.nextInt(5), 0, places.size())
                    .mapToObj(at -> new Grant(places.get(at), Role.values()[random.nextInt(3)]))
                    .toList();
            Permission wanted = Permission.values()[random.nextInt(Permission.values().length)];
            Place place = places.get(random.nextInt(places.size()));

            boolean allowed = AccessRules.decide(PERSON, grants, wanted, place) instanceof AccessDecision.Allowed;
            Sight sight = AccessRules.sight(PERSON, grants, place);

            assertThat(allowed)
                    .isEqualTo(grants.stream()
                            .anyMatch(grant -> AccessRules.decide(PERSON, List.of(grant), wanted, place)
                                    instanceof AccessDecision.Allowed));
            assertThat(sight)
                    .isEqualTo(grants.stream()
                            .map(grant -> AccessRules.sight(PERSON, List.of(grant), place))
                            .max(Sight::compareTo)
                            .orElse(Sight.NONE));
        }
    }

    @Test
    void aRoleIncludesTheLesserOnes() {
        for (Role role : Role.values()) {
            for (Role other : Role.values()) {
                assertThat(role.includes(other)).isEqualTo(role.ordinal() >= other.ordinal());
            }
        }
        assertThat(Role.values()).containsExactly(Role.VIEWER, Role.EDITOR, Role.ADMIN);
    }

    @ParameterizedTest
    @CsvSource({
        "ADMINISTRATORS, true, false, false, true",
        "USERS,          true, true,  false, true",
    })
    void whoMayCreateProjects(
            ProjectCreation setting, boolean administrator, boolean person, boolean machine, boolean system) {
        assertThat(setting.permits(new Principal.Person(new UserId(uuid("root")), new Username("root"), true)))
                .isEqualTo(administrator);
        assertThat(setting.permits(PERSON)).isEqualTo(person);
        assertThat(setting.permits(machine(Role.EDITOR))).isEqualTo(machine);
        assertThat(setting.permits(new Principal.System("job"))).isEqualTo(system);
    }

    private static boolean holds(String from, String to) {
        return (to + "/").startsWith(from + "/");
    }

    private static Principal machine(Role role) {
        Place home = PLACES.get("p/t");
        return new Principal.Machine(
                new MachineUserId(uuid("machine")),
                "bot",
                home.project(),
                home.tenant().orElseThrow(),
                role);
    }

    private static Map<String, Place> places() {
        Map<String, Place> places = new LinkedHashMap<>();
        for (String path : Arrays.asList("p", "p/t", "p/t/a", "p/t/b", "p/u", "p/u/a", "q", "q/t", "q/t/a")) {
            String[] parts = path.split("/");
            ProjectId project = new ProjectId(uuid(parts[0]));
            places.put(
                    path,
                    switch (parts.length) {
                        case 1 -> Place.of(project);
                        case 2 -> Place.of(project, new TenantId(uuid(path)));
                        default ->
                            Place.of(
                                    project,
                                    new TenantId(uuid(parts[0] + "/" + parts[1])),
                                    new ApplicationId(uuid(path)));
                    });
        }
        return places;
    }

    private static UUID uuid(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
    }
}
