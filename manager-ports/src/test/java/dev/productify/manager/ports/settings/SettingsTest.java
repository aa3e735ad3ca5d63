package dev.productify.manager.ports.settings;

import static dev.productify.manager.domain.settings.SettingField.DEFAULT_LOCALE;
import static dev.productify.manager.domain.settings.SettingField.DEFAULT_THEME;
import static dev.productify.manager.domain.settings.SettingField.ENABLED_MODULES;
import static dev.productify.manager.domain.settings.SettingField.ENABLED_THEMES;
import static dev.productify.manager.domain.settings.SettingField.KEY_VALUE_PAIRS;
import static dev.productify.manager.domain.settings.SettingsKind.BACKEND;
import static dev.productify.manager.domain.settings.SettingsKind.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.FieldChange;
import dev.productify.manager.domain.settings.ConfigPatch;
import dev.productify.manager.domain.settings.KeyValuePair;
import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private final World world = new World();
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");
    private final Application application = world.application(tenant, "web");
    private final Place top = Place.of(project.id());
    private final Settings settings = world.useCases.settings();

    private static ConfigPatch set(SettingField field, String value) {
        return ConfigPatch.NONE.set(field, SettingValue.of(value));
    }

    private static ConfigPatch words(SettingField field, String... values) {
        return ConfigPatch.NONE.set(field, SettingValue.of(List.of(values)));
    }

    private static ConfigPatch pairs(KeyValuePair... pairs) {
        return ConfigPatch.NONE.set(KEY_VALUE_PAIRS, SettingValue.ofPairs(List.of(pairs)));
    }

    private LevelSettings update(Place place, ConfigPatch patch) {
        return settings.update(world.admin, SettingsId.of(FRONTEND, place), patch, Optional.empty());
    }

    private PlaceSettings find() {
        return settings.find(world.admin, LevelIds.of(application.id()));
    }

    private AuditEntry lastAudited() {
        List<AuditEntry> log = world.transactions.auditLog();
        return log.get(log.size() - 1);
    }

    private int auditedRows() {
        return world.transactions.auditLog().size();
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        ManagerException.class,
                        refusal -> assertThat(refusal.code())
                                .as(refusal.getMessage())
                                .isEqualTo(code));
    }

    @Test
    void everyLevelHasOneOfEachKindFromItsBirthOn() {
        for (LevelIds level :
                List.of(LevelIds.of(project.id()), LevelIds.of(tenant.id()), LevelIds.of(application.id()))) {
            PlaceSettings found = settings.find(world.admin, level);

            assertThat(found.backend().own().config().isEmpty()).isTrue();
            assertThat(found.frontend().own().config().isEmpty()).isTrue();
            assertThat(found.backend().own().id())
                    .isNotEqualTo(found.frontend().own().id());
            assertThat(found.frontend().own().version()).isEqualTo(1);
        }
        // As the reference does it: update right after creating.
        assertThat(update(application.place(), set(DEFAULT_LOCALE, "en")).version())
                .isEqualTo(2);
    }

    @Test
    void whatIsInForceComesFromAllLevels() {
        update(top, set(DEFAULT_THEME, "light").set(ENABLED_MODULES, SettingValue.of(List.of("basic"))));
        update(tenant.place(), set(DEFAULT_THEME, "dark"));
        update(tenant.place(), pairs(new KeyValuePair("mail", "a@acme.com"), new KeyValuePair("footer", "yes")));
        update(application.place(), pairs(new KeyValuePair("beta", "on"), new KeyValuePair("footer", "no")));

        PlaceSettings found = find();

        assertThat(found.place()).isEqualTo(application.place());
        assertThat(found.frontend().effective().defaultTheme()).contains("dark");
        assertThat(found.frontend().effective().enabledModules()).contains(List.of("basic"));
        assertThat(found.frontend().effective().keyValuePairs())
                .contains(List.of(
                        new KeyValuePair("mail", "a@acme.com"),
                        new KeyValuePair("footer", "no"),
                        new KeyValuePair("beta", "on")));
        assertThat(found.backend().effective().enabledModules()).isEmpty();
    }

    @Test
    void manyPlacesAreFoundAtOnceAndOnlyWhereContentMayBeSeen() {
        Application other = world.application(world.tenant(project, "other"), "web");
        update(top, set(DEFAULT_THEME, "light"));
        Call member = world.with(world.person("ada"), application.place(), Role.VIEWER);

        Map<Place, PlaceSettings> found = settings.findAll(member, List.of(top, tenant.place(), application.place()));

        assertThat(found.keySet()).containsExactly(application.place());
        assertThat(found.get(application.place()).frontend().effective().defaultTheme())
                .contains("light");
        assertThat(settings.findAll(world.admin, List.of(top, tenant.place(), other.place()))
                        .keySet())
                .containsExactly(top, tenant.place(), other.place());
    }

    @Test
    void levelsThatAreNamedLieInEachOther() {
        Tenant other = world.tenant(project, "other");
        Optional<ApplicationId> web = Optional.of(application.id());

        assertThat(settings.find(world.admin, new LevelIds(Optional.of(project.id()), Optional.of(tenant.id()), web)))
                .isEqualTo(find());
        assertRefused(
                ErrorCode.BAD_USER_INPUT,
                () -> settings.find(world.admin, new LevelIds(Optional.empty(), Optional.of(other.id()), web)));
        assertRefused(
                ErrorCode.BAD_USER_INPUT,
                () -> settings.find(
                        world.admin,
                        new LevelIds(Optional.of(new ProjectId(UUID.randomUUID())), Optional.empty(), web)));
        assertRefused(
                ErrorCode.BAD_USER_INPUT,
                () -> settings.find(world.admin, new LevelIds(Optional.empty(), Optional.empty(), Optional.empty())));
    }

    @Test
    void settingsAreCreatedForExactlyOneLevel() {
        LevelIds none = new LevelIds(Optional.empty(), Optional.empty(), Optional.empty());
        LevelIds two = new LevelIds(Optional.of(project.id()), Optional.of(tenant.id()), Optional.empty());

        for (LevelIds wrong : List.of(none, two)) {
            assertRefused(
                    ErrorCode.BAD_USER_INPUT,
                    () -> settings.create(world.admin, BACKEND, wrong, words(ENABLED_MODULES, "auth")));
        }
    }

    @Test
    void onlyEmptySettingsAreFilled() {
        LevelIds level = LevelIds.of(tenant.id());
        LevelSettings filled = settings.create(world.admin, BACKEND, level, words(ENABLED_MODULES, "auth"));

        assertThat(filled.config().enabledModules()).contains(List.of("auth"));
        assertRefused(
                ErrorCode.CONFLICT, () -> settings.create(world.admin, BACKEND, level, words(ENABLED_MODULES, "auth")));
        settings.delete(world.admin, filled.id());
        LevelSettings again = settings.create(world.admin, BACKEND, level, words(ENABLED_MODULES, "api"));
        assertThat(again.id()).isEqualTo(filled.id());
        assertThat(again.version()).isEqualTo(4);
    }

    @Test
    void deletedSettingsInheritAgainAndKeepTheirId() {
        update(top, set(DEFAULT_THEME, "light"));
        LevelSettings own = update(application.place(), set(DEFAULT_THEME, "dark"));

        settings.delete(world.admin, own.id());

        assertThat(find().frontend().effective().defaultTheme()).contains("light");
        assertThat(find().frontend().own().id()).isEqualTo(own.id());
    }

    @Test
    void aDefaultMustBeEnabledWhereItIsWritten() {
        update(top, words(ENABLED_THEMES, "light", "dark"));

        assertRefused(ErrorCode.BAD_USER_INPUT, () -> update(application.place(), set(DEFAULT_THEME, "blue")));
        update(application.place(), set(DEFAULT_THEME, "dark"));
        // What changes above is none of the application's business.
        update(top, words(ENABLED_THEMES, "light"));
        assertThat(find().frontend().effective().defaultTheme()).contains("dark");
    }

    @Test
    void aChangeIsAuditedOnceByFieldAndNoChangeIsNot() {
        LevelSettings own = update(tenant.place(), set(DEFAULT_THEME, "dark"));
        update(tenant.place(), set(DEFAULT_THEME, "light").set(DEFAULT_LOCALE, SettingValue.of("en")));

        AuditEntry entry = lastAudited();
        assertThat(entry.action().word() + " " + entry.entityType().word()).isEqualTo("update FrontendSettings");
        assertThat(entry.entityId()).isEqualTo(own.id().value());
        assertThat(entry.tenant()).contains(tenant.id());
        assertThat(entry.changes().fields())
                .containsExactly(
                        Map.entry("DefaultTheme", new FieldChange("dark", "light")),
                        Map.entry("DefaultLocale", new FieldChange(null, "en")));

        int rows = auditedRows();
        update(tenant.place(), set(DEFAULT_THEME, "light"));
        update(tenant.place(), ConfigPatch.NONE);
        settings.create(world.admin, BACKEND, LevelIds.of(tenant.id()), ConfigPatch.NONE);
        settings.delete(world.admin, SettingsId.of(BACKEND, tenant.place()));
        assertThat(auditedRows()).isEqualTo(rows);

        settings.create(world.admin, BACKEND, LevelIds.of(tenant.id()), pairs(new KeyValuePair("a", "1")));
        assertThat(lastAudited().action().word()).isEqualTo("create");
        assertThat(lastAudited().changes().fields())
                .containsExactly(
                        Map.entry("KeyValuePairs", new FieldChange(null, List.of(Map.of("Key", "a", "Value", "1")))));
        settings.delete(world.admin, SettingsId.of(BACKEND, tenant.place()));
        assertThat(lastAudited().action().word()).isEqualTo("delete");
        assertThat(auditedRows()).isEqualTo(rows + 2);
    }

    @Test
    void aStaleVersionIsRefusedAndWritesNothing() {
        SettingsId id = update(top, set(DEFAULT_THEME, "dark")).id();
        int rows = auditedRows();

        assertRefused(
                ErrorCode.CONFLICT,
                () -> settings.update(world.admin, id, set(DEFAULT_THEME, "light"), Optional.of(1)));

        assertThat(auditedRows()).isEqualTo(rows);
        assertThat(settings.update(world.admin, id, set(DEFAULT_THEME, "light"), Optional.of(2))
                        .version())
                .isEqualTo(3);
    }

    @Test
    void whoMayNotReadSettingsDoesNotKnowOfThem() {
        SettingsId ofProject = SettingsId.of(FRONTEND, top);
        SettingsId ofApplication = SettingsId.of(FRONTEND, application.place());
        Call stranger = world.person("stranger");
        Call viewer = world.with(world.person("viewer"), application.place(), Role.VIEWER);
        Call editor = world.with(world.person("editor"), application.place(), Role.EDITOR);
        ConfigPatch patch = set(DEFAULT_THEME, "dark");

        for (SettingsId id : List.of(ofProject, ofApplication, new SettingsId(BACKEND, UUID.randomUUID()))) {
            assertRefused(ErrorCode.NOT_FOUND, () -> settings.update(stranger, id, patch, Optional.empty()));
        }
        // The project's name is seen by its members below; its settings are not.
        assertRefused(ErrorCode.NOT_FOUND, () -> settings.update(editor, ofProject, patch, Optional.empty()));
        assertRefused(ErrorCode.FORBIDDEN, () -> settings.update(viewer, ofApplication, patch, Optional.empty()));
        assertRefused(ErrorCode.FORBIDDEN, () -> settings.delete(viewer, ofApplication));
        assertRefused(ErrorCode.FORBIDDEN, () -> settings.find(viewer, LevelIds.of(project.id())));
        assertThat(settings.update(editor, ofApplication, patch, Optional.empty())
                        .version())
                .isEqualTo(2);
        assertThat(settings.find(viewer, LevelIds.of(application.id()))
                        .frontend()
                        .effective()
                        .defaultTheme())
                .contains("dark");
    }

    @Test
    void machineUsersThatAreEditorsWriteInTheirTenant() {
        Call editor = world.machine(tenant, "editor-bot", Role.EDITOR);
        Call viewer = world.machine(tenant, "viewer-bot", Role.VIEWER);
        SettingsId own = SettingsId.of(BACKEND, tenant.place());
        ConfigPatch patch = words(ENABLED_MODULES, "auth");

        assertRefused(ErrorCode.FORBIDDEN, () -> settings.update(viewer, own, patch, Optional.empty()));
        assertThat(settings.update(editor, own, patch, Optional.empty()).version())
                .isEqualTo(2);
        assertRefused(
                ErrorCode.NOT_FOUND,
                () -> settings.update(editor, SettingsId.of(BACKEND, top), patch, Optional.empty()));
        update(top, set(DEFAULT_THEME, "light"));
        assertThat(settings.find(viewer, LevelIds.of(application.id()))
                        .frontend()
                        .effective()
                        .defaultTheme())
                .contains("light");
    }
}
