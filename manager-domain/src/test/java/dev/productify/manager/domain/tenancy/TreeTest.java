package dev.productify.manager.domain.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.SemanticVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link Project}, {@link Tenant} and {@link Application}: what a change makes of them. */
class TreeTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-31T13:00:00Z");
    private static final Optional<Description> DESCRIPTION = Optional.of(new Description("old"));

    private final Project project = Project.create(
            new ProjectId(new UUID(1, 1)),
            new Project.Draft(new Name("Shop"), Optional.empty(), DESCRIPTION, false),
            new Slug("shop"),
            NOW);
    private final Tenant tenant = Tenant.create(
            new TenantId(new UUID(1, 2)),
            project.id(),
            new Tenant.Draft(new Name("Acme"), Optional.empty(), DESCRIPTION, TenantType.RUN, true),
            new Slug("acme"),
            NOW);
    private final Application application = Application.create(
            new ApplicationId(new UUID(1, 3)),
            project.id(),
            tenant.id(),
            new Application.Draft(new Name("Checkout"), Optional.empty(), DESCRIPTION, SemanticVersion.INITIAL),
            new Slug("checkout"),
            NOW);

    @Test
    void aNewThingHasItsFirstVersionAndOneTime() {
        assertThat(List.of(project.version(), tenant.version(), application.version()))
                .containsOnly(1);
        assertThat(List.of(project.createdAt(), tenant.createdAt(), application.createdAt()))
                .containsOnly(NOW);
        assertThat(List.of(project.updatedAt(), tenant.updatedAt(), application.updatedAt()))
                .containsOnly(NOW);
    }

    @Test
    void aChangeThatSaysNothingNewGivesTheVeryObjectBack() {
        assertThat(project.with(new Project.Change(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep()), LATER))
                .isSameAs(project);
        assertThat(project.with(
                        new Project.Change(
                                Patch.set(new Name("Shop")),
                                Patch.set(new Slug("shop")),
                                Patch.set(new Description("old")),
                                Patch.set(false)),
                        LATER))
                .isSameAs(project);
        assertThat(tenant.with(
                        new Tenant.Change(
                                Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(TenantType.RUN), Patch.set(true)),
                        LATER))
                .isSameAs(tenant);
        assertThat(application.with(
                        new Application.Change(
                                Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(SemanticVersion.INITIAL)),
                        LATER))
                .isSameAs(application);
    }

    @Test
    void aChangeCountsTheVersionAndMovesTheTimeOfChangeOnly() {
        Project changed = project.with(
                new Project.Change(Patch.set(new Name("Laden")), Patch.keep(), Patch.clear(), Patch.keep()), LATER);

        assertThat(changed)
                .isEqualTo(new Project(
                        project.id(), new Name("Laden"), project.slug(), Optional.empty(), false, NOW, LATER, 2));
    }

    @Test
    void everyFieldOfATenantChangesByItself() {
        Tenant changed = tenant.with(
                new Tenant.Change(
                        Patch.set(new Name("A")),
                        Patch.set(new Slug("b")),
                        Patch.set(new Description("c")),
                        Patch.set(TenantType.DEV),
                        Patch.set(false)),
                LATER);

        assertThat(changed)
                .isEqualTo(new Tenant(
                        tenant.id(),
                        project.id(),
                        new Name("A"),
                        new Slug("b"),
                        Optional.of(new Description("c")),
                        TenantType.DEV,
                        false,
                        NOW,
                        LATER,
                        2));
    }

    @Test
    void everyFieldOfAnApplicationChangesByItself() {
        Application changed = application.with(
                new Application.Change(
                        Patch.set(new Name("A")),
                        Patch.set(new Slug("b")),
                        Patch.clear(),
                        Patch.set(new SemanticVersion("2.0.0"))),
                LATER);

        assertThat(changed)
                .isEqualTo(new Application(
                        application.id(),
                        project.id(),
                        tenant.id(),
                        new Name("A"),
                        new Slug("b"),
                        Optional.empty(),
                        new SemanticVersion("2.0.0"),
                        NOW,
                        LATER,
                        2));
    }

    @Test
    void whatAlwaysHasAValueIsNotCleared() {
        for (Runnable clearing : List.<Runnable>of(
                () -> new Project.Change(Patch.clear(), Patch.keep(), Patch.keep(), Patch.keep()),
                () -> new Project.Change(Patch.keep(), Patch.clear(), Patch.keep(), Patch.keep()),
                () -> new Project.Change(Patch.keep(), Patch.keep(), Patch.keep(), Patch.clear()),
                () -> new Tenant.Change(Patch.keep(), Patch.keep(), Patch.keep(), Patch.clear(), Patch.keep()),
                () -> new Application.Change(Patch.keep(), Patch.keep(), Patch.keep(), Patch.clear()))) {
            assertThatExceptionOfType(ManagerException.class)
                    .isThrownBy(clearing::run)
                    .withMessageContaining("cannot be null");
        }
    }

    @Test
    void whatIsProtectedRefusesDeletion() {
        assertThatCode(project::requireUnprotected).doesNotThrowAnyException();
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(tenant::requireUnprotected)
                .withMessageContaining("protected to false")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT));
    }
}
