package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.limits.LimitKind.ENDPOINTS;
import static dev.productify.manager.domain.limits.LimitKind.MEMBERS;
import static dev.productify.manager.domain.limits.LimitKind.PILET_BYTES;
import static dev.productify.manager.domain.limits.LimitKind.TENANTS;
import static dev.productify.manager.domain.limits.LimitKind.TRIGGERS;
import static dev.productify.manager.domain.limits.LimitKind.TRIGGER_PERIOD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.limits.OwnLimits;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.limits.LimitStore.Occupancy;
import dev.productify.manager.ports.testing.PlainPackage;
import dev.productify.manager.ports.tx.Binding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store of limits promises. */
public abstract class LimitStoreContract extends StoreContract {
    private static final Optional<Long> NONE = Optional.empty();

    private final Project project = project();
    private final Project other = project();
    private final Tenant near = tenant(project);
    private final Tenant far = tenant(project);

    private Application planted() {
        kept(project);
        kept(other);
        kept(near);
        kept(far);
        kept(tenant(other));
        return kept(application(near));
    }

    private OwnLimits kept(OwnLimits limits) {
        change(PLATFORM, stores -> stores.limits().keep(limits));
        return limits;
    }

    private OwnLimits limited(LimitKind kind, long value) {
        return OwnLimits.unwritten(project.id()).with(Map.of(kind, Patch.set(value)));
    }

    private Optional<OwnLimits> found(Binding binding) {
        return read(binding, stores -> stores.limits().find(project.id()));
    }

    private Optional<Occupancy> occupancy(Binding binding, LimitKind kind, Optional<Long> inherited) {
        return write(binding, stores -> stores.limits().occupancy(project.id(), kind, inherited));
    }

    @Test
    void everyValueComesBackAsItWas() {
        planted();
        Map<LimitKind, Patch<Long>> all = new LinkedHashMap<>();
        for (LimitKind kind : LimitKind.values()) {
            all.put(kind, Patch.set(kind.most()));
        }
        OwnLimits limits = kept(OwnLimits.unwritten(project.id()).with(all));

        assertThat(found(at(project))).contains(limits);
        assertThat(found(PLATFORM)).contains(limits);
        assertFound(write(PLATFORM, stores -> stores.limits().lock(project.id())))
                .contains(limits);
    }

    @Test
    void theNextVersionReplacesTheOneBeforeAndNoOtherDoes() {
        planted();
        OwnLimits second = limited(TENANTS, 3);
        OwnLimits third = second.with(Map.of(TENANTS, Patch.clear(), MEMBERS, Patch.set(2L)));

        assertRefused(ErrorCode.CONFLICT, () -> kept(third));
        kept(second);
        assertRefused(ErrorCode.CONFLICT, () -> kept(second));
        kept(third);

        assertThat(found(PLATFORM)).contains(third);
    }

    @Test
    void aProjectThatSaysNothingHasNoneAndOneThatIsNotThereIsNotFound() {
        planted();
        ProjectId gone = new ProjectId(newId());

        assertThat(found(PLATFORM)).contains(OwnLimits.unwritten(project.id()));
        assertThat(found(at(project))).contains(OwnLimits.unwritten(project.id()));
        assertFound(read(PLATFORM, stores -> stores.limits().find(gone))).isEmpty();
        assertFound(write(PLATFORM, stores -> stores.limits().lock(gone))).isEmpty();
        assertRefused(ErrorCode.CONFLICT, () -> kept(OwnLimits.unwritten(gone).with(Map.of(TENANTS, Patch.set(1L)))));
    }

    @Test
    void theyAreShownAtTheProjectAlone() {
        planted();
        kept(limited(TENANTS, 3));
        User admin = keptMember(Place.of(project.id()), Role.ADMIN);

        assertThat(found(at(other))).isEmpty();
        assertThat(found(at(near.place()))).isEmpty();
        assertThat(found(new Binding.Reach(principal(admin)))).isEmpty();
        assertThat(found(new Binding.Own(admin.id()))).isEmpty();
    }

    @Test
    void theyGoWithTheProject() {
        planted();
        kept(limited(TENANTS, 3));

        change(PLATFORM, stores -> stores.projects().delete(project.id()));

        assertThat(found(PLATFORM)).isEmpty();
    }

    @Test
    void allThatIsInTheProjectIsCountedAndNothingOfAnother() {
        Application application = planted();
        kept(endpoint(application, "/a"));
        kept(endpoint(application, "/b"));
        kept(trigger(application, "Daily"));
        User user = keptMember(Place.of(project.id()), Role.VIEWER);
        kept(member(user, near.place(), Role.ADMIN));
        keptMember(application.place(), Role.VIEWER);
        keptMember(Place.of(other.id()), Role.VIEWER);
        PlainPackage content = PlainPackage.of("pilet", "1.0.0", "main");
        change(at(project), stores -> stores.packages().keep(project.id(), content));

        Map<LimitKind, Long> used = read(at(project), stores -> stores.limits().used(project.id()));

        assertThat(used)
                .containsEntry(TENANTS, 2L)
                .containsEntry(ENDPOINTS, 2L)
                .containsEntry(TRIGGERS, 1L)
                .containsEntry(MEMBERS, 2L)
                .doesNotContainKey(TRIGGER_PERIOD);
        assertThat(used.get(PILET_BYTES)).isGreaterThan(0);
        assertRows(read(PLATFORM, stores -> stores.limits().used(project.id()))).isEqualTo(used);
        for (LimitKind kind : used.keySet()) {
            assertThat(occupancy(at(project), kind, Optional.of(7L))).contains(new Occupancy(7, used.get(kind)));
            assertThat(occupancy(at(application.place()), kind, Optional.of(7L)))
                    .as("from below")
                    .contains(new Occupancy(7, used.get(kind)));
        }
    }

    @Test
    void whatWasAddedInTheTransactionIsCountedAndTheBindingStaysWhatItWas() {
        Application application = planted();
        Application sibling = kept(application(far));
        kept(endpoint(sibling, "/far"));

        Optional<Occupancy> now = write(at(near.place()), stores -> {
            stores.endpoints().insert(endpoint(application, "/near"));
            Optional<Occupancy> counted = stores.limits().occupancy(project.id(), ENDPOINTS, Optional.of(9L));
            assertThat(stores.endpoints().all(sibling.id())).isEmpty();
            assertThat(stores.endpoints().all(application.id())).hasSize(1);
            return counted;
        });

        assertThat(now).contains(new Occupancy(9, 2));
    }

    @ParameterizedTest
    @EnumSource(LimitKind.class)
    void whatTheProjectSaysCountsBeforeWhatIsInherited(LimitKind kind) {
        planted();
        assertThat(occupancy(at(project), kind, NONE)).isEmpty();
        assertThat(occupancy(at(near.place()), kind, NONE)).isEmpty();

        kept(limited(kind, 5));

        for (Binding binding : java.util.List.of(at(project), at(near.place()), PLATFORM)) {
            assertThat(occupancy(binding, kind, NONE).map(Occupancy::limit)).contains(5L);
            assertThat(occupancy(binding, kind, Optional.of(3L)).map(Occupancy::limit))
                    .contains(5L);
        }
    }

    @Test
    void whoHasARoleAlreadyIsNoFurtherMember() {
        Application application = planted();
        User user = keptMember(application.place(), Role.VIEWER);

        assertThat(with(user)).contains(new Occupancy(1, 1));
        kept(member(user, far.place(), Role.VIEWER));
        assertThat(with(user)).isEmpty();
        User second = keptMember(near.place(), Role.VIEWER);
        assertThat(with(second)).contains(new Occupancy(1, 2));
        assertFound(write(at(far.place()), stores -> stores.limits().occupancyWith(project.id(), second.id(), NONE)))
                .isEmpty();
    }

    private Optional<Occupancy> with(User user) {
        return write(
                at(near.place()), stores -> stores.limits().occupancyWith(project.id(), user.id(), Optional.of(1L)));
    }
}
