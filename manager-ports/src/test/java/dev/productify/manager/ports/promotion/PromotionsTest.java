package dev.productify.manager.ports.promotion;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.AuthType;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.promotion.Difference;
import dev.productify.manager.domain.settings.ConfigPatch;
import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.settings.LevelIds;
import dev.productify.manager.ports.tenancy.PromotedApplication;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.tx.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PromotionsTest {
    private static final AuthChange SAME = new AuthChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());

    private final World world = new World();
    private final Promotions promotions = world.useCases.promotions();
    private final Project project = world.project("shop");
    private final Tenant dev = world.tenant(project, "dev");
    private final Tenant stage = world.tenant(project, "stage");
    private final Application source = world.application(dev, "web");

    private Promotion to(Tenant tenant) {
        return to(tenant, false);
    }

    private Promotion to(Tenant tenant, boolean dryRun) {
        return new Promotion(source.id(), tenant.id(), Optional.empty(), Optional.empty(), Optional.empty(), dryRun);
    }

    private Promotion as(Tenant tenant, String slug, String version) {
        return new Promotion(
                source.id(),
                tenant.id(),
                Optional.of(new Slug(slug)),
                Optional.of(new Name("Another name")),
                Optional.of(new SemanticVersion(version)),
                false);
    }

    private Application promoted() {
        return promotions.promote(world.admin, to(stage)).application();
    }

    private Endpoint endpoint(Application application, String path) {
        return endpoints(application).stream()
                .filter(endpoint -> endpoint.definition().consumes().toString().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private List<Endpoint> endpoints(Application application) {
        List<Endpoint> all = new ArrayList<>();
        world.platform(stores -> all.addAll(stores.endpoints().all(application.id())));
        return all;
    }

    private Trigger trigger(Application application, String name) {
        return triggers(application).stream()
                .filter(trigger -> trigger.definition().name().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Trigger> triggers(Application application) {
        List<Trigger> all = new ArrayList<>();
        world.platform(stores -> all.addAll(stores.triggers().all(application.id())));
        return all;
    }

    private Optional<Instant> due(Trigger trigger) {
        List<Instant> due = new ArrayList<>();
        world.platform(stores -> stores.triggers().planned(trigger.id()).ifPresent(due::add));
        return due.stream().findFirst();
    }

    private Endpoint changed(Endpoint endpoint, Patch<Boolean> enabled, Patch<BackendUrl> url, Patch<LogLevel> level) {
        Endpoint.Change change = new Endpoint.Change(
                Patch.keep(),
                Patch.keep(),
                enabled,
                Patch.keep(),
                url,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                level,
                SAME);
        return world.useCases.endpoints().update(world.admin, endpoint.id(), change);
    }

    private Trigger changed(Trigger trigger, Patch<Boolean> enabled, Patch<CronExpression> cron) {
        Trigger.Change change =
                new Trigger.Change(Patch.keep(), Patch.keep(), cron, Patch.keep(), Patch.keep(), enabled, Patch.keep());
        return world.useCases.triggers().update(world.admin, trigger.id(), change);
    }

    private LevelSettings set(Application application, ConfigPatch patch) {
        SettingsId id = SettingsId.of(SettingsKind.FRONTEND, application.place());
        return world.useCases.settings().update(world.admin, id, patch, Optional.empty());
    }

    private static ConfigPatch theme(String name) {
        return ConfigPatch.NONE.set(SettingField.DEFAULT_THEME, SettingValue.of(name));
    }

    private LevelSettings frontend(Application application) {
        return world.useCases
                .settings()
                .find(world.admin, LevelIds.of(application.id()))
                .frontend()
                .own();
    }

    private static List<String> lines(Promoted promoted) {
        return promoted.differences().stream().map(Difference::text).toList();
    }

    private static void assertRefused(ErrorCode code, Runnable work) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void anApplicationIsMadeWithAllThatTravels() {
        world.endpoint(source, "/orders/*");
        world.trigger(source, "Daily", "0 0 * * *");
        set(source, theme("dark"));

        Promoted promoted = promotions.promote(world.admin, as(stage, "shop-web", "1.2.0"));

        Application target = promoted.application();
        assertThat(promoted.isCreated()).isTrue();
        assertThat(target.tenant()).isEqualTo(stage.id());
        assertThat(target.slug().value()).isEqualTo("shop-web");
        assertThat(target.name().value()).isEqualTo("Another name");
        assertThat(target.release().value()).isEqualTo("1.2.0");
        assertThat(frontend(target).config().defaultTheme()).contains("dark");
        assertThat(endpoints(target)).hasSize(1);
        assertThat(triggers(target)).hasSize(1);
    }

    @Test
    void whatArrivesNewIsDisabledAndCredentialsStay() {
        Endpoint endpoint = world.endpoint(source, "/orders/*");
        world.trigger(source, "Daily", "0 0 * * *");

        Application target = promoted();

        Endpoint arrived = endpoint(target, "/orders/*");
        assertThat(arrived.id()).isNotEqualTo(endpoint.id());
        assertThat(arrived.place()).isEqualTo(target.place());
        assertThat(arrived.definition().enabled()).isFalse();
        assertThat(arrived.definition().url()).isEqualTo(endpoint.definition().url());
        assertThat(arrived.auth().type()).isEqualTo(AuthType.BEARER);
        assertThat(arrived.auth().configured()).isFalse();
        assertThat(trigger(target, "Daily").definition().enabled()).isFalse();
        assertThat(due(trigger(target, "Daily"))).isEmpty();
        AuditEntry row = world.lastAudited();
        assertThat(row.changes().toString()).contains("authType").doesNotContain("secret-token", "authToken");
    }

    @Test
    void whatTheTargetHasOfItsOwnStays() {
        Endpoint endpoint = world.endpoint(source, "/orders/*");
        Trigger trigger = world.trigger(source, "Daily", "0 0 * * *");
        Application target = promoted();
        Endpoint.Change own = new Endpoint.Change(
                Patch.keep(),
                Patch.keep(),
                Patch.set(true),
                Patch.keep(),
                Patch.set(BackendUrl.parse("https://stage.example.com/")),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                World.bearer("stage-token"));
        Endpoint before = world.useCases
                .endpoints()
                .update(world.admin, endpoint(target, "/orders/*").id(), own);
        changed(trigger(target, "Daily"), Patch.set(true), Patch.keep());
        changed(
                endpoint,
                Patch.set(false),
                Patch.set(BackendUrl.parse("https://dev2.example.com/")),
                Patch.set(LogLevel.FULL));
        changed(trigger, Patch.set(false), Patch.set(new CronExpression("0 2 * * *")));
        world.passes(Duration.ofMinutes(5));

        Promoted promoted = promotions.promote(world.admin, to(stage));

        assertThat(lines(promoted))
                .containsExactly(
                        "Endpoint \"/orders/*\" changed: logLevel \"BASIC\" → \"FULL\"",
                        "Trigger \"Daily\" changed: cronExpression \"0 0 * * *\" → \"0 2 * * *\"");
        Endpoint after = endpoint(target, "/orders/*");
        assertThat(after.definition().url()).isEqualTo(before.definition().url());
        assertThat(after.definition().enabled()).isTrue();
        assertThat(after.auth()).isEqualTo(before.auth());
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.updatedAt()).isEqualTo(world.instant());
        assertThat(after.createdAt()).isEqualTo(before.createdAt());
        Trigger follower = trigger(target, "Daily");
        assertThat(follower.definition().enabled()).isTrue();
        assertThat(due(follower)).contains(Instant.parse("2026-02-01T02:00:00Z"));
    }

    @Test
    void whatIsGoneFromTheSourceIsDisabledOnceAndStays() {
        Endpoint endpoint = world.endpoint(source, "/orders/*");
        Trigger trigger = world.trigger(source, "Daily", "0 0 * * *");
        Application target = promoted();
        changed(endpoint(target, "/orders/*"), Patch.set(true), Patch.keep(), Patch.keep());
        changed(trigger(target, "Daily"), Patch.set(true), Patch.keep());
        world.useCases.endpoints().delete(world.admin, endpoint.id());
        world.useCases.triggers().delete(world.admin, trigger.id());

        assertThat(lines(promotions.promote(world.admin, to(stage))))
                .containsExactly(
                        "Endpoint \"/orders/*\" disabled: it is gone from the source",
                        "Trigger \"Daily\" disabled: it is gone from the source");
        assertThat(endpoint(target, "/orders/*").definition().enabled()).isFalse();
        assertThat(trigger(target, "Daily").definition().enabled()).isFalse();
        assertThat(due(trigger(target, "Daily"))).isEmpty();
        assertThat(lines(promotions.promote(world.admin, to(stage)))).isEmpty();
    }

    @Test
    void whatTheApplicationDoesNotSetIsInheritedAgain() {
        set(source, theme("dark"));
        Application target = promoted();
        set(target, ConfigPatch.NONE.set(SettingField.DEFAULT_LOCALE, SettingValue.of("hu")));
        set(source, theme("light"));

        assertThat(lines(promotions.promote(world.admin, to(stage))))
                .containsExactly("FrontendSettings \"web\" changed: DefaultTheme \"dark\" → \"light\","
                        + " DefaultLocale \"hu\" → nothing");
        assertThat(frontend(target).config()).isEqualTo(frontend(source).config());
        assertThat(world.lastAudited().changes().toString()).contains("hu");
    }

    @Test
    void settingsThatWouldBreakARuleThereAreRefusedAndNothingIsWritten() {
        set(source, theme("dark"));
        world.useCases
                .settings()
                .create(
                        world.admin,
                        SettingsKind.FRONTEND,
                        LevelIds.of(stage.id()),
                        ConfigPatch.NONE.set(SettingField.ENABLED_THEMES, SettingValue.of(List.of("light"))));
        int rows = world.audited().size();

        for (boolean dryRun : List.of(true, false)) {
            assertThatExceptionOfType(ManagerException.class)
                    .isThrownBy(() -> promotions.promote(world.admin, to(stage, dryRun)))
                    .withMessageContaining("DefaultTheme would be dark")
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(BAD_USER_INPUT));
        }
        assertThat(world.audited()).hasSize(rows);
        world.platform(stores -> assertThat(stores.applications().find(stage.id(), source.slug()))
                .isEmpty());
    }

    @Test
    void membersGrantsAndMachineUsersStay() {
        Call ada = world.with(world.person("ada"), source.place(), Role.EDITOR);
        Endpoint endpoint = world.endpoint(source, "/orders/*");
        world.useCases
                .endpointGrants()
                .create(
                        world.admin,
                        endpoint.id(),
                        world.machineUser(dev, "robot").machineUser().id(),
                        true);

        Application target = promoted();

        assertThat(world.useCases.applications().findAll(ada, List.of(target.id())))
                .isEmpty();
        world.platform(stores -> {
            assertThat(stores.endpointGrants().all(target.id())).isEmpty();
            assertThat(stores.endpointGrants().all(source.id())).isNotEmpty();
        });
    }

    @Test
    void itIsAuditedOnceAndNotAtAllWhenNothingChanged() {
        world.endpoint(source, "/orders/*");
        int rows = world.audited().size();

        Application target = promoted();
        assertThat(world.audited()).hasSize(rows + 1).endsWith("promote Application");
        AuditEntry row = world.lastAudited();
        assertThat(row.entityId()).isEqualTo(target.id().value());
        assertThat(row.tenant()).contains(stage.id());
        assertThat(row.description()).isEqualTo("Application promoted");
        assertThat(row.changes().fields()).containsOnlyKeys("name", "slug", "version", "Endpoint");
        assertThat(row.metadata())
                .isEqualTo(Map.of(
                        "sourceApplication",
                        source.id().value().toString(),
                        "sourceTenant",
                        dev.id().value().toString(),
                        "created",
                        2L,
                        "changed",
                        0L,
                        "disabled",
                        0L));

        Promoted again = promotions.promote(world.admin, to(stage));
        assertThat(again.isCreated()).isFalse();
        assertThat(again.application()).isEqualTo(target);
        assertThat(again.differences()).isEmpty();
        assertThat(world.audited()).hasSize(rows + 1);
    }

    @Test
    void aDryRunTellsTheSameAndWritesNothing() {
        world.endpoint(source, "/orders/*");
        world.trigger(source, "Daily", "0 0 * * *");
        set(source, theme("dark"));
        int rows = world.audited().size();

        Promoted dry = promotions.promote(world.admin, to(stage, true));

        assertThat(dry.isDryRun()).isTrue();
        assertThat(dry.isKept()).isFalse();
        assertThat(world.audited()).hasSize(rows);
        world.platform(stores -> assertThat(stores.applications().find(stage.id(), source.slug()))
                .isEmpty());
        Promoted wet = promotions.promote(world.admin, to(stage));
        assertThat(lines(dry)).isEqualTo(lines(wet)).hasSize(4);
        assertThat(promotions.promote(world.admin, to(stage, true)).isKept()).isTrue();
    }

    @Test
    void promotionStaysWithinTheProjectAndLeavesTheTenant() {
        Tenant elsewhere = world.tenant(world.project("other"), "stage");

        for (boolean dryRun : List.of(true, false)) {
            assertRefused(BAD_USER_INPUT, () -> promotions.promote(world.admin, to(dev, dryRun)));
            assertRefused(BAD_USER_INPUT, () -> promotions.promote(world.admin, to(elsewhere, dryRun)));
        }
    }

    @Test
    void aCopyGoesAnywhereWhereItsSlugIsFree() {
        world.endpoint(source, "/orders/*");
        Tenant elsewhere = world.tenant(world.project("other"), "stage");

        for (Tenant tenant : List.of(dev, stage, elsewhere)) {
            Promoted copy = promotions.copy(world.admin, as(tenant, "copy", "2.0.0"));
            assertThat(copy.isCreated()).isTrue();
            assertThat(copy.application().place().tenant()).contains(tenant.id());
            assertThat(endpoint(copy.application(), "/orders/*").definition().enabled())
                    .isFalse();
            assertThat(world.lastAudited().description()).isEqualTo("Application copied");
            assertThat(world.lastAudited().project()).contains(tenant.project());
            assertRefused(CONFLICT, () -> promotions.copy(world.admin, as(tenant, "copy", "2.0.0")));
        }
        assertRefused(CONFLICT, () -> promotions.copy(world.admin, to(dev, true)));
    }

    @Test
    void itTakesAViewerOfTheSourceWhoIsAnEditorOfTheTarget() {
        Call both =
                world.with(world.with(world.person("both"), source.place(), Role.VIEWER), stage.place(), Role.EDITOR);
        Call viewer = world.with(world.person("viewer"), Place.of(project.id()), Role.VIEWER);
        Call blind = world.with(world.person("blind"), stage.place(), Role.ADMIN);
        Call away = world.with(world.person("away"), dev.place(), Role.ADMIN);

        for (boolean dryRun : List.of(true, false)) {
            assertRefused(FORBIDDEN, () -> promotions.promote(viewer, to(stage, dryRun)));
            assertRefused(NOT_FOUND, () -> promotions.promote(blind, to(stage, dryRun)));
            assertRefused(NOT_FOUND, () -> promotions.promote(away, to(stage, dryRun)));
            assertThat(promotions.promote(both, to(stage, dryRun)).isCreated()).isTrue();
        }
        assertRefused(FORBIDDEN, () -> promotions.copy(viewer, as(stage, "copy", "1.0.0")));
        assertThat(promotions.copy(both, as(stage, "copy", "1.0.0")).isCreated())
                .isTrue();
    }

    @Test
    void whatIsGoneIsNotFound() {
        Tenant gone = world.tenant(project, "gone");
        world.useCases.tenants().delete(world.admin, gone.id());
        assertRefused(NOT_FOUND, () -> promotions.promote(world.admin, to(gone)));

        world.useCases.applications().delete(world.admin, source.id());
        assertRefused(NOT_FOUND, () -> promotions.promote(world.admin, to(stage)));
        assertRefused(NOT_FOUND, () -> promotions.copy(world.admin, to(stage)));
    }

    @Test
    void aFeatureThatFailsTakesAllWithIt() {
        world.endpoint(source, "/orders/*");
        List<PromotedFeature> features = List.of(new PromotedApplication(), (stores, crossing) -> new Failing());
        Promotions failing = Promotions.of(
                new Guard(world.transactions, ProjectCreation.ADMINISTRATORS),
                new Journal(world, new UuidV7(world, new Random(1))),
                features);
        int rows = world.audited().size();

        assertThatIllegalStateException().isThrownBy(() -> failing.promote(world.admin, to(stage)));

        assertThat(world.audited()).hasSize(rows);
        world.platform(stores -> assertThat(stores.applications().find(stage.id(), source.slug()))
                .isEmpty());
    }

    private record Failing() implements PromotedFeature.Plan {
        @Override
        public List<Difference> differences() {
            return List.of(Difference.created(EntityType.TRIGGER, "a", Map.of("name", "a")));
        }

        @Override
        public void write(Stores stores) {
            throw new IllegalStateException("on purpose");
        }
    }
}
