package dev.productify.manager.ports.tenancy;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantType;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.testing.WatchedTransactions;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.tx.Door;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How something new gets its slug (contract G1), {@link Slugs} with its use cases. */
class SlugChoiceTest {
    private final World world = new World();

    @Test
    void aSlugIsMadeFromTheNameAndNumberedWhereItIsTaken() {
        List<String> slugs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            slugs.add(world.useCases
                    .projects()
                    .create(world.admin, draft("Crème Brûlée"))
                    .slug()
                    .value());
        }

        assertThat(slugs).containsExactly("creme-brulee", "creme-brulee-2", "creme-brulee-3", "creme-brulee-4");
    }

    @Test
    void aFreedNumberIsUsedAgain() {
        world.useCases.projects().create(world.admin, draft("Shop"));
        Project second = world.useCases.projects().create(world.admin, draft("Shop"));
        world.useCases.projects().create(world.admin, draft("Shop"));
        world.useCases.projects().delete(world.admin, second.id());

        Project next = world.useCases.projects().create(world.admin, draft("Shop"));

        assertThat(next.slug()).isEqualTo(new Slug("shop-2"));
    }

    @Test
    void tenantsAndApplicationsGetTheirsInTheirParent() {
        Project one = world.project("one");
        Project two = world.project("two");
        Tenant.Draft tenant =
                new Tenant.Draft(new Name("Acme"), Optional.empty(), Optional.empty(), TenantType.RUN, false);
        Application.Draft application = new Application.Draft(
                new Name("Web Shop"), Optional.empty(), Optional.empty(), SemanticVersion.INITIAL);

        Tenant first = world.useCases.tenants().create(world.admin, one.id(), tenant);
        Tenant second = world.useCases.tenants().create(world.admin, one.id(), tenant);
        Tenant elsewhere = world.useCases.tenants().create(world.admin, two.id(), tenant);
        Application web = world.useCases.applications().create(world.admin, first.id(), application);
        Application again = world.useCases.applications().create(world.admin, first.id(), application);
        Application sibling = world.useCases.applications().create(world.admin, second.id(), application);

        assertThat(List.of(first.slug(), second.slug(), elsewhere.slug()))
                .extracting(Slug::value)
                .containsExactly("acme", "acme-2", "acme");
        assertThat(List.of(web.slug(), again.slug(), sibling.slug()))
                .extracting(Slug::value)
                .containsExactly("web-shop", "web-shop-2", "web-shop");
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 56, 57, 62, 63, 64, 200})
    void alsoOfTheLongestNamesThereMayBeMany(int length) {
        Name name = new Name("n".repeat(length));
        Project project = world.project("shop");
        Set<Slug> slugs = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            slugs.add(world.useCases
                    .projects()
                    .create(world.admin, draft(name.value()))
                    .slug());
            slugs.add(world.useCases
                    .tenants()
                    .create(
                            world.admin,
                            project.id(),
                            new Tenant.Draft(name, Optional.empty(), Optional.empty(), TenantType.RUN, false))
                    .slug());
        }

        assertThat(slugs).hasSize(12);
    }

    @Test
    void aGivenSlugStandsTakenOrNot() {
        world.project("shop");

        assertRefused(CONFLICT, () -> world.project("shop"));

        assertThat(world.audited()).containsExactly("create User", "create Project");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 19})
    void aGeneratedSlugThatSomebodyElseTookMeanwhileIsChosenAgain(int lost) {
        world.project("shop");
        WatchedTransactions racing = new WatchedTransactions(world.transactions, new Race(lost)::late);

        Project project = world.over(racing).projects().create(world.admin, draft("Shop"));

        assertThat(project.slug()).isEqualTo(new Slug("shop-2"));
        assertThat(racing.opened()).isEqualTo(lost + 1);
        assertThat(world.audited()).containsExactly("create User", "create Project", "create Project");
    }

    @Test
    void whoLosesEveryRaceGetsAConflictInTheEnd() {
        world.project("shop");
        WatchedTransactions racing = new WatchedTransactions(world.transactions, new Race(1000)::late);

        assertRefused(CONFLICT, () -> world.over(racing).projects().create(world.admin, draft("Shop")));

        assertThat(racing.opened()).isBetween(20, 100);
    }

    @Test
    void aGivenSlugIsTriedOnce() {
        world.project("shop");
        WatchedTransactions watched = new WatchedTransactions(world.transactions, door -> door);

        assertRefused(CONFLICT, () -> world.over(watched).projects().create(world.admin, World.projectDraft("shop")));

        assertThat(watched.opened()).isEqualTo(1);
    }

    private static Project.Draft draft(String name) {
        return new Project.Draft(new Name(name), Optional.empty(), Optional.empty(), false);
    }

    /** Doors through which others are seen too late, some times. */
    private static final class Race {
        private final AtomicInteger left;

        Race(int times) {
            left = new AtomicInteger(times);
        }

        Door late(Door door) {
            return new Door() {
                @Override
                public Optional<Standing> standing(Principal principal, Target target) {
                    return door.standing(principal, target);
                }

                @Override
                public Standing.Person person(Principal principal) {
                    return door.person(principal);
                }

                @Override
                public boolean administersTenantOf(Principal principal, ProjectId project) {
                    return door.administersTenantOf(principal, project);
                }

                @Override
                public boolean administersAnything(Principal principal) {
                    return door.administersAnything(principal);
                }

                @Override
                public boolean isUser(UserId id) {
                    return door.isUser(id);
                }

                @Override
                public Optional<HeldToken> personalAccessToken(TokenSelector selector) {
                    return door.personalAccessToken(selector);
                }

                @Override
                public Optional<HeldSession> session(TokenSelector selector) {
                    return door.session(selector);
                }

                @Override
                public Optional<User> user(ExternalIdentity identity) {
                    return door.user(identity);
                }

                @Override
                public Optional<MachineUser> machineUser(TokenSelector selector) {
                    return door.machineUser(selector);
                }

                @Override
                public Optional<MachineUser> machineUser(Username username) {
                    return door.machineUser(username);
                }

                @Override
                public Set<Slug> projectSlugsLike(Slug slug) {
                    return left.getAndDecrement() > 0 ? Set.of() : door.projectSlugsLike(slug);
                }
            };
        }
    }
}
