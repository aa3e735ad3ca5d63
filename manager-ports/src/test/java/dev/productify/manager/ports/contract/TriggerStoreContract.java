package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.OverlapPolicy;
import dev.productify.manager.domain.trigger.RunKey;
import dev.productify.manager.domain.trigger.Schedule;
import dev.productify.manager.domain.trigger.TimeZone;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.trigger.DueTrigger;
import dev.productify.manager.ports.trigger.TriggerColumn;
import dev.productify.manager.ports.tx.Binding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

/** What {@code TriggerStore} promises, and the door about triggers. Lists: {@link TriggerListContract}. */
public abstract class TriggerStoreContract extends StoreContract {
    private final Project project = project();
    private final Tenant tenant = tenant(project);
    private final Application application = application(tenant);

    private void planted() {
        kept(project);
        kept(tenant);
        kept(application);
    }

    private Optional<Trigger> found(TriggerId id) {
        return read(PLATFORM, stores -> stores.triggers().find(id));
    }

    @Test
    void everyFieldComesBackAsItWasWritten() {
        planted();
        Trigger.Definition definition = new Trigger.Definition(
                new Name("Ünïcode 商店 😀 <b>\"'%_\\"),
                Optional.of(new Description("Two\nlines")),
                new Schedule(new CronExpression("*/5  0 * * MON"), TimeZone.parse("Europe/Budapest")),
                Optional.of(new RunKey("ключ")),
                false,
                OverlapPolicy.ALLOW);
        Trigger full = new Trigger(
                new TriggerId(newId()),
                application.project(),
                application.tenant(),
                application.id(),
                definition,
                CREATED,
                UPDATED,
                7);
        Trigger bare = trigger(application, "bare");

        for (Trigger trigger : List.of(full, bare)) {
            change(at(tenant.place()), stores -> stores.triggers().insert(trigger));
            assertThat(found(trigger.id())).contains(trigger);
            assertFound(write(at(tenant.place()), stores -> stores.triggers().lock(trigger.id())))
                    .contains(trigger);
        }
        List<Trigger> all = read(PLATFORM, stores -> stores.triggers().all(application.id()));
        assertThat(all).containsExactly(full, bare);
        assertRows(read(
                        PLATFORM,
                        stores -> stores.triggers().findAll(List.of(full.id(), bare.id(), new TriggerId(newId())))))
                .isEqualTo(Map.of(full.id(), full, bare.id(), bare));
    }

    @Test
    void manyAreWrittenAtOnceWithEveryField() {
        planted();
        Trigger bare = trigger(application, "bare");
        Trigger full = new Trigger(
                new TriggerId(newId()),
                application.project(),
                application.tenant(),
                application.id(),
                new Trigger.Definition(
                        new Name("Ünïcode 商店 😀 <b>\"'%_\\{},"),
                        Optional.of(new Description("Two\nlines")),
                        new Schedule(new CronExpression("*/5  0 * * MON"), TimeZone.parse("Europe/Budapest")),
                        Optional.of(new RunKey("ключ")),
                        false,
                        OverlapPolicy.ALLOW),
                CREATED,
                UPDATED,
                7);

        change(at(tenant.place()), stores -> stores.triggers().insertAll(List.of(full, bare)));
        assertTriggers(read(PLATFORM, stores -> stores.triggers().all(application.id())))
                .isEqualTo(List.of(bare, full));

        Trigger disabled = bare.disabled(LATER);
        Trigger renamed = named(full, "other");
        change(at(tenant.place()), stores -> stores.triggers().updateAll(List.of(renamed, disabled)));
        assertTriggers(read(PLATFORM, stores -> stores.triggers().all(application.id())))
                .isEqualTo(List.of(disabled, renamed));

        change(at(tenant.place()), stores -> {
            stores.triggers().insertAll(List.of());
            stores.triggers().updateAll(List.of());
            stores.triggers().replan(Map.of());
        });
    }

    @Test
    void ofManyNoneIsWrittenWhenOneIsRefused() {
        planted();
        Trigger first = kept(trigger(application, "a"));
        Trigger second = kept(trigger(application, "b"));
        List<Trigger> taken = List.of(trigger(application, "c"), trigger(application, "a"));
        List<Trigger> stale = List.of(first.disabled(LATER), named(second.disabled(LATER), "d"));

        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.triggers().insertAll(taken)));
        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.triggers().updateAll(stale)));
        assertTriggers(read(PLATFORM, stores -> stores.triggers().all(application.id())))
                .isEqualTo(List.of(first, second));
    }

    @Test
    void thoseOfManyApplicationsAreLockedInTheOrderOfTheirIds() {
        planted();
        Application other = kept(application(kept(tenant(project))));
        Trigger first = kept(trigger(application, "a"));
        Trigger second = kept(trigger(other, "a"));
        Trigger third = kept(trigger(application, "b"));
        List<ApplicationId> both = List.of(other.id(), application.id());

        assertTriggers(write(at(project), stores -> stores.triggers().lockAll(both)))
                .isEqualTo(List.of(first, second, third));
        assertTriggers(write(at(tenant.place()), stores -> stores.triggers().lockAll(both)))
                .isEqualTo(List.of(first, third));
    }

    @Test
    void manyArePlannedAtOnceWhetherTheyWereBeforeOrNot() {
        planted();
        Trigger first = kept(trigger(application, "a"));
        Trigger second = kept(trigger(application, "b"));
        Trigger third = kept(trigger(application, "c"));
        change(at(tenant.place()), stores -> stores.triggers().plan(second, Optional.of(CREATED)));
        change(at(tenant.place()), stores -> stores.triggers().plan(third, Optional.of(CREATED)));

        change(
                at(tenant.place()),
                stores -> stores.triggers()
                        .replan(Map.of(
                                first.id(),
                                Optional.of(LATER),
                                second.id(),
                                Optional.of(UPDATED),
                                third.id(),
                                Optional.empty(),
                                new TriggerId(newId()),
                                Optional.of(LATER))));

        assertThat(List.of(planned(first), planned(second), planned(third)))
                .containsExactly(Optional.of(LATER), Optional.of(UPDATED), Optional.empty());
    }

    private static ListAssert<Trigger> assertTriggers(List<Trigger> triggers) {
        return assertThat(triggers);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        TriggerId nothing = new TriggerId(newId());

        assertThat(found(nothing)).isEmpty();
        assertFound(write(PLATFORM, stores -> stores.triggers().lock(nothing))).isEmpty();
        assertRows(write(PLATFORM, stores -> stores.triggers().delete(nothing))).isEmpty();
        assertFound(read(PLATFORM, stores -> stores.triggers().planned(nothing)))
                .isEmpty();
        assertFound(standingAt(new Target.OfTrigger(nothing))).isEmpty();
    }

    @Test
    void aNameIsTakenInOneApplicationOnly() {
        planted();
        Trigger first = kept(trigger(application, "Daily"));
        Trigger second = trigger(application, "Daily");
        Trigger third = kept(trigger(application, "daily"));
        Trigger elsewhere = kept(trigger(kept(application(tenant)), "Daily"));
        Trigger renamed = named(third, "Daily");

        assertRefused(
                CONFLICT, () -> change(PLATFORM, stores -> stores.triggers().insert(second)));
        assertRefused(
                CONFLICT, () -> change(PLATFORM, stores -> stores.triggers().update(renamed)));

        assertThat(found(first.id())).contains(first);
        assertThat(found(second.id())).isEmpty();
        assertThat(found(third.id())).contains(third);
        assertThat(found(elsewhere.id())).contains(elsewhere);
    }

    private static Trigger named(Trigger trigger, String name) {
        Trigger.Change change = new Trigger.Change(
                Patch.set(new Name(name)),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep());
        return trigger.with(change, LATER);
    }

    @Test
    void oneOfAnApplicationThatIsGoneIsAConflict() {
        planted();
        change(PLATFORM, stores -> stores.applications().delete(application.id()));

        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.triggers().insert(trigger(application, "Daily"))));
    }

    @Test
    void itCannotLieInAnApplicationOfAnotherTenant() {
        planted();
        Tenant sibling = kept(tenant(project));
        Trigger astray = Trigger.create(
                new TriggerId(newId()),
                Place.of(project.id(), sibling.id(), application.id()),
                trigger(application, "Daily").definition(),
                CREATED);

        assertThatThrownBy(() -> change(PLATFORM, stores -> stores.triggers().insert(astray)))
                .isInstanceOf(RuntimeException.class);
        assertThat(found(astray.id())).isEmpty();
    }

    @Test
    void theNextVersionReplacesTheOneBeforeAndAStaleOneDoesNot() {
        planted();
        Trigger first = kept(trigger(application, "a"));
        Trigger second = named(first, "b");
        Trigger stale = named(first, "c");

        change(at(tenant.place()), stores -> stores.triggers().update(second));
        assertThat(found(first.id())).contains(second);

        assertRefused(
                CONFLICT,
                () -> change(at(tenant.place()), stores -> stores.triggers().update(stale)));
        assertThat(found(first.id())).contains(second);
    }

    @Test
    void itIsPlannedAndPlannedAnewAndNotAnyMore() {
        planted();
        Trigger trigger = kept(trigger(application, "a"));

        assertThat(planned(trigger)).isEmpty();
        for (Optional<Instant> due : List.of(
                Optional.of(LATER), Optional.of(CREATED), Optional.<Instant>empty(), Optional.<Instant>empty())) {
            change(at(tenant.place()), stores -> stores.triggers().plan(trigger, due));
            assertThat(planned(trigger)).isEqualTo(due);
        }
    }

    private Optional<Instant> planned(Trigger trigger) {
        return read(at(tenant.place()), stores -> stores.triggers().planned(trigger.id()));
    }

    @Test
    void whatIsDueIsTakenInItsOrderWithWhereItLies() {
        planted();
        Instant now = read(PLATFORM, stores -> stores.triggers().now());
        Trigger later = planned("later", now.minusSeconds(5));
        Trigger first = planned("first", now.minusSeconds(50));
        Trigger last = planned("last", now.minusSeconds(1));
        planned("tomorrow", now.plus(Duration.ofDays(1)));
        kept(trigger(application, "never"));

        List<DueTrigger> due =
                write(at(tenant.place()), stores -> stores.triggers().take(2));
        assertThat(due.stream().map(DueTrigger::trigger)).containsExactly(first, later);
        DueTrigger one = due.get(0);
        assertThat(one.due()).isEqualTo(now.minusSeconds(50));
        assertThat(one.now()).isBetween(now, now.plusSeconds(60));
        assertThat(one.facts().triggerName()).isEqualTo("first");
        assertThat(one.facts().applicationSlug()).isEqualTo(application.slug());
        assertThat(one.facts().tenantSlug()).isEqualTo(tenant.slug());

        Instant next = now.plus(Duration.ofHours(1));
        change(
                at(tenant.place()),
                stores -> stores.triggers().plan(Map.of(first.id(), Optional.of(next), later.id(), Optional.empty())));
        assertThat(planned(first)).contains(next);
        assertThat(planned(later)).isEmpty();
        List<DueTrigger> left =
                write(at(tenant.place()), stores -> stores.triggers().take(10));
        assertThat(left.stream().map(DueTrigger::trigger)).containsExactly(last);
        long planned = read(at(tenant.place()), stores -> stores.triggers().planned());
        assertThat(planned).isEqualTo(3);
    }

    private Trigger planned(String name, Instant due) {
        Trigger trigger = kept(trigger(application, name));
        change(PLATFORM, stores -> stores.triggers().plan(trigger, Optional.of(due)));
        return trigger;
    }

    @Test
    void whatWasRemovedMeanwhileIsNotPlannedAgain() {
        planted();
        Trigger trigger = planned("gone", CREATED);
        Trigger disabled = planned("disabled", CREATED);
        change(PLATFORM, stores -> stores.triggers().delete(trigger.id()));
        change(PLATFORM, stores -> stores.triggers().plan(disabled, Optional.empty()));

        change(
                at(tenant.place()),
                stores -> stores.triggers()
                        .plan(Map.of(trigger.id(), Optional.of(LATER), disabled.id(), Optional.of(LATER))));
        change(at(tenant.place()), stores -> stores.triggers().plan(trigger, Optional.of(LATER)));

        assertThat(planned(trigger)).isEmpty();
        assertThat(planned(disabled)).isEmpty();
    }

    @Test
    void listsOfSeveralApplicationsComeTogetherEachWithItsOwnPage() {
        planted();
        Application other = kept(application(tenant));
        Application empty = kept(application(tenant));
        Trigger first = kept(trigger(application, "a"));
        kept(trigger(application, "b"));
        Trigger far = kept(trigger(other, "a"));
        ListQuery<TriggerColumn> query = new ListQuery<>(List.of(), Optional.empty(), Optional.of(new Page(1, 0)));

        assertRows(read(
                        PLATFORM,
                        stores -> stores.triggers().listOf(List.of(empty.id(), application.id(), other.id()), query)))
                .isEqualTo(Map.of(empty.id(), List.of(), application.id(), List.of(first), other.id(), List.of(far)));
    }

    @Test
    void deletionOfItsParentsTakesItAlongAndIsCounted() {
        planted();
        kept(trigger(application, "a"));
        Trigger second = kept(trigger(kept(application(tenant)), "a"));
        Trigger far = kept(trigger(kept(application(kept(tenant(kept(project()))))), "a"));

        assertRows(write(at(tenant.place()), stores -> stores.applications().delete(application.id())))
                .containsEntry("triggers", 1L);
        assertRows(write(at(tenant.place()), stores -> stores.tenants().delete(tenant.id())))
                .containsEntry("triggers", 1L);
        kept(trigger(kept(application(kept(tenant(project)))), "a"));
        assertRows(write(at(project), stores -> stores.projects().delete(project.id())))
                .containsEntry("triggers", 1L);
        assertThat(found(second.id())).isEmpty();
        assertThat(found(far.id())).contains(far);
    }

    @Test
    void theDoorFindsItsPlace() {
        planted();
        Trigger trigger = kept(trigger(application, "a"));

        assertFound(standingAt(new Target.OfTrigger(trigger.id())).map(Standing::place))
                .contains(application.place());
    }

    @Test
    void onlyWhatTheBindingHoldsIsSeenAndWritten() {
        planted();
        Trigger trigger = planned("a", CREATED);
        Tenant sibling = kept(tenant(project));
        User viewer = keptMember(application.place(), Role.VIEWER);
        User neighbour = keptMember(kept(application(tenant)).place(), Role.ADMIN);
        User stranger = keptMember(sibling.place(), Role.ADMIN);
        Binding viewing = new Binding.Reach(principal(viewer));
        Binding home = new Binding.Reach(kept(machineUser(tenant)).principal());

        for (Binding binding : List.of(at(tenant.place()), at(project), viewing, home)) {
            assertThat(seen(binding, trigger)).as(binding.toString()).isTrue();
        }
        List<Binding> strangers = List.of(
                at(sibling.place()),
                at(kept(tenant(kept(project()))).place()),
                new Binding.Reach(principal(neighbour)),
                new Binding.Reach(principal(stranger)),
                new Binding.Reach(kept(machineUser(sibling)).principal()));
        for (Binding binding : strangers) {
            assertThat(seen(binding, trigger)).as(binding.toString()).isFalse();
            assertUntouched(binding, trigger);
        }
    }

    private boolean seen(Binding binding, Trigger trigger) {
        return read(binding, stores -> {
            boolean found = stores.triggers().find(trigger.id()).isPresent();
            boolean listed = !stores.triggers()
                    .listOf(List.of(application.id()), ListQuery.all())
                    .get(application.id())
                    .isEmpty();
            boolean all = stores.triggers().all(application.id()).contains(trigger);
            long count = stores.triggers().countOf(application.id(), ListQuery.all());
            assertThat(List.of(listed, all, count == 1)).containsOnly(found);
            return found;
        });
    }

    private void assertUntouched(Binding binding, Trigger trigger) {
        Trigger added = trigger(application, "added");
        assertThatThrownBy(() -> change(binding, stores -> stores.triggers().insert(added)))
                .isInstanceOf(RuntimeException.class);
        catchThrowable(() -> change(binding, stores -> stores.triggers().update(named(trigger, "taken"))));
        catchThrowable(() -> change(binding, stores -> stores.triggers().delete(trigger.id())));
        catchThrowable(() -> change(binding, stores -> stores.triggers().plan(trigger, Optional.of(LATER))));
        catchThrowable(() -> change(binding, stores -> stores.triggers().plan(trigger, Optional.empty())));
        List<DueTrigger> taken = write(binding, stores -> stores.triggers().take(10));
        assertThat(taken).noneMatch(due -> due.trigger().id().equals(trigger.id()));
        assertThat(found(added.id())).isEmpty();
        assertThat(found(trigger.id())).contains(trigger);
        assertThat(planned(trigger)).contains(CREATED);
    }
}
