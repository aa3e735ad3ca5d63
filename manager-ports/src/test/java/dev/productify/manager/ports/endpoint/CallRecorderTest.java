package dev.productify.manager.ports.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Door;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CallRecorderTest {
    private static final CallRecorder.Limits LIMITS = new CallRecorder.Limits(
            5, 10_000, 3, 5_000, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(10));

    private final World world = new World();
    private final Application application = world.application(world.tenant(world.project("shop"), "acme"), "web");
    private final Endpoint endpoint = world.endpoint(application, "/a");
    private final Database database = new Database(world.transactions);
    private final List<CallRecorder.Loss> losses = new ArrayList<>();

    /** Transactions that fail or wait when a test wants them to. */
    private static final class Database implements Transactions {
        private final Transactions transactions;
        private Runnable before = () -> {};
        private int writes;

        Database(Transactions transactions) {
            this.transactions = transactions;
        }

        @Override
        public <A, R> R read(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <A, R> R write(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
            writes++;
            before.run();
            return transactions.write(admission, work);
        }

        @Override
        public <R> R door(Function<Door, R> look) {
            throw new UnsupportedOperationException();
        }
    }

    private CallRecorder recorder(CallRecorder.Limits limits) {
        return recorder(limits, UUID::randomUUID);
    }

    private CallRecorder recorder(CallRecorder.Limits limits, Supplier<UUID> ids) {
        return new CallRecorder(database, world, ids, limits, losses::add);
    }

    private BusCall call(String path) {
        return call(path, Optional.empty());
    }

    private BusCall call(String path, Optional<BusCall.Message> request) {
        Route route = new Route(
                endpoint.id(),
                endpoint.place(),
                new ConsumePath("/a"),
                BackendUrl.parse("https://backend.example.com"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LogLevel.FULL);
        return new BusCall(
                route,
                world.admin.principal(),
                "request",
                world.instant(),
                Duration.ofNanos(1_234_567),
                "192.0.2.1",
                "GET",
                path,
                200,
                Optional.empty(),
                false,
                0,
                0,
                request,
                Optional.empty());
    }

    private List<String> paths() {
        return rows().stream().map(LoggedCall::path).toList();
    }

    private List<LoggedCall> rows() {
        List<LoggedCall> rows = new ArrayList<>();
        world.platform(stores -> rows.addAll(stores.loggedCalls().listOf(endpoint.id(), ListQuery.all())));
        return rows;
    }

    /** Rows in the order of writing: the ids of this recorder rise. */
    private static Supplier<UUID> rising() {
        long[] last = {0};
        return () -> new UUID(0, ++last[0]);
    }

    @Test
    void callsAreWrittenInTheirOrderAsManyAtOnceAsABatchHas() {
        CallRecorder recorder = recorder(LIMITS, rising());
        for (String path : List.of("/1", "/2", "/3", "/4")) {
            recorder.record(call(path));
        }
        assertThat(recorder.waiting()).isEqualTo(4);

        assertThat(recorder.turn()).isTrue();
        assertThat(paths()).containsExactly("/1", "/2", "/3");
        assertThat(recorder.turn()).isFalse();
        assertThat(paths()).containsExactly("/1", "/2", "/3", "/4");
        assertThat(database.writes).isEqualTo(2);
        assertThat(recorder.turn()).isFalse();
        assertThat(database.writes).as("nothing to write").isEqualTo(2);
        assertThat(recorder.written()).isEqualTo(4);
        assertThat(recorder.waiting()).isZero();
        assertThat(recorder.shed()).isZero();
        assertThat(losses).isEmpty();
    }

    @Test
    void whatIsKeptIsTheCall() {
        CallRecorder recorder = recorder(LIMITS);
        BusCall.Message request = new BusCall.Message(
                Map.of("content-type", List.of("text/plain; charset=\"ISO-8859-1\"")),
                "ä\0".getBytes(StandardCharsets.ISO_8859_1));
        recorder.record(call("/1", Optional.of(request)));
        recorder.turn();

        LoggedCall row = rows().get(0);
        assertThat(row.user()).contains(((Principal.Person) world.admin.principal()).id());
        assertThat(row.machineUser()).isEmpty();
        assertThat(row.caller()).contains("admin");
        assertThat(row.place()).isEqualTo(application.place());
        assertThat(row.duration()).isEqualTo(Duration.ofNanos(1_234_000));
        assertThat(row.contentBytes()).isPositive();
        List<LoggedCall.Contents> said = new ArrayList<>();
        world.platform(stores -> said.addAll(
                stores.loggedCalls().contents(endpoint.id(), List.of(row.id())).values()));
        assertThat(said.get(0).request().orElseThrow().body()).isEqualTo("ä\uFFFD");
    }

    @Test
    void noMoreCallsWaitThanThereMay() {
        CallRecorder recorder = recorder(LIMITS, rising());
        for (int i = 1; i <= 7; i++) {
            recorder.record(call("/" + i));
        }

        assertThat(recorder.waiting()).isEqualTo(5);
        assertThat(recorder.shed()).isEqualTo(2);
        while (recorder.turn()) {
            assertThat(recorder.waiting()).isPositive();
        }
        assertThat(paths()).containsExactly("/1", "/2", "/3", "/4", "/5");
        recorder.record(call("/8"));
        recorder.turn();
        assertThat(paths()).endsWith("/8");
    }

    @Test
    void noMoreBytesWaitThanThereMay() {
        CallRecorder recorder = recorder(LIMITS, rising());
        BusCall.Message large = new BusCall.Message(Map.of(), new byte[4_000]);

        recorder.record(call("/1", Optional.of(large)));
        recorder.record(call("/2", Optional.of(large)));
        recorder.record(call("/3", Optional.of(large)));
        recorder.record(call("/4"));

        assertThat(recorder.shed()).isEqualTo(1);
        assertThat(recorder.turn()).as("a batch has a size in bytes").isTrue();
        assertThat(paths()).containsExactly("/1");
        recorder.turn();
        assertThat(paths()).containsExactly("/1", "/2", "/4");
        recorder.record(call("/5", Optional.of(large)));
        assertThat(recorder.shed()).isEqualTo(1);
    }

    @Test
    void whileTheDatabaseIsDownCallsWaitAndThenAreLostAndAfterwardsGoOn() {
        CallRecorder recorder = recorder(LIMITS, rising());
        ManagerException down = new ManagerException(ErrorCode.UNAVAILABLE, "no database");
        database.before = () -> {
            throw down;
        };
        for (int i = 1; i <= 4; i++) {
            recorder.record(call("/" + i));
        }
        assertThat(recorder.turn()).isFalse();
        assertThat(recorder.waiting()).isEqualTo(4);
        assertThat(losses).as("nothing is lost yet").isEmpty();
        recorder.record(call("/5"));
        recorder.record(call("/6"));
        assertThat(recorder.turn()).isFalse();
        assertThat(losses).containsExactly(new CallRecorder.Loss(1, Optional.of(down)));
        recorder.record(call("/7"));
        recorder.turn();
        assertThat(losses).as("once in a minute").hasSize(1);

        database.before = () -> {};
        assertThat(recorder.turn()).isTrue();
        recorder.turn();
        assertThat(paths()).containsExactly("/1", "/2", "/3", "/4", "/5");
        assertThat(recorder.shed()).isEqualTo(2);

        world.passes(CallRecorder.QUIET);
        recorder.turn();
        assertThat(losses).endsWith(new CallRecorder.Loss(1, Optional.empty()));
    }

    @Test
    void whatCannotBeKeptTakesNothingElseAlong() {
        CallRecorder recorder = recorder(LIMITS, rising());
        int[] attempts = {0};
        database.before = () -> {
            attempts[0]++;
            if (attempts[0] == 1 || attempts[0] == 3) { // all together, then the second one by itself
                throw new IllegalStateException("on purpose");
            }
        };
        recorder.record(call("/1"));
        recorder.record(call("/2"));
        recorder.record(call("/3"));

        recorder.turn();

        assertThat(paths()).containsExactly("/1", "/3");
        assertThat(recorder.shed()).isEqualTo(1);
        assertThat(recorder.waiting()).isZero();
        assertThat(losses.get(0).cause())
                .hasValueSatisfying(cause -> assertThat(cause).hasMessage("on purpose"));
    }

    @Test
    void aCallOfWhichNoRowCanBeMadeIsLostAlone() {
        int[] asked = {0};
        CallRecorder recorder = recorder(LIMITS, () -> {
            if (++asked[0] == 1) {
                throw new IllegalStateException("on purpose");
            }
            return new UUID(0, asked[0]);
        });
        recorder.record(call("/1"));
        recorder.record(call("/2"));

        recorder.turn();

        assertThat(paths()).containsExactly("/2");
        assertThat(recorder.shed()).isEqualTo(1);
        assertThat(recorder.waiting()).isZero();
    }

    /** The request path goes on whatever the writer does. */
    @Test
    void whoRecordsNeverWaitsForTheStore() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        database.before = () -> {
            writing.countDown();
            await(go);
        };
        CallRecorder recorder = recorder(LIMITS, rising()).start();
        recorder.record(call("/1"));
        assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();

        for (int i = 2; i <= 9; i++) {
            recorder.record(call("/" + i));
        }

        assertThat(recorder.waiting()).isEqualTo(5);
        assertThat(recorder.shed()).isEqualTo(4);
        go.countDown();
        recorder.close();
        assertThat(paths()).containsExactly("/1", "/2", "/3", "/4", "/5");
        recorder.record(call("/10"));
        assertThat(recorder.shed()).as("after the end").isEqualTo(5);
        assertThat(recorder.waiting()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theEndWaitsForAStoreThatHangsNoLongerThanItShould() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        database.before = () -> {
            writing.countDown();
            await(go);
        };
        CallRecorder.Limits impatient = new CallRecorder.Limits(
                5, 10_000, 3, 5_000, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1));
        CallRecorder recorder = recorder(impatient, rising()).start();
        recorder.record(call("/1"));
        assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();

        recorder.close();

        assertThat(recorder.shed()).isEqualTo(1);
        assertThat(losses).containsExactly(new CallRecorder.Loss(1, Optional.empty()));
        go.countDown();
    }
}
