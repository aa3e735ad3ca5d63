package dev.productify.manager.ports.endpoint;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.job.PeriodicJob;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LoggedCallsTest {
    private static final LoggedCall.Contents SAID = new LoggedCall.Contents(
            Optional.of(new LoggedCall.Message(Map.of("Accept", List.of("*/*")), "hello")), Optional.empty());

    private final World world = new World();
    private final LoggedCalls calls = world.useCases.loggedCalls();
    private final Tenant tenant = world.tenant(world.project("shop"), "acme");
    private final Application application = world.application(tenant, "web");
    private final Endpoint endpoint = world.endpoint(application, "/a");

    private LoggedCall logged(LoggedCall.Contents contents, int contentBytes) {
        Principal.Person person = (Principal.Person) world.admin.principal();
        LoggedCall call = new LoggedCall(
                new LoggedCallId(UUID.randomUUID()),
                endpoint.id(),
                endpoint.place(),
                "request",
                "GET",
                "/a",
                200,
                Duration.ofMillis(1),
                "192.0.2.1",
                Optional.empty(),
                false,
                Optional.of(person.id()),
                Optional.empty(),
                Optional.of("admin"),
                contentBytes,
                world.instant());
        world.platform(stores -> stores.loggedCalls().append(List.of(new LoggedCallStore.Entry(call, contents))));
        return call;
    }

    private static void assertRefused(ErrorCode code, Runnable work) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void viewersReadCallsAndAdministratorsWhatWasSaid() {
        LoggedCall call = logged(SAID, SAID.bytes());
        Call viewer = world.with(world.person("viewer"), application.place(), Role.VIEWER);
        Call editor = world.with(world.person("editor"), application.place(), Role.EDITOR);
        Call admin = world.with(world.person("boss"), application.place(), Role.ADMIN);
        Call stranger = world.person("stranger");

        for (Call reader : List.of(viewer, editor, admin, world.admin)) {
            assertThat(calls.list(reader, endpoint.id(), ListQuery.all())).containsExactly(call);
            assertThat(calls.count(reader, endpoint.id(), ListQuery.all())).isEqualTo(1);
        }
        assertRefused(NOT_FOUND, () -> calls.list(stranger, endpoint.id(), ListQuery.all()));
        assertRefused(NOT_FOUND, () -> calls.count(stranger, endpoint.id(), ListQuery.all()));
        for (Call reader : List.of(admin, world.admin)) {
            assertThat(calls.contents(reader, endpoint.id(), List.of(call))).isEqualTo(Map.of(call.id(), SAID));
        }
        for (Call reader : List.of(viewer, editor, world.machine(tenant, "robot", Role.EDITOR))) {
            assertRefused(FORBIDDEN, () -> calls.contents(reader, endpoint.id(), List.of(call)));
        }
        assertRefused(NOT_FOUND, () -> calls.contents(stranger, endpoint.id(), List.of(call)));
    }

    @Test
    void machineUsersAreNotToldOfPeople() {
        logged(LoggedCall.Contents.NONE, 0);

        LoggedCall shown = calls.list(world.machine(tenant, "robot", Role.VIEWER), endpoint.id(), ListQuery.all())
                .get(0);

        assertThat(shown.user()).isEmpty();
        assertThat(shown.caller()).isEmpty();
    }

    @Test
    void whatWasNotKeptOrIsGoneIsEmpty() {
        LoggedCall basic = logged(LoggedCall.Contents.NONE, 0);

        assertThat(calls.contents(world.admin, endpoint.id(), List.of(basic)))
                .isEqualTo(Map.of(basic.id(), LoggedCall.Contents.NONE));
    }

    @Test
    void anAnswerHoldsNoMoreThanItMay() {
        int half = (int) (LoggedCallService.MOST_BYTES / 2);
        List<LoggedCall> most = List.of(logged(SAID, half), logged(SAID, half));
        List<LoggedCall> more = List.of(most.get(0), most.get(1), logged(SAID, 1));

        assertThat(calls.contents(world.admin, endpoint.id(), most)).hasSize(2);
        assertRefused(BAD_USER_INPUT, () -> calls.contents(world.admin, endpoint.id(), more));
    }

    @Test
    void aPurgeTellsHowManyAreGoneAndWhetherThereAreMore() {
        CallLogPurge purge = new CallLogPurge(world, Duration.ofDays(30));
        List<LoggedCallStore.Entry> many = new ArrayList<>();
        for (int i = 0; i < CallLogPurge.BATCH; i++) {
            many.add(new LoggedCallStore.Entry(logged(LoggedCall.Contents.NONE, 0), LoggedCall.Contents.NONE));
        }
        world.passes(Duration.ofDays(30));
        logged(LoggedCall.Contents.NONE, 0);
        PeriodicJob.Turn early = turn(purge);
        assertThat(early.more()).as("30 days old and no more").isFalse();
        assertThat(early.removed()).isZero();

        world.passes(Duration.ofMillis(1));

        PeriodicJob.Turn first = turn(purge);
        assertThat(first.more()).isTrue();
        assertThat(first.removed()).isEqualTo(CallLogPurge.BATCH);
        PeriodicJob.Turn second = turn(purge);
        assertThat(second.more()).isFalse();
        assertThat(second.removed()).isZero();
        assertThat(calls.count(world.admin, endpoint.id(), ListQuery.all())).isEqualTo(1);
    }

    @Test
    void whatIsKeptForLongGoesByWeeksAndWhatIsKeptForShortOneByOne() {
        Duration second = Duration.ofSeconds(1);

        assertThat(CallLogPurge.days(CallLogPurge.BY_WEEKS)).isEqualTo(1);
        assertThat(CallLogPurge.days(CallLogPurge.BY_WEEKS.plus(second))).isEqualTo(7);
        assertThat(CallLogPurge.wholeSpans(CallLogPurge.ONE_BY_ONE)).isTrue();
        assertThat(CallLogPurge.wholeSpans(CallLogPurge.ONE_BY_ONE.minus(second)))
                .isFalse();
    }

    private PeriodicJob.Turn turn(CallLogPurge purge) {
        List<PeriodicJob.Turn> turns = new ArrayList<>();
        world.platform(stores -> turns.add(purge.run(stores)));
        return turns.get(0);
    }
}
