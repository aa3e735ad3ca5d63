package dev.productify.manager.jdbc.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.promotion.Promoted;
import dev.productify.manager.ports.promotion.Promotion;
import dev.productify.manager.ports.testing.PlainPackage;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of many who add at once where there is room for one, one succeeds. */
@Timeout(60)
class LimitsRaceTest {
    private static final int RACERS = 4;

    private static MigratedDatabase database;
    private static Installations installation;
    private static ExecutorService threads;
    private static int count;

    private final Installations.Tree tree = installation.tree(installation.person("race-" + ++count), "race-" + count);

    @BeforeAll
    static void open() {
        database = MigratedDatabase.create();
        installation = new Installations(database.transactions());
        threads = Executors.newFixedThreadPool(RACERS);
    }

    @AfterAll
    static void close() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void oneOfManyTenants() throws Exception {
        assertOneSucceeds(
                LimitKind.TENANTS,
                i -> () -> installation
                        .useCases
                        .tenants()
                        .create(installation.admin, tree.project().id(), World.tenantDraft("t" + i)));
    }

    @Test
    void oneOfManyEndpointsInDifferentTenants() throws Exception {
        Application far = application(tree.far());
        assertOneSucceeds(
                LimitKind.ENDPOINTS,
                i -> () -> installation
                        .useCases
                        .endpoints()
                        .create(
                                installation.admin,
                                (i % 2 == 0 ? tree.application() : far).id(),
                                World.endpointDefinition("/" + i),
                                World.bearer("secret")));
    }

    @Test
    void oneOfManyTriggers() throws Exception {
        assertOneSucceeds(
                LimitKind.TRIGGERS,
                i -> () -> installation
                        .useCases
                        .triggers()
                        .create(
                                installation.admin,
                                tree.application().id(),
                                World.triggerDefinition("T" + i, "0 0 1 1 *")));
    }

    @Test
    void oneOfManyMembersAtDifferentLevels() throws Exception {
        List<UserId> users = IntStream.range(0, RACERS)
                .mapToObj(i ->
                        installation.person("member-" + i + "-" + tree.project().slug()))
                .map(call -> ((Principal.Person) call.principal()).id())
                .toList();
        List<Target> places = List.of(
                new Target.OfProject(tree.project().id()),
                new Target.OfTenant(tree.near().id()),
                new Target.OfTenant(tree.far().id()),
                new Target.OfApplication(tree.application().id()));
        assertOneSucceeds(
                LimitKind.MEMBERS,
                i -> () -> installation
                        .useCases
                        .members()
                        .add(installation.admin, places.get(i % places.size()), users.get(i), Role.VIEWER));
    }

    @Test
    void oneOfManyPilets() throws Exception {
        PlainPackage first = PlainPackage.of("pilet", "1.0.0", "0");
        installation
                .useCases
                .pilets()
                .publish(installation.admin, tree.project().id(), first, Optional.empty());
        long one = used(LimitKind.PILET_BYTES);
        limit(LimitKind.PILET_BYTES, 2 * one);
        assertThat(race(i -> () -> installation
                        .useCases
                        .pilets()
                        .publish(
                                installation.admin,
                                tree.project().id(),
                                PlainPackage.of("pilet", "1.0." + (i + 1), String.valueOf(i + 1)),
                                Optional.empty())))
                .isEqualTo(1);
        assertThat(used(LimitKind.PILET_BYTES)).isEqualTo(2 * one);
    }

    @Test
    void promotionsAndCreationsRaceForTheSameRoom() throws Exception {
        Application source = application(tree.far());
        installation
                .useCases
                .endpoints()
                .create(installation.admin, source.id(), World.endpointDefinition("/x"), World.bearer("secret"));
        assertOneSucceeds(
                LimitKind.ENDPOINTS,
                i -> i % 2 == 0
                        ? () -> installation
                                .useCases
                                .promotions()
                                .copy(
                                        installation.admin,
                                        new Promotion(
                                                source.id(),
                                                tree.near().id(),
                                                Optional.of(new Slug("copy-" + i)),
                                                Optional.empty(),
                                                Optional.empty(),
                                                false))
                        : () -> installation
                                .useCases
                                .endpoints()
                                .create(
                                        installation.admin,
                                        source.id(),
                                        World.endpointDefinition("/" + i),
                                        World.bearer("secret")));
    }

    /** A dry run reads only, and counts in the whole project all the same. */
    @Test
    void aDryRunIsRefusedAsThePromotionIs() {
        Application source = application(tree.far());
        installation
                .useCases
                .endpoints()
                .create(installation.admin, source.id(), World.endpointDefinition("/x"), World.bearer("secret"));
        installation
                .useCases
                .triggers()
                .create(installation.admin, source.id(), World.triggerDefinition("Daily", "0 0 * * *"));
        for (LimitKind kind : List.of(LimitKind.ENDPOINTS, LimitKind.TRIGGERS)) {
            long there = used(kind);
            limit(kind, there);
            assertThatExceptionOfType(ManagerException.class)
                    .isThrownBy(() -> promoted(source, true))
                    .matches(refusal -> refusal.code() == ErrorCode.LIMIT_REACHED);
            limit(kind, there + 1);
            assertThat(promoted(source, true).differences()).isNotEmpty();
            assertThat(used(kind)).isEqualTo(there);
        }
        promoted(source, false);
    }

    private Promoted promoted(Application source, boolean dryRun) {
        return installation
                .useCases
                .promotions()
                .promote(
                        installation.admin,
                        new Promotion(
                                source.id(),
                                tree.near().id(),
                                Optional.of(new Slug("promoted")),
                                Optional.empty(),
                                Optional.empty(),
                                dryRun));
    }

    @Test
    void whereNothingIsLimitedNobodyWaits() throws Exception {
        assertThat(whileAsked(LimitKind.TENANTS, () -> tenant("unlimited"))).isNotNull();
    }

    @Test
    void whoAddsSomethingElseDoesNotWait() throws Exception {
        limit(LimitKind.ENDPOINTS, 100);

        assertThat(whileAsked(LimitKind.ENDPOINTS, () -> tenant("other"))).isNotNull();
    }

    private Tenant tenant(String slug) {
        return installation
                .useCases
                .tenants()
                .create(installation.admin, tree.project().id(), World.tenantDraft(slug));
    }

    /** Does something while a transaction is open that has asked how much there is. */
    private <R> R whileAsked(LimitKind kind, Callable<R> work) {
        return database.transactions()
                .write(door -> new Admission<>(new Binding.Platform("test"), null), (stores, nothing) -> {
                    stores.limits().occupancy(tree.project().id(), kind, Optional.empty());
                    try {
                        return threads.submit(work).get();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static Application application(Tenant tenant) {
        return installation
                .useCases
                .applications()
                .create(installation.admin, tenant.id(), World.applicationDraft("racing"));
    }

    private void limit(LimitKind kind, long limit) {
        installation
                .useCases
                .projectLimits()
                .update(installation.admin, tree.project().id(), Map.of(kind, Patch.set(limit)));
    }

    private long used(LimitKind kind) {
        return installation
                .useCases
                .projectLimits()
                .find(installation.admin, tree.project().id())
                .used()
                .get(kind);
    }

    private void assertOneSucceeds(LimitKind kind, IntFunction<Callable<?>> racer) throws Exception {
        long before = used(kind);
        limit(kind, before + 1);

        assertThat(race(racer)).isEqualTo(1);

        assertThat(used(kind)).isEqualTo(before + 1);
    }

    /** @return how many of them succeeded; the others were refused for the limit alone */
    private static int race(IntFunction<Callable<?>> racer) throws Exception {
        CyclicBarrier start = new CyclicBarrier(RACERS);
        List<Future<Boolean>> racing = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            Callable<?> work = racer.apply(i);
            racing.add(threads.submit(() -> {
                start.await();
                try {
                    work.call();
                    return true;
                } catch (ManagerException refusal) {
                    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(ErrorCode.LIMIT_REACHED);
                    return false;
                }
            }));
        }
        int succeeded = 0;
        for (Future<Boolean> one : racing) {
            succeeded += one.get() ? 1 : 0;
        }
        return succeeded;
    }
}
