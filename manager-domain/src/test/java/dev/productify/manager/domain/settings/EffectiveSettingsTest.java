package dev.productify.manager.domain.settings;

import static dev.productify.manager.domain.settings.SettingField.DEFAULT_LOCALE;
import static dev.productify.manager.domain.settings.SettingField.DEFAULT_THEME;
import static dev.productify.manager.domain.settings.SettingField.ENABLED_MODULES;
import static dev.productify.manager.domain.settings.SettingField.KEY_VALUE_PAIRS;
import static dev.productify.manager.domain.settings.SettingsKind.BACKEND;
import static dev.productify.manager.domain.settings.SettingsKind.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.productify.manager.domain.settings.EffectiveSettings.Origin;
import dev.productify.manager.domain.tenancy.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EffectiveSettingsTest {
    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    private record Levels(SettingsKind kind, ModuleConfig project, ModuleConfig tenant, ModuleConfig application) {
        static Levels of(long seed) {
            SomeConfigs some = new SomeConfigs(seed);
            SettingsKind kind = some.kind();
            return new Levels(kind, some.config(kind), some.config(kind), some.config(kind));
        }

        /** From the nearest one up. */
        Map<Level, ModuleConfig> byLevel() {
            return Map.of(Level.PROJECT, project, Level.TENANT, tenant, Level.APPLICATION, application);
        }

        EffectiveSettings effective() {
            return EffectiveSettings.none(kind)
                    .overriddenBy(Level.PROJECT, project)
                    .overriddenBy(Level.TENANT, tenant)
                    .overriddenBy(Level.APPLICATION, application);
        }

        /** The nearest level that has the field. */
        Optional<Level> nearest(SettingField field) {
            return List.of(Level.APPLICATION, Level.TENANT, Level.PROJECT).stream()
                    .filter(level -> byLevel().get(level).value(field).isPresent())
                    .findFirst();
        }
    }

    private static List<String> keys(EffectiveSettings settings) {
        return settings.pairs().map(map -> List.copyOf(map.keySet())).orElse(List.of());
    }

    private static List<String> keys(ModuleConfig config) {
        return config.keyValuePairs().orElse(List.of()).stream()
                .map(KeyValuePair::key)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itDoesNotMatterWhichLevelsAreMergedFirst(long seed) {
        Levels levels = Levels.of(seed);
        EffectiveSettings project = EffectiveSettings.of(Level.PROJECT, levels.project());
        EffectiveSettings tenant = EffectiveSettings.of(Level.TENANT, levels.tenant());
        EffectiveSettings application = EffectiveSettings.of(Level.APPLICATION, levels.application());

        EffectiveSettings fromAbove = project.overriddenBy(tenant).overriddenBy(application);
        EffectiveSettings fromBelow = project.overriddenBy(tenant.overriddenBy(application));

        assertThat(fromAbove).isEqualTo(fromBelow).isEqualTo(levels.effective());
        assertThat(keys(fromAbove)).isEqualTo(keys(fromBelow));
        assertThat(fromAbove.origins()).isEqualTo(fromBelow.origins());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatSaysNothingChangesNothing(long seed) {
        Levels levels = Levels.of(seed);
        EffectiveSettings effective = levels.effective();

        assertThat(effective.overriddenBy(Level.APPLICATION, ModuleConfig.empty(levels.kind())))
                .isEqualTo(effective);
        assertThat(EffectiveSettings.none(levels.kind()).overriddenBy(effective))
                .isEqualTo(effective);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theNearestLevelWinsForEachField(long seed) {
        Levels levels = Levels.of(seed);
        EffectiveSettings effective = levels.effective();

        for (SettingField field : SettingField.values()) {
            if (field != KEY_VALUE_PAIRS) {
                Optional<SettingValue> expected = levels.nearest(field)
                        .flatMap(level -> levels.byLevel().get(level).value(field));
                assertThat(effective.value(field)).as(field.word()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theNearestLevelWinsForEachKeyAndKeysComeInTheOrderOfParentsFirst(long seed) {
        Levels levels = Levels.of(seed);
        EffectiveSettings effective = levels.effective();

        List<String> order = new ArrayList<>(keys(levels.project()));
        keys(levels.tenant()).stream().filter(key -> !order.contains(key)).forEach(order::add);
        keys(levels.application()).stream().filter(key -> !order.contains(key)).forEach(order::add);

        assertThat(keys(effective)).isEqualTo(order);
        assertThat(effective.keyValuePairs().isPresent())
                .isEqualTo(levels.nearest(KEY_VALUE_PAIRS).isPresent());
        for (KeyValuePair pair : effective.keyValuePairs().orElse(List.of())) {
            Level nearest = List.of(Level.APPLICATION, Level.TENANT, Level.PROJECT).stream()
                    .filter(level -> keys(levels.byLevel().get(level)).contains(pair.key()))
                    .findFirst()
                    .orElseThrow();
            assertThat(levels.byLevel().get(nearest).keyValuePairs().orElseThrow())
                    .contains(pair);
            assertThat(effective.origins()).contains(new Origin(KEY_VALUE_PAIRS, Optional.of(pair.key()), nearest));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void originsNameTheLevelOfEachValueAndNothingElse(long seed) {
        Levels levels = Levels.of(seed);
        EffectiveSettings effective = levels.effective();

        List<Origin> expected = new ArrayList<>();
        for (SettingField field : SettingField.values()) {
            if (field != KEY_VALUE_PAIRS) {
                levels.nearest(field).ifPresent(level -> expected.add(new Origin(field, Optional.empty(), level)));
            }
        }
        assertThat(effective.origins().stream().filter(origin -> origin.key().isEmpty()))
                .isEqualTo(expected);
        assertThat(effective.origins().stream().flatMap(origin -> origin.key().stream()))
                .isEqualTo(keys(effective));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void clearingAFieldRestoresWhatWouldBeInherited(long seed) {
        Levels levels = Levels.of(seed);
        EffectiveSettings above = EffectiveSettings.none(levels.kind())
                .overriddenBy(Level.PROJECT, levels.project())
                .overriddenBy(Level.TENANT, levels.tenant());

        for (SettingField field : SettingField.values()) {
            ModuleConfig cleared = levels.application().with(ConfigPatch.NONE.clear(field));

            EffectiveSettings effective = above.overriddenBy(Level.APPLICATION, cleared);

            assertThat(effective.value(field)).as(field.word()).isEqualTo(above.value(field));
        }
        assertThat(above.overriddenBy(Level.APPLICATION, levels.application().with(ConfigPatch.CLEAR)))
                .isEqualTo(above);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPatchReplacesWhatItGivesAndKeepsTheRest(long seed) {
        SomeConfigs some = new SomeConfigs(seed);
        SettingsKind kind = some.kind();
        ModuleConfig before = some.config(kind);
        ConfigPatch patch = some.patch(kind);

        ModuleConfig after = before.with(patch);

        for (SettingField field : SettingField.values()) {
            assertThat(after.value(field))
                    .as(field.word())
                    .isEqualTo(patch.of(field).applyTo(before.value(field)));
        }
        assertThat(after.with(patch)).isSameAs(after);
    }

    @Test
    void theExampleOfTheReferenceComesOut() {
        ModuleConfig project = ModuleConfig.empty(FRONTEND)
                .with(DEFAULT_THEME, SettingValue.of("light"))
                .with(DEFAULT_LOCALE, SettingValue.of("en"))
                .with(ENABLED_MODULES, SettingValue.of(List.of("basic-dashboard")));
        ModuleConfig tenant = ModuleConfig.empty(FRONTEND)
                .with(DEFAULT_THEME, SettingValue.of("dark"))
                .with(KEY_VALUE_PAIRS, SettingValue.ofPairs(List.of(new KeyValuePair("support_email", "a@acme.com"))));
        ModuleConfig application = ModuleConfig.empty(FRONTEND)
                .with(DEFAULT_LOCALE, SettingValue.of("es"))
                .with(ENABLED_MODULES, SettingValue.of(List.of("chat")));

        EffectiveSettings effective = new Levels(FRONTEND, project, tenant, application).effective();

        assertThat(effective.defaultTheme()).contains("dark");
        assertThat(effective.defaultLocale()).contains("es");
        assertThat(effective.enabledModules()).contains(List.of("chat"));
        assertThat(effective.keyValuePairs()).contains(List.of(new KeyValuePair("support_email", "a@acme.com")));
        assertThat(effective.enabledThemes()).isEmpty();
        assertThat(effective.enabledLocales()).isEmpty();
        assertThat(effective.origins())
                .containsExactly(
                        new Origin(ENABLED_MODULES, Optional.empty(), Level.APPLICATION),
                        new Origin(DEFAULT_THEME, Optional.empty(), Level.TENANT),
                        new Origin(DEFAULT_LOCALE, Optional.empty(), Level.APPLICATION),
                        new Origin(KEY_VALUE_PAIRS, Optional.of("support_email"), Level.TENANT));
    }

    @Test
    void anEmptyListIsAValueAndOverridesWhatIsAbove() {
        ModuleConfig project = ModuleConfig.empty(BACKEND)
                .with(ENABLED_MODULES, SettingValue.of(List.of("auth")))
                .with(KEY_VALUE_PAIRS, SettingValue.ofPairs(List.of(new KeyValuePair("a", "1"))));
        ModuleConfig tenant = ModuleConfig.empty(BACKEND)
                .with(ENABLED_MODULES, SettingValue.of(List.of()))
                .with(KEY_VALUE_PAIRS, SettingValue.ofPairs(List.of()));

        EffectiveSettings effective =
                EffectiveSettings.of(Level.PROJECT, project).overriddenBy(Level.TENANT, tenant);

        assertThat(effective.enabledModules()).contains(List.of());
        assertThat(effective.keyValuePairs()).contains(List.of(new KeyValuePair("a", "1")));
        assertThat(EffectiveSettings.of(Level.TENANT, tenant).keyValuePairs()).contains(List.of());
        assertThat(EffectiveSettings.none(BACKEND).keyValuePairs()).isEmpty();
    }

    @Test
    void kindsDoNotMix() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EffectiveSettings.none(BACKEND).overriddenBy(EffectiveSettings.none(FRONTEND)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModuleConfig.empty(BACKEND).with(DEFAULT_THEME, SettingValue.of("dark")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModuleConfig.empty(FRONTEND).with(DEFAULT_THEME, SettingValue.of(List.of("dark"))));
    }
}
