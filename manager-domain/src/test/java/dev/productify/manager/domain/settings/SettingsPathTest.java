package dev.productify.manager.domain.settings;

import static dev.productify.manager.domain.settings.SettingField.DEFAULT_LOCALE;
import static dev.productify.manager.domain.settings.SettingField.DEFAULT_THEME;
import static dev.productify.manager.domain.settings.SettingField.ENABLED_LOCALES;
import static dev.productify.manager.domain.settings.SettingField.ENABLED_MODULES;
import static dev.productify.manager.domain.settings.SettingField.ENABLED_THEMES;
import static dev.productify.manager.domain.settings.SettingsKind.BACKEND;
import static dev.productify.manager.domain.settings.SettingsKind.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SettingsPathTest {
    private static final Place PROJECT = Place.of(new ProjectId(new UUID(1, 1)));
    private static final Place TENANT = Place.of(PROJECT.project(), new TenantId(new UUID(2, 2)));
    private static final Place APPLICATION =
            Place.of(PROJECT.project(), TENANT.tenant().orElseThrow(), new ApplicationId(new UUID(3, 3)));

    private static LevelSettings at(Place place, ConfigPatch patch) {
        return new LevelSettings(place, ModuleConfig.empty(FRONTEND).with(patch), 1);
    }

    private static ConfigPatch themes(String... themes) {
        return ConfigPatch.NONE.set(ENABLED_THEMES, SettingValue.of(List.of(themes)));
    }

    private static ConfigPatch theme(String theme) {
        return ConfigPatch.NONE.set(DEFAULT_THEME, SettingValue.of(theme));
    }

    private static void assertRefused(SettingsPath path, ConfigPatch patch, String message) {
        assertThatThrownBy(() -> path.changed(patch))
                .isInstanceOfSatisfying(
                        ManagerException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT))
                .hasMessage(message);
    }

    @Test
    void whatWasNeverWrittenIsEmptyAndInItsFirstVersion() {
        SettingsPath path = SettingsPath.to(APPLICATION, FRONTEND, List.of(at(TENANT, theme("dark"))));

        assertThat(path.levels())
                .containsExactly(
                        LevelSettings.unwritten(FRONTEND, PROJECT),
                        at(TENANT, theme("dark")),
                        LevelSettings.unwritten(FRONTEND, APPLICATION));
        assertThat(path.own().version()).isEqualTo(1);
        assertThat(path.effective().defaultTheme()).contains("dark");
    }

    @Test
    void settingsOfOtherKindsAndPlacesArePassedOver() {
        LevelSettings backend = new LevelSettings(
                TENANT, ModuleConfig.empty(BACKEND).with(ENABLED_MODULES, SettingValue.of(List.of("auth"))), 4);

        assertThat(SettingsPath.to(PROJECT, BACKEND, List.of(backend)).effective())
                .isEqualTo(EffectiveSettings.none(BACKEND));
        assertThat(SettingsPath.to(TENANT, FRONTEND, List.of(backend)).effective())
                .isEqualTo(EffectiveSettings.none(FRONTEND));
        assertThat(SettingsPath.to(TENANT, BACKEND, List.of(backend)).own()).isEqualTo(backend);
    }

    @Test
    void levelsFollowEachOther() {
        LevelSettings project = LevelSettings.unwritten(FRONTEND, PROJECT);
        LevelSettings application = LevelSettings.unwritten(FRONTEND, APPLICATION);

        assertThatIllegalArgumentException().isThrownBy(() -> new SettingsPath(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new SettingsPath(List.of(application)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SettingsPath(List.of(project, application)));
    }

    @Test
    void aDefaultIsAmongTheEnabledOnesOfTheLevelItself() {
        SettingsPath path = SettingsPath.to(PROJECT, FRONTEND, List.of(at(PROJECT, themes("light", "dark"))));

        assertThat(path.changed(theme("dark")).config().defaultTheme()).contains("dark");
        assertRefused(
                path,
                theme("blue"),
                "DefaultTheme would be blue, which is not in EnabledThemes [light, dark]; change one of them");
    }

    @Test
    void aDefaultIsAmongTheEnabledOnesThatAreInherited() {
        SettingsPath path = SettingsPath.to(
                APPLICATION, FRONTEND, List.of(at(PROJECT, themes("light")), at(TENANT, theme("light"))));

        assertThat(path.changed(theme("light")).version()).isEqualTo(2);
        assertRefused(
                path,
                theme("dark"),
                "DefaultTheme would be dark, which is not in EnabledThemes [light]; change one of them");
        // The other way round: the list must hold the inherited default.
        assertThat(path.changed(themes("light", "dark")).version()).isEqualTo(2);
        assertRefused(
                path,
                themes("dark"),
                "DefaultTheme would be light, which is not in EnabledThemes [dark]; change one of them");
        assertRefused(
                path, themes(), "DefaultTheme would be light, which is not in EnabledThemes []; change one of them");
    }

    @Test
    void localesFollowTheSameRule() {
        SettingsPath path = SettingsPath.to(PROJECT, FRONTEND, List.of());
        ConfigPatch patch = ConfigPatch.NONE
                .set(ENABLED_LOCALES, SettingValue.of(List.of("en", "hu")))
                .set(DEFAULT_LOCALE, SettingValue.of("de"));

        assertRefused(
                path, patch, "DefaultLocale would be de, which is not in EnabledLocales [en, hu]; change one of them");
        assertThat(path.changed(patch.set(DEFAULT_LOCALE, SettingValue.of("hu")))
                        .version())
                .isEqualTo(2);
    }

    @Test
    void whereOnlyOneOfThemIsSetAnythingGoes() {
        SettingsPath path = SettingsPath.to(PROJECT, FRONTEND, List.of());

        assertThat(path.changed(theme("dark")).version()).isEqualTo(2);
        assertThat(path.changed(themes()).version()).isEqualTo(2);
    }

    @Test
    void inheritingAgainMustFitAsWell() {
        SettingsPath path = SettingsPath.to(
                TENANT,
                FRONTEND,
                List.of(
                        at(PROJECT, theme("light")),
                        at(TENANT, themes("dark").set(DEFAULT_THEME, SettingValue.of("dark")))));

        assertRefused(
                path,
                ConfigPatch.NONE.clear(DEFAULT_THEME),
                "DefaultTheme would be light, which is not in EnabledThemes [dark]; change one of them");
        assertThat(path.changed(ConfigPatch.CLEAR).config().isEmpty()).isTrue();
    }

    @Test
    void whatLevelsAboveDidDoesNotStandInTheWayOfOtherChanges() {
        SettingsPath path =
                SettingsPath.to(TENANT, FRONTEND, List.of(at(PROJECT, themes("light")), at(TENANT, theme("dark"))));

        assertThat(path.changed(ConfigPatch.NONE.set(ENABLED_MODULES, SettingValue.of(List.of("chat"))))
                        .version())
                .isEqualTo(2);
    }

    @Test
    void aChangeThatSaysNothingNewIsNone() {
        SettingsPath path = SettingsPath.to(TENANT, FRONTEND, List.of(at(TENANT, theme("dark"))));

        assertThat(path.changed(theme("dark"))).isSameAs(path.own());
        assertThat(path.changed(ConfigPatch.NONE)).isSameAs(path.own());
        assertThat(path.changed(theme("light")).version()).isEqualTo(2);
    }

    @Test
    void aStaleVersionIsRefused() {
        LevelSettings settings = at(PROJECT, theme("dark"));

        settings.requireVersion(Optional.empty());
        settings.requireVersion(Optional.of(1));
        assertThatThrownBy(() -> settings.requireVersion(Optional.of(2)))
                .isInstanceOfSatisfying(
                        ManagerException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void idsAreMadeOfThatOfTheLevelAndLeadBackToIt() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            long high = random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x7000L;
            long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
            UUID level = new UUID(high, low);
            SettingsId backend = SettingsId.of(BACKEND, Place.of(new ProjectId(level)));
            SettingsId frontend = SettingsId.of(FRONTEND, Place.of(new ProjectId(level)));

            assertThat(List.of(level, backend.value(), frontend.value())).doesNotHaveDuplicates();
            assertThat(List.of(backend.level(), frontend.level())).containsOnly(level);
            assertThat(List.of(backend.value().version(), backend.value().variant()))
                    .containsExactly(7, 2);
            assertThat(List.of(frontend.value().version(), frontend.value().variant()))
                    .containsExactly(7, 2);
        }
        assertThat(SettingsId.of(BACKEND, APPLICATION).level()).isEqualTo(new UUID(3, 3));
        assertThat(SettingsId.of(BACKEND, TENANT).level()).isEqualTo(new UUID(2, 2));
    }
}
