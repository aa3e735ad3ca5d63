package dev.productify.manager.jdbc.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.AuthType;
import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.limits.Limits;
import dev.productify.manager.domain.promotion.Difference;
import dev.productify.manager.domain.settings.ConfigPatch;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.changes.Changes;
import dev.productify.manager.ports.endpoint.PromotedEndpoints;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.promotion.Crossing;
import dev.productify.manager.ports.promotion.Promoted;
import dev.productify.manager.ports.promotion.PromotedFeature;
import dev.productify.manager.ports.promotion.Promotion;
import dev.productify.manager.ports.promotion.Promotions;
import dev.productify.manager.ports.settings.LevelIds;
import dev.productify.manager.ports.settings.PromotedSettings;
import dev.productify.manager.ports.tenancy.PromotedApplication;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.trigger.PromotedTriggers;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Promotions at the same time as others, as edits, and ones that die in the middle. */
@Timeout(60)
class PromotionRaceTest {
    private static final int ROUNDS = 10;
    private static final int ROWS = 10;
    private static final LimitCheck UNLIMITED = new LimitCheck(Limits.NONE);

    private static MigratedDatabase database;
    private static Installations installation;
    private static ExecutorService threads;
    private static Project project;
    private static Tenant dev;
    private static Tenant stage;
    private static int count;

    @BeforeAll
    static void open() {
        database = MigratedDatabase.create();
        installation = new Installations(database.transactions());
        threads = Executors.newFixedThreadPool(2);
        project = installation.useCases.projects().create(installation.admin, World.projectDraft("race"));
        dev = tenant("dev");
        stage = tenant("stage");
    }

    @AfterAll
    static void close() {
        threads.shutdownNow();
        database.close();
    }

    private static Tenant tenant(String slug) {
        return installation.useCases.tenants().create(installation.admin, project.id(), World.tenantDraft(slug));
    }

    /** A new application in dev with endpoints and triggers. */
    private static Application planted() {
        Application application = installation
                .useCases
                .applications()
                .create(installation.admin, dev.id(), World.applicationDraft("web-" + ++count));
        database.transactions()
                .write(door -> new Admission<>(new Binding.Platform("test"), null), (stores, nothing) -> {
                    stores.endpoints()
                            .insertAll(IntStream.range(0, ROWS)
                                    .mapToObj(i -> Endpoint.create(
                                            new EndpointId(UUID.randomUUID()),
                                            application.place(),
                                            World.endpointDefinition("/" + i),
                                            BackendAuth.NOTHING,
                                            Instant.EPOCH))
                                    .toList());
                    stores.triggers()
                            .insertAll(IntStream.range(0, ROWS)
                                    .mapToObj(i -> Trigger.create(
                                            new TriggerId(UUID.randomUUID()),
                                            application.place(),
                                            World.triggerDefinition("T" + i, "0 0 1 1 *"),
                                            Instant.EPOCH))
                                    .toList());
                    return true;
                });
        return application;
    }

    private static Endpoint endpoint(ApplicationId application, String path) {
        AuthChange auth = new AuthChange(Patch.set(AuthType.NONE), Patch.keep(), Patch.keep(), Patch.keep());
        return installation
                .useCases
                .endpoints()
                .create(installation.admin, application, World.endpointDefinition(path), auth);
    }

    private static Promoted promote(Application source, Tenant target) {
        return promote(installation.useCases.promotions(), source, target);
    }

    private static Promoted promote(Promotions promotions, Application source, Tenant target) {
        return promotions.promote(
                installation.admin,
                new Promotion(source.id(), target.id(), Optional.empty(), Optional.empty(), Optional.empty(), false));
    }

    private static <R> R look(Function<Stores, R> look) {
        return database.transactions()
                .read(
                        door -> new Admission<>(new Binding.Platform("test"), null),
                        (stores, nothing) -> look.apply(stores));
    }

    private static List<Endpoint> endpoints(Application application) {
        return look(stores -> stores.endpoints().all(application.id()));
    }

    private static void level(EndpointId id, LogLevel level) {
        Endpoint.Change change = new Endpoint.Change(
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.set(level),
                new AuthChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep()));
        installation.useCases.endpoints().update(installation.admin, id, change);
    }

    private static long promotions(Application target) throws SQLException {
        try (Connection owner = database.connectAsOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
            ResultSet rows = statement.executeQuery("select count(*) from manager.audit_log where action = 'promote'"
                    + " and entity_id = '" + target.id().value() + "'");
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void ofTwoThatMakeTheSameOneTheSecondFindsWhatTheFirstMade() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Application source = planted();
            List<Promoted> made = new ArrayList<>();

            List<ErrorCode> lost =
                    atOnce(() -> add(made, promote(source, stage)), () -> add(made, promote(source, stage)));

            assertThat(lost).isEmpty();
            assertThat(made.stream().map(Promoted::isCreated)).containsExactlyInAnyOrder(true, false);
            assertThat(made.get(0).application()).isEqualTo(made.get(1).application());
            assertThat(promotions(made.get(0).application())).isEqualTo(1);
        }
    }

    private static boolean add(List<Promoted> all, Promoted one) {
        synchronized (all) {
            return all.add(one);
        }
    }

    @Test
    void inOppositeDirectionsNeitherWaitsForEver() throws Exception {
        Application source = planted();
        Application target = promote(source, stage).application();
        for (int round = 0; round < ROUNDS; round++) {
            for (Application application : List.of(source, target)) {
                LogLevel other = LogLevel.values()[(round + (application == source ? 0 : 1)) % 3];
                endpoints(application).forEach(endpoint -> level(endpoint.id(), other));
            }

            List<ErrorCode> lost = atOnce(() -> promote(source, stage), () -> promote(target, dev));

            assertThat(lost).isEmpty();
            assertThat(levels(source)).hasSize(1).isEqualTo(levels(target));
        }
    }

    private static List<LogLevel> levels(Application application) {
        return endpoints(application).stream()
                .map(endpoint -> endpoint.definition().logLevel())
                .distinct()
                .toList();
    }

    @Test
    void anEditOfTheTargetIsNeitherLostNorInTheWay() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Application source = planted();
            Application target = promote(source, stage).application();
            endpoints(source).forEach(endpoint -> level(endpoint.id(), LogLevel.FULL));
            Trigger trigger = look(stores -> stores.triggers().all(target.id())).get(round % ROWS);

            List<ErrorCode> lost = atOnce(() -> promote(source, stage), () -> enabled(trigger));

            assertThat(lost).isEmpty();
            assertThat(levels(target)).containsExactly(LogLevel.FULL);
            assertThat(look(stores -> stores.triggers().find(trigger.id()))
                            .orElseThrow()
                            .definition()
                            .enabled())
                    .isTrue();
            Optional<Instant> due = look(stores -> stores.triggers().planned(trigger.id()));
            assertThat(due).isPresent();
        }
    }

    private static Trigger enabled(Trigger trigger) {
        return installation
                .useCases
                .triggers()
                .update(
                        installation.admin,
                        trigger.id(),
                        new Trigger.Change(
                                Patch.keep(),
                                Patch.keep(),
                                Patch.set(new CronExpression("0 0 2 2 *")),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.set(true),
                                Patch.keep()));
    }

    @Test
    void anEndpointThatIsMadeMeanwhileComesAlongOrStaysBehind() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Application source = planted();

            List<ErrorCode> lost = atOnce(() -> promote(source, stage), () -> endpoint(source.id(), "/late"));

            assertThat(lost).isEmpty();
            assertThat(endpoints(source)).hasSize(ROWS + 1);
            promote(source, stage);
            Application target = look(stores -> stores.applications().find(stage.id(), source.slug()))
                    .orElseThrow();
            assertThat(endpoints(target)).hasSize(ROWS + 1);
        }
    }

    @Test
    void aSourceThatIsDeletedMeanwhileIsPromotedWholeOrNotAtAll() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Application source = planted();

            List<ErrorCode> lost = atOnce(() -> promote(source, stage), () -> {
                installation.useCases.applications().delete(installation.admin, source.id());
                return true;
            });

            Optional<Application> target = look(stores -> stores.applications().find(stage.id(), source.slug()));
            assertThat(lost).isSubsetOf(ErrorCode.NOT_FOUND);
            assertThat(target.isPresent()).isEqualTo(lost.isEmpty());
            target.ifPresent(made -> assertThat(endpoints(made)).hasSize(ROWS));
        }
    }

    @Test
    void whereItDiesNothingIsLeft() throws Exception {
        Application source = planted();
        List<Consumer<Stores>> deaths = List.of(
                stores -> {
                    throw new IllegalStateException("on purpose");
                },
                PromotionRaceTest::severed);
        for (Consumer<Stores> death : deaths) {
            for (int before = 1; before <= 4; before++) {
                Promotions dying = dying(before, death);
                assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> promote(dying, source, stage));
                Optional<Application> left =
                        look(stores -> stores.applications().find(stage.id(), source.slug()));
                assertThat(left).isEmpty();
            }
        }

        Application target = promote(source, stage).application();
        assertThat(promotions(target)).isEqualTo(1);
        endpoints(source).forEach(endpoint -> level(endpoint.id(), LogLevel.FULL));
        List<Endpoint> kept = endpoints(target);
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> promote(dying(4, PromotionRaceTest::severed), source, stage));
        assertThat(endpoints(target)).isEqualTo(kept);
        assertThat(promotions(target)).isEqualTo(1);
    }

    /** Something that is done after some of the features have written. */
    private static Promotions dying(int before, Consumer<Stores> death) {
        Journal journal = new Journal(InstantSource.system(), new UuidV7(InstantSource.system(), new Random()));
        List<PromotedFeature> all = List.of(
                new PromotedApplication(),
                new PromotedSettings(),
                new PromotedEndpoints(journal, UNLIMITED),
                new PromotedTriggers(journal, UNLIMITED));
        List<PromotedFeature> features = new ArrayList<>(all.subList(0, before));
        features.add((stores, crossing) -> new Death(crossing, death));
        return Promotions.of(new Guard(database.transactions(), ProjectCreation.ADMINISTRATORS), journal, features);
    }

    private record Death(Crossing crossing, Consumer<Stores> death) implements PromotedFeature.Plan {
        @Override
        public List<Difference> differences() {
            return List.of(Difference.created(EntityType.TRIGGER, "a", Map.of("name", "a")));
        }

        @Override
        public void write(Stores stores) {
            death.accept(stores);
        }
    }

    /** The database ends all connections that are in a transaction, as when it is killed. */
    private static void severed(Stores stores) {
        try (Connection other = database.connectAsRuntime();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                    + " and datname = current_database() and state = 'idle in transaction'");
        } catch (SQLException e) {
            throw new AssertionError("The connection could not be ended", e);
        }
    }

    @Test
    void nodesHearOfWhatTheirCopiesHold() throws Exception {
        Application source = planted();
        installation
                .useCases
                .settings()
                .create(
                        installation.admin,
                        SettingsKind.FRONTEND,
                        LevelIds.of(source.id()),
                        ConfigPatch.NONE.set(SettingField.DEFAULT_THEME, SettingValue.of("dark")));

        Application target = promote(source, stage).application();
        List<String> heard = heard(() -> promote(source, stage));
        assertThat(heard).isEmpty();
        endpoints(source).forEach(endpoint -> level(endpoint.id(), LogLevel.FULL));
        installation
                .useCases
                .settings()
                .update(
                        installation.admin,
                        SettingsId.of(SettingsKind.FRONTEND, source.place()),
                        ConfigPatch.NONE.set(SettingField.DEFAULT_THEME, SettingValue.of("light")),
                        Optional.empty());
        assertThat(heard(() -> promote(source, stage)))
                .containsExactlyInAnyOrder(
                        "routes:" + target.id().value(),
                        "settings:" + target.id().value());

        Tenant run = tenant("run");
        List<String> ofNew = heard(() -> promote(source, run));
        Application made = look(stores -> stores.applications().find(run.id(), source.slug()))
                .orElseThrow();
        assertThat(ofNew)
                .containsExactlyInAnyOrder(
                        "routes:" + made.id().value(), "settings:" + made.id().value());
    }

    private static List<String> heard(Runnable work) {
        List<String> heard = new ArrayList<>();
        Changes.Subscription listening =
                database.transactions().changes().subscribe(change -> heard.add(change.text()));
        try {
            work.run();
        } finally {
            listening.close();
        }
        return heard;
    }

    /** What was refused. */
    private static List<ErrorCode> atOnce(Callable<?> one, Callable<?> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Optional<ErrorCode>>> outcomes = new ArrayList<>();
        for (Callable<?> work : List.of(one, other)) {
            outcomes.add(threads.submit(() -> {
                start.await();
                try {
                    work.call();
                    return Optional.empty();
                } catch (ManagerException refusal) {
                    return Optional.of(refusal.code());
                }
            }));
        }
        List<ErrorCode> refused = new ArrayList<>();
        for (Future<Optional<ErrorCode>> outcome : outcomes) {
            outcome.get().ifPresent(refused::add);
        }
        return refused;
    }
}
