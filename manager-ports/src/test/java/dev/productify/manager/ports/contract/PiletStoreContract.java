package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletId;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.pilet.ServedVersions;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.pilet.PiletColumn;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.ListQuery.Condition;
import dev.productify.manager.ports.shared.ListQuery.Operator;
import dev.productify.manager.ports.shared.ListQuery.Order;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.testing.PlainPackage;
import dev.productify.manager.ports.tx.Binding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link dev.productify.manager.ports.pilet.PiletStore} promises. */
public abstract class PiletStoreContract extends StoreContract {
    private final Project project = project();

    private Pilet planted(String name, String version) {
        return keptIn(kept(project), name, version);
    }

    private Pilet keptIn(Project parent, String name, String version) {
        PlainPackage content = PlainPackage.of(name, version, "main of " + name);
        Pilet pilet = pilet(parent, content);
        change(PLATFORM, stores -> {
            stores.packages().keep(parent.id(), content);
            stores.pilets().insert(pilet);
        });
        return pilet;
    }

    private static Pilet pilet(Project parent, PlainPackage content) {
        return Pilet.create(new PiletId(newId()), parent.id(), content.facts(), content.description(), CREATED);
    }

    private Optional<Pilet> found(Pilet pilet) {
        return read(PLATFORM, stores -> stores.pilets().find(pilet.project(), pilet.name(), pilet.version()));
    }

    private static Pilet disabled(Pilet pilet) {
        return pilet.with(Pilet.Change.enabling(false), LATER);
    }

    @Test
    void everyFieldComesBackAsItWasWritten() {
        kept(project);
        PlainPackage content = PlainPackage.of("@my-org/my-pilet", "1.2.3-rc.1+build.5", "main");
        Pilet pilet = new Pilet(
                new PiletId(newId()),
                project.id(),
                content.facts().name(),
                content.facts().version(),
                Optional.of(new Description("Two\nlines, 商店")),
                content.facts().hash(),
                content.facts().size(),
                false,
                CREATED,
                UPDATED,
                7);

        change(at(project), stores -> {
            stores.packages().keep(project.id(), content);
            stores.pilets().insert(pilet);
        });

        assertThat(found(pilet)).contains(pilet);
        assertFound(write(at(project), stores -> stores.pilets().lock(pilet.id())))
                .contains(pilet);
        assertFound(write(at(project), stores -> stores.pilets().lock(project.id(), pilet.name(), pilet.version())))
                .contains(pilet);
        Pilet bare = pilet.with(new Pilet.Change(Patch.clear(), Patch.set(true)), LATER);
        change(at(project), stores -> stores.pilets().update(bare));
        assertThat(found(pilet)).contains(bare);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Pilet none = pilet(project, PlainPackage.of("none", "1.0.0", "main"));

        assertThat(found(none)).isEmpty();
        assertFound(write(PLATFORM, stores -> stores.pilets().lock(none.id()))).isEmpty();
        assertRows(read(PLATFORM, stores -> stores.pilets().enabledOf(List.of(project.id()))))
                .isEmpty();
        assertRows(read(PLATFORM, stores -> stores.pilets().enabledOf(List.of())))
                .isEmpty();
        assertRows(write(PLATFORM, stores -> stores.pilets().delete(none.id()))).isEmpty();
    }

    @Test
    void aVersionIsTakenInItsProjectOnly() {
        Pilet first = planted("a", "1.0.0");
        Pilet next = keptIn(project, "a", "1.0.1");
        Pilet elsewhere = keptIn(kept(project()), "a", "1.0.0");
        Pilet same = pilet(project, PlainPackage.of("a", "1.0.0", "main of a"));

        assertRefused(
                CONFLICT, () -> change(at(project), stores -> stores.pilets().insert(same)));

        assertThat(found(first)).contains(first);
        assertThat(found(next)).contains(next);
        assertThat(found(elsewhere)).contains(elsewhere);
    }

    @Test
    void oneOfAProjectThatIsGoneOrWithoutItsPackageIsAConflict() {
        PlainPackage content = PlainPackage.of("a", "1.0.0", "main");
        Pilet orphan = pilet(project, content);
        assertRefused(
                CONFLICT, () -> change(at(project), stores -> stores.packages().keep(project.id(), content)));
        assertRefused(
                CONFLICT, () -> change(at(project), stores -> stores.pilets().insert(orphan)));
        kept(project);
        assertRefused(
                CONFLICT, () -> change(at(project), stores -> stores.pilets().insert(orphan)));
    }

    @Test
    void theNextRevisionReplacesTheOneBeforeAndAStaleOneIsAConflict() {
        Pilet first = planted("a", "1.0.0");
        Pilet theirs = disabled(first);
        Pilet mine = first.with(new Pilet.Change(Patch.clear(), Patch.keep()), LATER);

        change(at(project), stores -> stores.pilets().update(theirs));
        assertRefused(
                CONFLICT, () -> change(at(project), stores -> stores.pilets().update(mine)));

        assertThat(found(first)).contains(theirs);
    }

    @Test
    void itGoesAloneOrWithItsProject() {
        Pilet alone = planted("a", "1.0.0");
        Pilet along = keptIn(project, "b", "1.0.0");
        Pilet far = keptIn(kept(project()), "a", "1.0.0");

        change(at(project), stores -> stores.pilets().delete(alone.id()));
        assertThat(found(alone)).isEmpty();
        assertThat(found(along)).contains(along);

        Map<String, Long> gone = write(at(project), stores -> stores.projects().delete(project.id()));
        assertThat(gone).containsEntry("pilets", 1L);
        assertThat(found(along)).isEmpty();
        List<PiletPackage> left = read(PLATFORM, stores -> stores.packages().find(project.id(), List.of(along.hash())));
        assertThat(left).isEmpty();
        assertThat(found(far)).contains(far);
    }

    @Test
    void enabledVersionsOfManyProjectsAreToldAtOnce() {
        Pilet one = planted("a", "1.0.0");
        Pilet two = keptIn(project, "a", "2.0.0");
        Pilet off = keptIn(project, "b", "1.0.0");
        change(at(project), stores -> stores.pilets().update(disabled(off)));
        Project other = kept(project());
        Pilet far = keptIn(other, "c", "1.0.0");
        Project empty = kept(project());

        assertRows(read(PLATFORM, stores -> stores.pilets().enabledOf(List.of(project.id(), other.id(), empty.id()))))
                .containsOnlyKeys(project.id(), other.id())
                .containsEntry(other.id(), List.of(version(far)));
        assertThat(read(at(project), stores -> stores.pilets().enabledOf(List.of(project.id())))
                        .get(project.id()))
                .containsExactlyInAnyOrder(version(one), version(two));
    }

    private static ServedVersions.Version version(Pilet pilet) {
        return new ServedVersions.Version(pilet.name(), pilet.version(), pilet.hash());
    }

    @Test
    void theyAreSeenFromBelowAndWrittenWhereTheyAre() {
        Pilet pilet = planted("a", "1.0.0");
        Tenant tenant = kept(tenant(project));
        User ofTenant = keptMember(tenant.place(), Role.ADMIN);
        User ofOther = keptMember(Place.of(kept(project()).id()), Role.ADMIN);
        Principal machine =
                new Principal.Machine(new MachineUserId(newId()), "bot", project.id(), tenant.id(), Role.EDITOR);

        for (Binding insider :
                List.of(at(tenant.place()), new Binding.Reach(principal(ofTenant)), new Binding.Reach(machine))) {
            assertThat(seen(insider, pilet)).as(insider.toString()).isTrue();
            assertUntouched(insider, pilet);
        }
        for (Binding stranger :
                List.of(at(kept(project())), new Binding.Reach(principal(ofOther)), new Binding.Own(ofTenant.id()))) {
            assertThat(seen(stranger, pilet)).as(stranger.toString()).isFalse();
            assertUntouched(stranger, pilet);
        }
    }

    private boolean seen(Binding binding, Pilet pilet) {
        return read(binding, stores -> {
            boolean found = stores.pilets()
                    .find(pilet.project(), pilet.name(), pilet.version())
                    .isPresent();
            int one = found ? 1 : 0;
            assertThat(stores.pilets().listOf(pilet.project(), ListQuery.all())).hasSize(one);
            assertThat(stores.pilets().countOf(pilet.project(), ListQuery.all()))
                    .isEqualTo(one);
            assertThat(stores.pilets().enabledOf(List.of(pilet.project()))).hasSize(one);
            return found;
        });
    }

    private void assertUntouched(Binding binding, Pilet pilet) {
        Pilet added = new Pilet(
                new PiletId(newId()),
                pilet.project(),
                pilet.name(),
                new dev.productify.manager.domain.shared.SemanticVersion("9.9.9"),
                Optional.empty(),
                pilet.hash(),
                pilet.size(),
                true,
                CREATED,
                CREATED,
                1);
        assertThatThrownBy(() -> change(binding, stores -> stores.pilets().insert(added)))
                .isInstanceOf(RuntimeException.class);
        catchThrowable(() -> change(binding, stores -> stores.pilets().update(disabled(pilet))));
        catchThrowable(() -> change(binding, stores -> stores.pilets().delete(pilet.id())));
        assertThat(found(pilet)).contains(pilet);
    }

    @Test
    void listsAreFilteredOrderedAndCut() {
        Pilet first = planted("@my-org/b", "1.0.0");
        Pilet second = disabled(keptIn(project, "a", "2.0.0"));
        change(at(project), stores -> stores.pilets().update(second));
        Pilet third = keptIn(project, "c", "1.0.1");
        keptIn(kept(project()), "a", "1.0.0");

        assertThat(list(List.of(), Optional.empty(), Optional.empty())).containsExactly(first, second, third);
        assertThat(list(List.of(), order(PiletColumn.NAME, false), Optional.empty()))
                .containsExactly(first, second, third);
        assertThat(list(List.of(), order(PiletColumn.VERSION, true), Optional.empty()))
                .containsExactly(second, third, first);
        assertThat(list(List.of(), order(PiletColumn.UPDATED_AT, true), Optional.of(new Page(1, 0))))
                .containsExactly(second);
        assertThat(list(List.of(), order(PiletColumn.CREATED_AT, false), Optional.of(new Page(2, 1))))
                .containsExactly(second, third);
        assertThat(filtered(PiletColumn.NAME, Operator.CONTAINS, "MY-ORG")).containsExactly(first);
        assertThat(filtered(PiletColumn.VERSION, Operator.EQUALS, "1.0.1")).containsExactly(third);
        assertThat(filtered(PiletColumn.DESCRIPTION, Operator.CONTAINS, "pilet a"))
                .containsExactly(second);
        assertThat(filtered(PiletColumn.ENABLED, Operator.EQUALS, false)).containsExactly(second);
        assertThat(filtered(PiletColumn.ID, Operator.EQUALS, third.id().value()))
                .containsExactly(third);
        assertThat(filtered(PiletColumn.UPDATED_AT, Operator.AFTER, CREATED)).containsExactly(second);
    }

    private static <C> Optional<Order<C>> order(C column, boolean descending) {
        return Optional.of(new Order<>(column, descending));
    }

    private List<Pilet> filtered(PiletColumn column, Operator operator, Object value) {
        return list(List.of(new Condition<>(column, operator, value)), Optional.empty(), Optional.empty());
    }

    private List<Pilet> list(
            List<Condition<PiletColumn>> conditions, Optional<Order<PiletColumn>> order, Optional<Page> page) {
        ListQuery<PiletColumn> query = new ListQuery<>(conditions, order, page);
        List<Pilet> rows = read(PLATFORM, stores -> stores.pilets().listOf(project.id(), query));
        long count = read(PLATFORM, stores -> stores.pilets().countOf(project.id(), query));
        assertThat(count).isEqualTo(page.isPresent() ? 3 : rows.size());
        return rows;
    }
}
