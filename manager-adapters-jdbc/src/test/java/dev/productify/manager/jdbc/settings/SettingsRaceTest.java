package dev.productify.manager.jdbc.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.settings.ConfigPatch;
import dev.productify.manager.domain.settings.ConfigValues;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.settings.LevelIds;
import dev.productify.manager.ports.settings.Settings;
import dev.productify.manager.ports.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two changes of the same settings at the same time, the first ones among them: neither is lost. */
@Timeout(60)
class SettingsRaceTest {
    private static final int ROUNDS = 20;

    private static MigratedDatabase database;
    private static Installations installation;
    private static ExecutorService threads;
    private static Call ada;
    private static Tenant tenant;

    @BeforeAll
    static void open() {
        database = MigratedDatabase.create();
        installation = new Installations(database.transactions());
        threads = Executors.newFixedThreadPool(2);
        ada = installation.person("ada");
        tenant = installation.tree(ada, "race").near();
    }

    @AfterAll
    static void close() {
        threads.shutdownNow();
        database.close();
    }

    private static Application application(String slug) {
        return installation.useCases.applications().create(ada, tenant.id(), World.applicationDraft(slug));
    }

    private static Settings settings() {
        return installation.useCases.settings();
    }

    private static ConfigPatch set(SettingField field, String value) {
        return ConfigPatch.NONE.set(field, SettingValue.of(value));
    }

    private static ConfigValues inForce(Application application) {
        return settings().find(ada, LevelIds.of(application.id())).frontend().effective();
    }

    @Test
    void changesOfDifferentFieldsBothSurvive() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Application application = application("fields-" + round);
            SettingsId id = SettingsId.of(SettingsKind.FRONTEND, application.place());
            // The second change of a round finds a row, the first one does not.
            for (String value : List.of("one", "two")) {
                List<ErrorCode> lost = atOnce(
                        () -> settings().update(ada, id, set(SettingField.DEFAULT_THEME, value), Optional.empty()),
                        () -> settings().update(ada, id, set(SettingField.DEFAULT_LOCALE, value), Optional.empty()));

                assertThat(lost).isEmpty();
                assertThat(inForce(application).defaultTheme()).contains(value);
                assertThat(inForce(application).defaultLocale()).contains(value);
            }
            assertThat(settings()
                            .find(ada, LevelIds.of(application.id()))
                            .frontend()
                            .own()
                            .version())
                    .isEqualTo(5);
        }
    }

    @Test
    void ofTwoChangesForTheSameVersionOneIsRefused() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Application application = application("version-" + round);
            SettingsId id = SettingsId.of(SettingsKind.FRONTEND, application.place());

            List<ErrorCode> lost = atOnce(
                    () -> settings().update(ada, id, set(SettingField.DEFAULT_THEME, "dark"), Optional.of(1)),
                    () -> settings().update(ada, id, set(SettingField.DEFAULT_LOCALE, "hu"), Optional.of(1)));

            assertThat(lost).containsExactly(ErrorCode.CONFLICT);
        }
    }

    @Test
    void settingsAreFilledOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Application application = application("fill-" + round);
            LevelIds level = LevelIds.of(application.id());

            List<ErrorCode> lost = atOnce(
                    () -> settings().create(ada, SettingsKind.FRONTEND, level, set(SettingField.DEFAULT_THEME, "a")),
                    () -> settings().create(ada, SettingsKind.FRONTEND, level, set(SettingField.DEFAULT_THEME, "b")));

            assertThat(lost).containsExactly(ErrorCode.CONFLICT);
        }
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
