package dev.productify.manager.ports.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.productify.manager.ports.changes.Change.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadModelTest {
    private static final int MOST = 3;

    private final AtomicBoolean audible = new AtomicBoolean(true);
    private final ChangeFeed feed = new ChangeFeed(audible::get);
    private final Rows rows = new Rows();
    private final ReadModel<String, String> model = new ReadModel<>(
            "rows", MOST, feed, rows::load, (key, value) -> Set.of(token(key), user(value.substring(0, 1))));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whatWasFoundOnceIsAnsweredFromMemory() {
        rows.put("a", "x1");

        assertThat(model.get("a")).contains("x1");
        rows.put("a", "x2");
        assertThat(model.get("a")).contains("x1");

        assertThat(rows.loads()).containsExactly("a");
        assertThat(model.hits()).isEqualTo(1);
        assertThat(model.misses()).isEqualTo(1);
        assertThat(model.bypasses()).isZero();
    }

    @Test
    void eachChangeThatACopyDependsOnDropsItAndNoOtherCopy() {
        for (Change change : List.of(token("a"), user("x"), Change.EVERYTHING, new Change(Kind.USER, Change.ALL))) {
            rows.put("a", "x1");
            rows.put("b", "y1");
            model.get("a");
            model.get("b");
            rows.put("a", "x2");
            rows.put("b", "y2");

            feed.announce(change);

            assertThat(model.get("a")).as(change.text()).contains("x2");
            assertThat(model.get("b")).as(change.text()).contains(change.key().equals("*") ? "y2" : "y1");
            feed.announce(Change.EVERYTHING);
            assertThat(model.size()).isZero();
        }
    }

    @Test
    void oneChangeDropsAllCopiesThatDependOnIt() {
        rows.put("a", "x1");
        rows.put("b", "x1");
        rows.put("c", "y1");
        List.of("a", "b", "c").forEach(model::get);

        feed.announce(user("x"));

        assertThat(model.size()).isEqualTo(1);
        assertThat(model.get("c")).contains("y1");
        assertThat(rows.loads()).containsExactly("a", "b", "c");
    }

    @Test
    void copiesThatAreWeighedWeighNoMoreThanIsAllowedTogether() {
        ReadModel<String, String> weighed =
                new ReadModel<>("rows", 10L, String::length, feed, rows::load, (key, value) -> Set.of(token(key)));
        rows.put("a", "xxxx");
        rows.put("b", "xxxx");
        rows.put("c", "xx");
        rows.put("d", "x");
        rows.put("all", "x".repeat(10));
        rows.put("heavy", "x".repeat(11));

        List.of("a", "b", "c").forEach(weighed::get);
        assertThat(weighed.size()).isEqualTo(3);
        weighed.get("a"); // used lately
        weighed.get("d");
        assertThat(weighed.size()).isEqualTo(3);
        assertThat(rows.loads()).containsExactly("a", "b", "c", "d");
        List.of("a", "c", "d").forEach(weighed::get);
        weighed.get("heavy");
        assertThat(weighed.get("heavy")).contains("x".repeat(11));
        assertThat(weighed.size()).isEqualTo(3);
        weighed.get("all");
        assertThat(weighed.size()).isEqualTo(1);

        // What was dropped by a change weighs nothing any more.
        feed.announce(token("all"));
        List.of("a", "b", "c").forEach(weighed::get);
        assertThat(weighed.size()).isEqualTo(3);
    }

    @Test
    void aChangeOfSomethingElseDropsNothing() {
        rows.put("a", "x1");
        model.get("a");

        feed.announce(token("b"));
        feed.announce(user("y"));
        feed.announce(user("a"));
        feed.announce(token("x"));
        model.get("a");

        assertThat(rows.loads()).containsExactly("a");
    }

    @Test
    void whatWasNotFoundIsAskedForAgainAndFillsNothing() {
        IntStream.range(0, 100)
                .forEach(i -> assertThat(model.get("unknown" + i)).isEmpty());
        assertThat(model.size()).isZero();

        rows.put("unknown1", "x1");
        assertThat(model.get("unknown1")).contains("x1");
    }

    @Test
    void whatWasNotFoundDrivesNothingOut() {
        rows.put("a", "x1");
        model.get("a");

        IntStream.range(0, 100).forEach(i -> model.get("unknown" + i));
        model.get("a");

        assertThat(rows.loads()).filteredOn("a"::equals).hasSize(1);
    }

    @Test
    void asManyAsAllowedAreKeptAndNotOneMore() {
        List.of("a", "b", "c", "d").forEach(key -> rows.put(key, "x1"));
        List.of("a", "b", "c").forEach(model::get);
        List.of("a", "b", "c").forEach(model::get);
        assertThat(rows.loads()).containsExactly("a", "b", "c");
        assertThat(model.size()).isEqualTo(MOST);

        model.get("d");

        assertThat(model.size()).isEqualTo(MOST);
        feed.announce(user("x"));
        assertThat(model.size()).isZero();
    }

    @Test
    void whatWasNotAskedForAgainGoesFirst() {
        List.of("a", "b", "c", "d", "e").forEach(key -> rows.put(key, "x1"));
        List.of("a", "b", "c").forEach(model::get);
        model.get("a");
        model.get("c");

        model.get("d");
        rows.forget();
        List.of("a", "c", "d").forEach(model::get);
        assertThat(rows.loads()).isEmpty();

        // All were used now: the one that is kept longest without having been spared goes.
        model.get("e");
        assertThat(model.size()).isEqualTo(MOST);
        assertThat(model.get("e")).contains("x1");
        assertThat(rows.loads()).containsExactly("e");
    }

    @Test
    void copiesAreKeptByWhatTheyWeigh() {
        ReadModel<String, String> weighing =
                new ReadModel<>("weighing", 10, String::length, feed, Optional::of, (key, value) -> Set.of());
        List.of("aaaa", "bbb", "ccc").forEach(weighing::get);
        assertThat(weighing.size()).isEqualTo(3);

        // 10 are kept: what comes drives out as many as it takes, the oldest first.
        weighing.get("ddddd");
        assertThat(weighing.size()).isEqualTo(2);
        weighing.get("ccc");
        assertThat(weighing.hits()).isEqualTo(1);

        weighing.get("e".repeat(10));
        assertThat(weighing.size()).isEqualTo(1);
        assertThat(weighing.get("f".repeat(11))).contains("f".repeat(11));
        assertThat(weighing.size()).isEqualTo(1);
        weighing.get("e".repeat(10));
        assertThat(weighing.hits()).isEqualTo(2);
    }

    @Test
    void aReadModelOfNothingIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadModel<String, String>("none", 0, feed, rows::load, (k, v) -> Set.of()));
        assertThat(new ReadModel<String, String>("one", 1, feed, rows::load, (k, v) -> Set.of()).size())
                .isZero();
    }

    @Test
    void whileNothingIsHeardEachQuestionGoesPastTheCopies() {
        rows.put("a", "x1");
        model.get("a");
        audible.set(false);
        rows.put("a", "x2");

        assertThat(model.get("a")).contains("x2");
        rows.put("a", "x3");
        assertThat(model.get("a")).contains("x3");
        rows.put("b", "y1");
        assertThat(model.get("b")).contains("y1");

        assertThat(model.size()).isEqualTo(1);
        assertThat(model.bypasses()).isEqualTo(3);
    }

    @Test
    void afterAGapAllIsDroppedAndCopiesAreMadeAgain() {
        rows.put("a", "x1");
        model.get("a");
        audible.set(false);
        rows.put("a", "x2");

        feed.announce(Change.EVERYTHING);
        audible.set(true);

        assertThat(model.get("a")).contains("x2");
        assertThat(model.get("a")).contains("x2");
        assertThat(rows.loads()).containsExactly("a", "a");
    }

    @Test
    void whatAChangeOvertookIsNeitherKeptNorGivenToThoseWhoAskLater() throws Exception {
        for (Change change : List.of(token("a"), user("x"), Change.EVERYTHING)) {
            rows.put("a", "x-old");
            Rows.Held held = rows.hold("a");
            Future<Optional<String>> first = asking("a");
            held.begun();

            rows.put("a", "x-new");
            feed.announce(change);
            // The first load is still on its way with what it saw.
            assertThat(model.get("a")).as(change.text()).contains("x-new");
            held.release();

            assertThat(first.get(10, TimeUnit.SECONDS)).contains("x-old");
            assertThat(model.get("a")).as(change.text()).contains("x-new");
            feed.announce(Change.EVERYTHING);
        }
    }

    @Test
    void anOvertakenLoadIsNotKeptThoughNobodyElseAsked() throws Exception {
        rows.put("a", "x-old");
        Rows.Held held = rows.hold("a");
        Future<Optional<String>> first = asking("a");
        held.begun();
        rows.put("a", "x-new");
        feed.announce(user("x"));
        held.release();
        first.get(10, TimeUnit.SECONDS);

        assertThat(model.size()).isZero();
        assertThat(model.get("a")).contains("x-new");
    }

    @Test
    void aLoadThatAChangeOfSomethingElseOvertookIsKept() throws Exception {
        rows.put("a", "x1");
        Rows.Held held = rows.hold("a");
        Future<Optional<String>> first = asking("a");
        held.begun();
        feed.announce(token("b"));
        feed.announce(user("y"));
        held.release();
        first.get(10, TimeUnit.SECONDS);

        assertThat(model.size()).isEqualTo(1);
    }

    @Test
    void twoLoadsThatAChangeOfSomethingElsePartedLeaveOneCopy() throws Exception {
        rows.put("a", "x1");
        Rows.Held held = rows.hold("a");
        Future<Optional<String>> first = asking("a");
        held.begun();
        feed.announce(token("b"));
        assertThat(model.get("a")).contains("x1");
        held.release();

        assertThat(first.get(10, TimeUnit.SECONDS)).contains("x1");
        assertThat(model.size()).isEqualTo(1);
        feed.announce(user("x"));
        assertThat(model.size()).isZero();
    }

    @Test
    void aLoadThatMoreChangesOvertookThanAreRememberedIsNotKept() throws Exception {
        assertThat(keptAfter(100)).isTrue();
        assertThat(keptAfter(101)).isFalse();
    }

    private boolean keptAfter(int changes) throws Exception {
        feed.announce(Change.EVERYTHING);
        rows.put("a", "x1");
        Rows.Held held = rows.hold("a");
        Future<Optional<String>> first = asking("a");
        held.begun();
        IntStream.range(0, changes).forEach(i -> feed.announce(token("other" + i)));
        held.release();
        first.get(10, TimeUnit.SECONDS);
        return model.size() == 1;
    }

    @Test
    void manyWhoAskAtOnceCauseOneLoad() throws Exception {
        rows.put("a", "x1");
        Rows.Held held = rows.hold("a");
        List<Future<Optional<String>>> all = new ArrayList<>();
        all.add(asking("a"));
        held.begun();
        for (int i = 0; i < 20; i++) {
            all.add(asking("a"));
        }
        untilMisses(21);
        held.release();

        for (Future<Optional<String>> each : all) {
            assertThat(each.get(10, TimeUnit.SECONDS)).contains("x1");
        }
        assertThat(rows.loads()).containsExactly("a");
    }

    @Test
    void aLoadThatFailsFailsForAllWhoWaitAndIsTriedByTheNext() throws Exception {
        rows.put("a", "x1");
        IllegalStateException fault = new IllegalStateException("on purpose");
        rows.failing = fault;
        Rows.Held held = rows.hold("a");
        Future<Optional<String>> first = asking("a");
        held.begun();
        Future<Optional<String>> second = asking("a");
        untilMisses(2);
        held.release();

        assertThat(catchThrowable(() -> first.get(10, TimeUnit.SECONDS))).hasCause(fault);
        assertThat(catchThrowable(() -> second.get(10, TimeUnit.SECONDS))).hasCause(fault);
        rows.failing = null;
        assertThat(model.get("a")).contains("x1");
    }

    @Test
    void aSubscriptionEndsWhenClosed() {
        List<Change> heard = new ArrayList<>();
        Changes.Subscription one = feed.subscribe(heard::add);
        Changes.Subscription other = feed.subscribe(heard::add);
        feed.announce(token("a"));
        one.close();
        feed.announce(token("b"));
        other.close();
        feed.announce(token("c"));

        assertThat(heard).containsExactly(token("a"), token("a"), token("b"));
    }

    /** Random reads, writes and deaf times by many threads; nobody is ever given what was outdated before they asked. */
    @Test
    void nobodyIsGivenWhatWasOutdatedWhenTheyAsked() throws Exception {
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String key = "k" + thread;
            rows.put(key, "x0");
            work.add(() -> {
                for (int version = 1; version <= 2_000; version++) {
                    rows.put(key, "x" + version);
                    feed.announce(version % 2 == 0 ? token(key) : user("x"));
                    if (!model.get(key).equals(Optional.of("x" + version))) {
                        return false;
                    }
                }
                return true;
            });
        }
        for (int reader = 0; reader < 4; reader++) {
            work.add(() -> {
                for (int i = 0; i < 20_000; i++) {
                    model.get("k" + i % 5);
                }
                return true;
            });
        }

        for (Future<Boolean> each : threads.invokeAll(work)) {
            assertThat(each.get()).isTrue();
        }
        assertThat(model.size()).isLessThanOrEqualTo(MOST);
    }

    private Future<Optional<String>> asking(String key) {
        return threads.submit(() -> model.get(key));
    }

    /** Until that many have found no copy; what they do next is to join the load. */
    private void untilMisses(long misses) {
        while (model.misses() < misses) {
            Thread.onSpinWait();
        }
    }

    private static Change token(String key) {
        return new Change(Kind.TOKEN, key);
    }

    private static Change user(String key) {
        return new Change(Kind.USER, key);
    }

    /** A database of which the next look at a key can be held up after it saw what it will answer. */
    private static final class Rows {
        private final Map<String, String> values = new ConcurrentHashMap<>();
        private final Map<String, Held> held = new ConcurrentHashMap<>();
        private final List<String> loads = new ArrayList<>();
        private volatile RuntimeException failing;

        void put(String key, String value) {
            values.put(key, value);
        }

        Held hold(String key) {
            Held next = new Held();
            held.put(key, next);
            return next;
        }

        Optional<String> load(String key) {
            synchronized (loads) {
                loads.add(key);
            }
            Optional<String> seen = Optional.ofNullable(values.get(key));
            Held here = held.remove(key);
            if (here != null) {
                here.pass();
            }
            if (failing != null) {
                throw failing;
            }
            return seen;
        }

        List<String> loads() {
            synchronized (loads) {
                return List.copyOf(loads);
            }
        }

        void forget() {
            synchronized (loads) {
                loads.clear();
            }
        }

        private static final class Held {
            private final CountDownLatch begun = new CountDownLatch(1);
            private final Semaphore released = new Semaphore(0);

            void begun() throws InterruptedException {
                begun.await();
            }

            void release() {
                released.release();
            }

            private void pass() {
                begun.countDown();
                released.acquireUninterruptibly();
            }
        }
    }
}
