package dev.productify.manager.ports.settings;

import static dev.productify.manager.domain.settings.SettingsKind.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.settings.ConfigPatch;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EffectiveFrontendsTest {
    private final World world = new World();
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");
    private final Application application = world.application(tenant, "web");
    private final EffectiveFrontends frontends = world.useCases.effectiveFrontends();

    private void locale(Place place, String locale) {
        ConfigPatch patch = ConfigPatch.NONE.set(SettingField.DEFAULT_LOCALE, SettingValue.of(locale));
        world.useCases.settings().update(world.admin, SettingsId.of(FRONTEND, place), patch, Optional.empty());
    }

    private Optional<String> locale() {
        return frontends.of(application.id()).orElseThrow().defaultLocale();
    }

    @Test
    void whatNoLevelSetsHasNoValue() {
        EffectiveFrontend frontend = frontends.of(application.id()).orElseThrow();

        assertThat(frontend.application()).isEqualTo(application.id());
        assertThat(frontend.place()).isEqualTo(application.place());
        assertThat(frontend.defaultLocale()).isEmpty();
        assertThat(frontend.enabledModules()).isEmpty();
    }

    @Test
    void ofAnUnknownApplicationThereIsNothingAndNothingIsKept() {
        assertThat(frontends.of(new ApplicationId(UUID.randomUUID()))).isEmpty();
        assertThat(frontends.model().size()).isZero();
    }

    @Test
    void itIsAnsweredFromMemoryUntilALevelOnTheWayChanges() {
        assertThat(locale()).isEmpty();
        assertThat(locale()).isEmpty();
        assertThat(frontends.model().hits()).isEqualTo(1);

        locale(Place.of(project.id()), "en");
        assertThat(locale()).contains("en");
        locale(tenant.place(), "hu");
        assertThat(locale()).contains("hu");
        locale(application.place(), "de");
        assertThat(locale()).contains("de");
        world.useCases.settings().delete(world.admin, SettingsId.of(FRONTEND, application.place()));
        assertThat(locale()).contains("hu");
        assertThat(frontends.model().misses()).isEqualTo(5);
    }

    @Test
    void changesElsewhereDropNothing() {
        Tenant sibling = world.tenant(project, "sibling");
        Application neighbour = world.application(tenant, "other");
        locale();

        locale(sibling.place(), "en");
        locale(neighbour.place(), "en");
        locale(Place.of(world.project("elsewhere").id()), "en");

        assertThat(locale()).isEmpty();
        assertThat(frontends.model().hits()).isEqualTo(1);
    }

    @Test
    void backendSettingsAreNoneOfIt() {
        ConfigPatch patch = ConfigPatch.NONE.set(SettingField.ENABLED_MODULES, SettingValue.of(List.of("a")));
        world.useCases
                .settings()
                .update(world.admin, SettingsId.of(SettingsKind.BACKEND, tenant.place()), patch, Optional.empty());

        assertThat(frontends.of(application.id()).orElseThrow().enabledModules())
                .isEmpty();
    }

    @Test
    void aDeletedApplicationIsUnknownWhateverWasSet() {
        assertThat(frontends.of(application.id())).isPresent();

        world.useCases.tenants().delete(world.admin, tenant.id());

        assertThat(frontends.of(application.id())).isEmpty();
    }

    @Test
    void whatIsMadeOfItIsMadeOnceForEachState() {
        AtomicInteger made = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            assertThat(frontends.of(application.id()).orElseThrow().made(String.class, frontend -> {
                        made.incrementAndGet();
                        return frontend.defaultLocale().orElse("none");
                    }))
                    .isEqualTo("none");
        }
        assertThat(made).hasValue(1);

        locale(tenant.place(), "hu");

        assertThat(frontends.of(application.id()).orElseThrow().made(String.class, frontend -> "new"))
                .isEqualTo("new");
    }
}
