package dev.productify.manager.ports.access;

import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
    private final World world = new World();
    private final Guard guard = new Guard(world.transactions, ProjectCreation.ADMINISTRATORS);
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");
    private final Tenant sibling = world.tenant(project, "beta");
    private final Application application = world.application(tenant, "web");
    private final AtomicInteger runs = new AtomicInteger();

    /** What somebody with a role at one level may do at each level: {@code ok}, or the code of the refusal. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    role   | at          | wants        | PROJECT   | TENANT    | SIBLING   | APPLICATION
                    VIEWER | PROJECT     | READ         | ok        | ok        | ok        | ok
                    VIEWER | PROJECT     | EDIT_CONTENT | FORBIDDEN | FORBIDDEN | FORBIDDEN | FORBIDDEN
                    EDITOR | PROJECT     | EDIT_CONTENT | ok        | ok        | ok        | ok
                    EDITOR | PROJECT     | DELETE       | FORBIDDEN | ok        | ok        | ok
                    EDITOR | TENANT      | DELETE       | FORBIDDEN | FORBIDDEN | NOT_FOUND | ok
                    ADMIN  | PROJECT     | DELETE       | ok        | ok        | ok        | ok
                    VIEWER | TENANT      | READ         | FORBIDDEN | ok        | NOT_FOUND | ok
                    ADMIN  | TENANT      | DELETE       | FORBIDDEN | ok        | NOT_FOUND | ok
                    EDITOR | APPLICATION | EDIT_CONTENT | FORBIDDEN | FORBIDDEN | NOT_FOUND | ok
                    ADMIN  | APPLICATION | READ         | FORBIDDEN | FORBIDDEN | NOT_FOUND | ok
                    """)
    void refusalsSayNoMoreThanTheCallerMayKnow(
            Role role,
            String at,
            Permission wanted,
            String onProject,
            String onTenant,
            String onSibling,
            String onApplication) {
        Call ada = world.with(world.person("ada"), place(at), role);

        assertGuarded(ada, wanted, new Target.OfProject(project.id()), onProject);
        assertGuarded(ada, wanted, new Target.OfProjectSlug(project.slug()), onProject);
        assertGuarded(ada, wanted, new Target.OfTenant(tenant.id()), onTenant);
        assertGuarded(ada, wanted, new Target.OfTenantSlug(project.id(), tenant.slug()), onTenant);
        assertGuarded(ada, wanted, new Target.OfTenant(sibling.id()), onSibling);
        assertGuarded(ada, wanted, new Target.OfApplication(application.id()), onApplication);
        assertGuarded(
                ada,
                wanted,
                new Target.OfApplicationSlug(project.id(), tenant.id(), application.slug()),
                onApplication);
    }

    private void assertGuarded(Call call, Permission wanted, Target target, String expected) {
        runs.set(0);
        if (expected.equals("ok")) {
            guard.read(call, wanted, target, (stores, place) -> runs.incrementAndGet());
            guard.write(call, wanted, target, (stores, place) -> runs.incrementAndGet());
            assertThat(runs).hasValue(2);
            return;
        }
        ErrorCode code = ErrorCode.valueOf(expected);
        assertRefused(code, () -> guard.read(call, wanted, target, (stores, place) -> runs.incrementAndGet()));
        assertRefused(code, () -> guard.write(call, wanted, target, (stores, place) -> runs.incrementAndGet()));
        assertThat(runs).hasValue(0);
    }

    @Test
    void theStoresAreBoundToThePlaceOfTheTarget() {
        Target target = new Target.OfTenant(tenant.id());

        guard.read(world.admin, Permission.READ, target, (stores, place) -> {
            assertThat(place).isEqualTo(tenant.place());
            assertThat(stores.tenants().find(tenant.id())).contains(tenant);
            assertThat(stores.tenants().find(sibling.id())).isEmpty();
            return place;
        });
        assertThatThrownBy(() -> guard.write(world.admin, Permission.READ, target, (stores, place) -> {
                    stores.tenants().insert(tenantIn(project));
                    return place;
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoIsDisabledOrGoneIsToldSoWhateverTheirRoles() {
        Call eve = world.with(world.disabledPerson("eve"), Place.of(project.id()), Role.ADMIN);
        Call gone = World.call(new World().person("nobody").principal());
        Target target = new Target.OfProject(project.id());

        for (Call call : List.of(eve, gone)) {
            assertRefused(UNAUTHENTICATED, () -> guard.read(call, Permission.READ, target, (s, p) -> p));
            assertRefused(UNAUTHENTICATED, () -> guard.write(call, Permission.READ, target, (s, p) -> p));
            assertRefused(UNAUTHENTICATED, () -> guard.reach(call, target, (s, p) -> p));
            assertRefused(UNAUTHENTICATED, () -> guard.platform(call, "test", s -> 1));
            assertRefused(
                    UNAUTHENTICATED,
                    () -> guard.newProject(call, new ProjectId(new UUID(1, 1)), new Slug("x"), (s, t) -> t));
        }
    }

    @Test
    void rightsAreThoseOfTheDatabaseAndNotOfTheCall() {
        Principal.Person ada = (Principal.Person) world.person("ada").principal();
        Call promoted = World.call(new Principal.Person(ada.id(), ada.username(), true));
        Target target = new Target.OfProject(project.id());

        assertRefused(NOT_FOUND, () -> guard.write(promoted, Permission.READ, target, (s, p) -> p));
        assertRefused(NOT_FOUND, () -> guard.reach(promoted, target, (s, p) -> p));
        assertRefused(FORBIDDEN, () -> guard.platform(promoted, "test", s -> 1));
        assertRefused(
                FORBIDDEN, () -> guard.newProject(promoted, new ProjectId(new UUID(1, 1)), new Slug("x"), (s, t) -> t));
    }

    @Test
    void theManagerItselfMayEverythingEverywhere() {
        Call system = Call.ofSystem("job");

        Place place = guard.write(system, Permission.DELETE, new Target.OfTenant(tenant.id()), (s, p) -> p);

        assertThat(place).isEqualTo(tenant.place());
        assertThat(place(guard.platform(system, "test", stores -> "TENANT"))).isEqualTo(tenant.place());
    }

    private Place place(String level) {
        return switch (level) {
            case "PROJECT" -> Place.of(project.id());
            case "TENANT" -> tenant.place();
            default -> application.place();
        };
    }

    private static Tenant tenantIn(Project project) {
        return Tenant.create(
                new TenantId(new UUID(9, 9)), project.id(), World.tenantDraft("x"), new Slug("x"), World.START);
    }
}
