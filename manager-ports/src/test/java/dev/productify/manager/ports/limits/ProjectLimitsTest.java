package dev.productify.manager.ports.limits;

import static dev.productify.manager.domain.limits.LimitKind.ENDPOINTS;
import static dev.productify.manager.domain.limits.LimitKind.MEMBERS;
import static dev.productify.manager.domain.limits.LimitKind.PILET_BYTES;
import static dev.productify.manager.domain.limits.LimitKind.TENANTS;
import static dev.productify.manager.domain.limits.LimitKind.TRIGGERS;
import static dev.productify.manager.domain.limits.LimitKind.TRIGGER_PERIOD;
import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.LIMIT_REACHED;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.limits.Limits;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.promotion.Promotion;
import dev.productify.manager.ports.testing.PlainPackage;
import dev.productify.manager.ports.testing.World;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProjectLimitsTest {
    private final World world = new World();
    private final Project project = world.project("shop");
    private final Tenant dev = world.tenant(project, "dev");
    private final Tenant stage = world.tenant(project, "stage");
    private final Application application = world.application(dev, "web");

    private UseCases limited(LimitKind kind, long limit) {
        return world.limited(new Limits(Map.of(kind, limit)));
    }

    private void own(LimitKind kind, Patch<Long> limit) {
        world.useCases.projectLimits().update(world.admin, project.id(), Map.of(kind, limit));
    }

    @Test
    void asManyTenantsAsTheLimitAndNotOneMore() {
        UseCases useCases = limited(TENANTS, 3);

        useCases.tenants().create(world.admin, project.id(), World.tenantDraft("third"));
        assertRefused(
                LIMIT_REACHED, () -> useCases.tenants().create(world.admin, project.id(), World.tenantDraft("fourth")));

        assertRefused(NOT_FOUND, () -> useCases.tenants().find(world.admin, project.id(), new Slug("fourth")));
        assertThat(world.lastAudited().description()).isEqualTo("Tenant created");
        useCases.tenants().delete(world.admin, stage.id());
        useCases.tenants().create(world.admin, project.id(), World.tenantDraft("fourth"));
    }

    @Test
    void otherProjectsAreCountedByThemselves() {
        UseCases useCases = limited(TENANTS, 2);
        Project other = useCases.projects().create(world.admin, World.projectDraft("other"));

        useCases.tenants().create(world.admin, other.id(), World.tenantDraft("first"));
        useCases.tenants().create(world.admin, other.id(), World.tenantDraft("second"));
        assertRefused(
                LIMIT_REACHED, () -> useCases.tenants().create(world.admin, other.id(), World.tenantDraft("third")));
    }

    @Test
    void endpointsOfAllApplicationsCountTogether() {
        UseCases useCases = limited(ENDPOINTS, 2);
        Application second = world.application(stage, "web");

        endpoint(useCases, application, "/a");
        endpoint(useCases, second, "/a");
        assertRefused(LIMIT_REACHED, () -> endpoint(useCases, second, "/b"));
    }

    private static Endpoint endpoint(UseCases useCases, Application application, String path) {
        return useCases.endpoints()
                .create(
                        Call.ofSystem("test"),
                        application.id(),
                        World.endpointDefinition(path),
                        World.bearer("secret-token"));
    }

    @Test
    void triggersOfAllApplicationsCountTogether() {
        UseCases useCases = limited(TRIGGERS, 2);
        Application second = world.application(stage, "web");

        trigger(useCases, application, "A", "@daily");
        trigger(useCases, second, "A", "@daily");
        assertRefused(LIMIT_REACHED, () -> trigger(useCases, second, "B", "@daily"));
    }

    private static Trigger trigger(UseCases useCases, Application application, String name, String cron) {
        return useCases.triggers().create(Call.ofSystem("test"), application.id(), World.triggerDefinition(name, cron));
    }

    @Test
    void aTriggerIsNotDueMoreOftenThanTheLimitSays() {
        UseCases useCases = limited(TRIGGER_PERIOD, 300);

        Trigger trigger = trigger(useCases, application, "A", "*/5 * * * *");
        assertRefused(LIMIT_REACHED, () -> trigger(useCases, application, "B", "*/4 * * * *"));
        assertRefused(LIMIT_REACHED, () -> useCases.triggers().update(world.admin, trigger.id(), cron("59,1 * * * *")));
        useCases.triggers().update(world.admin, trigger.id(), cron("0,5 * * * *"));
    }

    private static Trigger.Change cron(String expression) {
        return new Trigger.Change(
                Patch.keep(),
                Patch.keep(),
                Patch.set(new CronExpression(expression)),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep());
    }

    @Test
    void aTriggerThatWasThereBeforeTheLimitMayBeChangedInAllElse() {
        Trigger trigger = world.trigger(application, "A", "* * * * *");
        UseCases useCases = limited(TRIGGER_PERIOD, 300);
        Trigger.Change renamed = new Trigger.Change(
                Patch.set(new Name("B")),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.set(false),
                Patch.keep());

        useCases.triggers().update(world.admin, trigger.id(), renamed);
        assertRefused(LIMIT_REACHED, () -> useCases.triggers().update(world.admin, trigger.id(), cron("*/2 * * * *")));
    }

    @Test
    void peopleAreCountedOnceWhereverTheyHaveRoles() {
        UseCases useCases = limited(MEMBERS, 3); // the administrator who made the project is one
        Call ada = world.person("ada");
        Call bob = world.person("bob");
        Call eve = world.person("eve");

        add(useCases, new Target.OfTenant(dev.id()), ada);
        add(useCases, new Target.OfApplication(application.id()), bob);
        assertRefused(LIMIT_REACHED, () -> add(useCases, new Target.OfProject(project.id()), eve));
        assertRefused(LIMIT_REACHED, () -> add(useCases, new Target.OfApplication(application.id()), eve));

        add(useCases, new Target.OfProject(project.id()), ada);
        add(useCases, new Target.OfTenant(stage.id()), bob);
        assertThat(used(MEMBERS)).isEqualTo(3);
    }

    private void add(UseCases useCases, Target place, Call person) {
        UserId user = ((Principal.Person) person.principal()).id();
        useCases.members().add(world.admin, place, user, Role.VIEWER);
    }

    private long used(LimitKind kind) {
        return world.useCases
                .projectLimits()
                .find(world.admin, project.id())
                .used()
                .get(kind);
    }

    @Test
    void bytesOfPiletsAreLimitedByEachWayOfUploading() {
        PlainPackage first = PlainPackage.of("pilet", "1.0.0", "one");
        world.useCases.pilets().publish(world.admin, project.id(), first, Optional.empty());
        long one = used(PILET_BYTES);
        UseCases full = limited(PILET_BYTES, 2 * one - 1);
        UseCases roomy = limited(PILET_BYTES, 2 * one);
        PlainPackage second = PlainPackage.of("pilet", "1.0.1", "two");

        assertRefused(LIMIT_REACHED, () -> full.pilets().publish(world.admin, project.id(), second, Optional.empty()));
        assertRefused(LIMIT_REACHED, () -> full.pilets().put(world.admin, project.id(), second, Optional.empty()));
        PlainPackage instead = PlainPackage.of("pilet", "1.0.0", "two");
        assertRefused(LIMIT_REACHED, () -> full.pilets().put(world.admin, project.id(), instead, Optional.empty()));
        assertThat(used(PILET_BYTES)).isEqualTo(one);

        limited(PILET_BYTES, 1).pilets().put(world.admin, project.id(), first, Optional.empty());
        roomy.pilets().publish(world.admin, project.id(), second, Optional.empty());
        assertThat(used(PILET_BYTES)).isEqualTo(2 * one);
    }

    @Test
    void whatIsPromotedOrCopiedCountsToo() {
        endpoint(world.useCases, application, "/a");
        endpoint(world.useCases, application, "/b");
        world.trigger(application, "A", "* * * * *");

        for (LimitKind kind : new LimitKind[] {ENDPOINTS, TRIGGERS}) {
            long there = used(kind);
            UseCases full = limited(kind, 2 * there - 1);
            assertRefused(LIMIT_REACHED, () -> full.promotions().promote(world.admin, to(stage)));
            assertRefused(LIMIT_REACHED, () -> full.promotions().copy(world.admin, to(stage)));
            assertRefused(LIMIT_REACHED, () -> full.promotions().promote(world.admin, dryly(stage)));
            assertRefused(LIMIT_REACHED, () -> full.promotions().copy(world.admin, dryly(stage)));
            assertThat(used(kind)).isEqualTo(there);
        }
        UseCases seldom = limited(TRIGGER_PERIOD, 61);
        assertRefused(LIMIT_REACHED, () -> seldom.promotions().promote(world.admin, to(stage)));
        assertRefused(LIMIT_REACHED, () -> seldom.promotions().promote(world.admin, dryly(stage)));

        UseCases roomy = world.limited(new Limits(Map.of(ENDPOINTS, 4L, TRIGGERS, 2L, TRIGGER_PERIOD, 60L)));
        roomy.promotions().promote(world.admin, dryly(stage));
        assertThat(used(ENDPOINTS)).isEqualTo(2);
        roomy.promotions().promote(world.admin, to(stage));
        assertThat(used(ENDPOINTS)).isEqualTo(4);
        UseCases lowered = world.limited(new Limits(Map.of(ENDPOINTS, 1L, TRIGGERS, 1L, TRIGGER_PERIOD, 3600L)));
        lowered.promotions().promote(world.admin, dryly(stage)); // brings nothing new
        lowered.promotions().promote(world.admin, to(stage));
    }

    private Promotion to(Tenant tenant) {
        return to(tenant, false);
    }

    private Promotion dryly(Tenant tenant) {
        return to(tenant, true);
    }

    private Promotion to(Tenant tenant, boolean dryRun) {
        return new Promotion(
                application.id(), tenant.id(), Optional.empty(), Optional.empty(), Optional.empty(), dryRun);
    }

    @Test
    void whatTheProjectSaysByItselfHoldsUntilItInheritsAgain() {
        UseCases useCases = limited(TENANTS, 2);
        assertRefused(
                LIMIT_REACHED, () -> useCases.tenants().create(world.admin, project.id(), World.tenantDraft("third")));

        own(TENANTS, Patch.set(3L));
        useCases.tenants().create(world.admin, project.id(), World.tenantDraft("third"));
        ProjectLimits.Overview raised = useCases.projectLimits().find(world.admin, project.id());
        own(TENANTS, Patch.clear());

        assertThat(raised.inForce().of(TENANTS)).contains(3L);
        assertThat(raised.own().limits().of(TENANTS)).contains(3L);
        assertThat(raised.used()).containsEntry(TENANTS, 3L);
        assertRefused(
                LIMIT_REACHED, () -> useCases.tenants().create(world.admin, project.id(), World.tenantDraft("fourth")));
        ProjectLimits.Overview inherited = useCases.projectLimits().find(world.admin, project.id());
        assertThat(inherited.inForce().of(TENANTS)).contains(2L);
        assertThat(inherited.own().limits()).isEqualTo(Limits.NONE);
    }

    @Test
    void loweringALimitTakesNothingAwayAndLetsAllElseBe() {
        own(TENANTS, Patch.set(0L));

        assertThat(world.useCases.tenants().find(world.admin, project.id(), dev.slug()))
                .isEqualTo(dev);
        world.useCases.tenants().delete(world.admin, stage.id());
        world.application(dev, "another");
        assertRefused(LIMIT_REACHED, () -> world.tenant(project, "third"));
    }

    @Test
    void oneRowIsAuditedWhenSomethingChangedAndNoneOtherwise() {
        int before = world.audited().size();
        own(TENANTS, Patch.set(3L));
        own(TENANTS, Patch.set(3L));
        own(MEMBERS, Patch.clear());

        assertThat(world.audited()).hasSize(before + 1);
        assertThat(world.lastAudited().description()).isEqualTo("ProjectLimits updated: tenants");
        assertThat(world.lastAudited().project()).contains(project.id());
        assertThat(world.lastAudited().changes().fields().get("tenants").after())
                .isEqualTo(3L);
    }

    @Test
    void platformAdministratorsChangeThemAndAdministratorsOfTheProjectReadThem() {
        ProjectLimits limits = world.useCases.projectLimits();
        Call admin = world.with(world.person("ada"), Place.of(project.id()), Role.ADMIN);
        Call editor = world.with(world.person("edgar"), Place.of(project.id()), Role.EDITOR);
        Call ofTenant = world.with(world.person("tina"), dev.place(), Role.ADMIN);
        Call stranger = world.person("eve");
        ProjectId gone = new ProjectId(UUID.randomUUID());

        assertThat(limits.find(admin, project.id()).used()).containsEntry(TENANTS, 2L);
        assertRefused(FORBIDDEN, () -> limits.find(editor, project.id()));
        assertRefused(FORBIDDEN, () -> limits.find(ofTenant, project.id()));
        assertRefused(NOT_FOUND, () -> limits.find(stranger, project.id()));
        assertRefused(NOT_FOUND, () -> limits.find(world.admin, gone));
        assertRefused(FORBIDDEN, () -> limits.update(admin, project.id(), Map.of(TENANTS, Patch.set(9L))));
        assertRefused(NOT_FOUND, () -> limits.update(world.admin, gone, Map.of(TENANTS, Patch.set(9L))));
        assertRefused(BAD_USER_INPUT, () -> limits.update(world.admin, project.id(), Map.of(TENANTS, Patch.set(-1L))));
    }

    @Test
    void aMemberWhoGoesMakesRoom() {
        UseCases useCases = limited(MEMBERS, 2);
        Call ada = world.person("ada");
        Call bob = world.person("bob");
        UserId user = ((Principal.Person) ada.principal()).id();
        var member = useCases.members().add(world.admin, new Target.OfTenant(dev.id()), user, Role.VIEWER);
        assertRefused(LIMIT_REACHED, () -> add(useCases, new Target.OfTenant(dev.id()), bob));

        useCases.members().remove(world.admin, Level.TENANT, member.member().id());

        add(useCases, new Target.OfTenant(dev.id()), bob);
    }
}
