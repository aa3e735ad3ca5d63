package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Transactions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@link Transactions} promises, whatever is done in one. */
public abstract class TransactionsContract extends StoreContract {
    @Test
    void theWorkIsToldWhatWasLearntAtTheDoorAndItsResultComesBack() {
        Project project = kept(project());

        String told = transactions()
                .read(
                        door -> new Admission<>(
                                at(project),
                                door.projectSlugsLike(project.slug()).size()),
                        (stores, learnt) -> learnt + " "
                                + stores.projects().find(project.id()).isPresent());

        assertThat(told).isEqualTo("1 true");
    }

    @Test
    void aWorkThatThrowsUndoesAllThatItWrote() {
        Project project = kept(project());
        Tenant first = tenant(project);
        Tenant second = tenant(project);
        IllegalStateException fault = new IllegalStateException("on purpose");

        Throwable thrown = catchThrowable(() -> change(at(project), stores -> {
            stores.tenants().insert(first);
            stores.tenants().insert(second);
            stores.projects().delete(project.id());
            throw fault;
        }));

        assertThat(thrown).isSameAs(fault);
        assertThat(exists(project)).isTrue();
        assertThat(exists(first)).isFalse();
        assertThat(exists(second)).isFalse();
    }

    @Test
    void aRefusalInTheWorkComesOutAsItIs() {
        Project project = project();
        ManagerException refusal = new ManagerException(FORBIDDEN, "no");

        Throwable thrown = catchThrowable(() -> change(at(project), stores -> {
            stores.projects().insert(project);
            throw refusal;
        }));

        assertThat(thrown).isSameAs(refusal);
        assertThat(exists(project)).isFalse();
    }

    @Test
    void aConflictUndoesWhatWasWrittenBeforeIt() {
        Project project = kept(project());
        Tenant first = tenant(project);
        Tenant second = tenant(project, first.slug());

        Throwable thrown = catchThrowable(() -> change(at(project), stores -> {
            stores.tenants().insert(first);
            stores.tenants().insert(second);
        }));

        assertThat(thrown).isInstanceOf(ManagerException.class);
        assertThat(exists(first)).isFalse();
    }

    @Test
    void aRefusalAtTheDoorKeepsTheWorkFromRunning() {
        AtomicInteger runs = new AtomicInteger();
        ManagerException refusal = new ManagerException(FORBIDDEN, "no");

        Throwable onWrite = catchThrowable(() -> transactions()
                .write(
                        door -> {
                            throw refusal;
                        },
                        (stores, nothing) -> runs.incrementAndGet()));
        Throwable onRead = catchThrowable(() -> transactions()
                .read(
                        door -> {
                            throw refusal;
                        },
                        (stores, nothing) -> runs.incrementAndGet()));

        assertThat(onWrite).isSameAs(refusal);
        assertThat(onRead).isSameAs(refusal);
        assertThat(runs).hasValue(0);
    }

    @Test
    void theAdmissionAndTheWorkRunOnce() {
        AtomicInteger admissions = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();

        transactions()
                .write(
                        door -> new Admission<>(PLATFORM, admissions.incrementAndGet()),
                        (stores, learnt) -> runs.incrementAndGet());

        assertThat(admissions).hasValue(1);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aWorkThatFailsIsNotTriedAgain() {
        Project taken = kept(project());
        Project project = project(taken.slug());
        AtomicInteger runs = new AtomicInteger();

        catchThrowable(() -> change(at(project), stores -> {
            runs.incrementAndGet();
            stores.projects().insert(project);
        }));

        assertThat(runs).hasValue(1);
    }

    @Test
    void aReadKeepsNothingOfWhatItTriesToWrite() {
        Project project = kept(project());
        Tenant tenant = tenant(project);

        catchThrowable(() -> read(at(project), stores -> {
            stores.tenants().insert(tenant);
            return tenant;
        }));
        catchThrowable(() -> read(at(project), stores -> stores.projects().delete(project.id())));

        assertThat(exists(tenant)).isFalse();
        assertThat(exists(project)).isTrue();
    }

    @Test
    void theWorkSeesWhatItWrote() {
        Project project = kept(project());
        Tenant tenant = tenant(project);

        boolean seen = write(at(project), stores -> {
            stores.tenants().insert(tenant);
            return stores.tenants().find(tenant.id()).isPresent();
        });

        assertThat(seen).isTrue();
        assertThat(exists(tenant)).isTrue();
    }

    @Test
    void transactionsDoNotNest() {
        Project outer = project();
        Project inner = project();

        assertThatThrownBy(() -> change(at(outer), stores -> {
                    stores.projects().insert(outer);
                    change(at(inner), nested -> nested.projects().insert(inner));
                }))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(ManagerException.class);
        assertThatThrownBy(() -> read(PLATFORM, stores -> read(PLATFORM, nested -> 1)))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(ManagerException.class);
        assertThatThrownBy(() -> transactions().door(door -> transactions().door(nested -> 1)))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(ManagerException.class);
        assertThatThrownBy(() -> transactions().write(door -> new Admission<>(PLATFORM, exists(outer)), (s, a) -> 1))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(ManagerException.class);

        assertThat(exists(outer)).isFalse();
        assertThat(exists(inner)).isFalse();
    }

    @Test
    void transactionsFollowOneAnotherAfterOneThatFailed() {
        Project project = kept(project());
        catchThrowable(() -> read(PLATFORM, stores -> {
            throw new IllegalStateException("on purpose");
        }));

        boolean found = transactions()
                .door(door -> door.standing(principal(user()), new Target.OfProject(project.id()))
                        .isPresent());

        assertThat(found).isTrue();
    }

    @Test
    void oneBindingIsForgottenBeforeTheNext() {
        Project one = kept(project());
        Project two = kept(project());

        boolean first = read(at(one), stores -> stores.projects().find(two.id()).isPresent());
        boolean second =
                read(at(two), stores -> stores.projects().find(two.id()).isPresent());
        boolean third = read(at(one), stores -> stores.projects().find(two.id()).isPresent());

        assertThat(first).isFalse();
        assertThat(second).isTrue();
        assertThat(third).isFalse();
    }

    private boolean exists(Project project) {
        Target target = new Target.OfProject(project.id());
        return transactions()
                .door(door -> door.standing(principal(user()), target).map(s -> s.place()))
                .filter(Place.of(project.id())::equals)
                .isPresent();
    }

    private boolean exists(Tenant tenant) {
        return read(PLATFORM, stores -> stores.tenants().find(tenant.id())).isPresent();
    }
}
