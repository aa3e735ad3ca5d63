package dev.productify.manager.jdbc.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.jdbc.testing.RecordedStatements;
import dev.productify.manager.jdbc.tx.JdbcTransactions;
import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.promotion.Promotion;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A promotion takes as many statements for a thousand endpoints and triggers as for one of each. */
class StatementsOfPromotionsTest {
    private static final int MANY = 1_000;

    private static final AuthChange.Sealing NO_SEALING = new AuthChange.Sealing() {
        @Override
        public SealedSecret seal(String field, String secret) {
            throw new AssertionError("no secrets are given");
        }

        @Override
        public boolean is(SealedSecret sealed, String field, String secret) {
            throw new AssertionError("no secrets are given");
        }
    };

    private static final Endpoint.Change ENABLED_ENDPOINT = new Endpoint.Change(
            Patch.keep(),
            Patch.keep(),
            Patch.set(true),
            Patch.keep(),
            Patch.keep(),
            Patch.keep(),
            Patch.keep(),
            Patch.keep(),
            Patch.keep(),
            new AuthChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep()));

    private static final Trigger.Change ENABLED_TRIGGER = new Trigger.Change(
            Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(true), Patch.keep());

    private static MigratedDatabase database;
    private static HikariDataSource pool;
    private static RecordedStatements statements;
    private static JdbcTransactions transactions;
    private static Installations installation;
    private static Tenant dev;
    private static Tenant stage;

    @BeforeAll
    static void open() {
        database = MigratedDatabase.create();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.runtime().jdbcUrl());
        config.setUsername(database.runtime().user());
        config.setPassword(database.runtime().password());
        config.addDataSourceProperty("currentSchema", "manager");
        config.setMaximumPoolSize(1);
        pool = new HikariDataSource(config);
        statements = new RecordedStatements(pool);
        transactions = new JdbcTransactions(statements.source(), new ChangeFeed(() -> true));
        installation = new Installations(transactions);
        Project project = installation.useCases.projects().create(installation.admin, World.projectDraft("shop"));
        dev = installation.useCases.tenants().create(installation.admin, project.id(), World.tenantDraft("dev"));
        stage = installation.useCases.tenants().create(installation.admin, project.id(), World.tenantDraft("stage"));
    }

    @AfterAll
    static void close() {
        pool.close();
        database.close();
    }

    private static void write(Consumer<Stores> work) {
        transactions.write(door -> new Admission<>(new Binding.Platform("test"), null), (stores, nothing) -> {
            work.accept(stores);
            return true;
        });
    }

    private static Application planted(String slug, int many) {
        Application application =
                installation.useCases.applications().create(installation.admin, dev.id(), World.applicationDraft(slug));
        write(stores -> {
            stores.endpoints()
                    .insertAll(IntStream.range(0, many)
                            .mapToObj(i -> Endpoint.create(
                                    new EndpointId(UUID.randomUUID()),
                                    application.place(),
                                    World.endpointDefinition("/" + i + "/*"),
                                    BackendAuth.NOTHING,
                                    Instant.EPOCH))
                            .toList());
            stores.triggers()
                    .insertAll(IntStream.range(0, many)
                            .mapToObj(i -> Trigger.create(
                                    new TriggerId(UUID.randomUUID()),
                                    application.place(),
                                    World.triggerDefinition("T" + i, "0 0 1 1 *"),
                                    Instant.EPOCH))
                            .toList());
        });
        return application;
    }

    private static List<String> promote(Application source, boolean dryRun, int differences) {
        Promotion promotion =
                new Promotion(source.id(), stage.id(), Optional.empty(), Optional.empty(), Optional.empty(), dryRun);
        return statements.during(() -> assertThat(installation
                        .useCases
                        .promotions()
                        .promote(installation.admin, promotion)
                        .differences())
                .hasSize(differences));
    }

    /** Enables all of the target and empties the source, so that all of them are disabled next. */
    private static void abandoned(Application source) {
        write(stores -> {
            Application target =
                    stores.applications().find(stage.id(), source.slug()).orElseThrow();
            stores.endpoints()
                    .updateAll(stores.endpoints().all(target.id()).stream()
                            .map(endpoint -> endpoint.with(ENABLED_ENDPOINT, NO_SEALING, Instant.EPOCH))
                            .toList());
            stores.triggers()
                    .updateAll(stores.triggers().all(target.id()).stream()
                            .map(trigger -> trigger.with(ENABLED_TRIGGER, Instant.EPOCH))
                            .toList());
            stores.endpoints()
                    .all(source.id())
                    .forEach(endpoint -> stores.endpoints().delete(endpoint.id()));
            stores.triggers()
                    .all(source.id())
                    .forEach(trigger -> stores.triggers().delete(trigger.id()));
        });
    }

    @Test
    void asManyStatementsForAThousandAsForOne() {
        Application few = planted("few", 1);
        Application many = planted("many", MANY);

        List<String> looked = promote(few, true, 3);
        assertThat(promote(many, true, 2 * MANY + 1)).isEqualTo(looked).hasSizeLessThan(12);
        List<String> made = promote(few, false, 3);
        assertThat(promote(many, false, 2 * MANY + 1)).isEqualTo(made).hasSizeLessThan(20);
        List<String> nothing = promote(few, false, 0);
        assertThat(promote(many, false, 0)).isEqualTo(nothing);
        abandoned(few);
        abandoned(many);
        List<String> disabled = promote(few, false, 2);
        assertThat(promote(many, false, 2 * MANY)).isEqualTo(disabled).hasSizeLessThan(20);
    }
}
