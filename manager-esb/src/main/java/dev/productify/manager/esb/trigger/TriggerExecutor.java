package dev.productify.manager.esb.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.backend.CallbackResult;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.esb.outbound.Outbound;
import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.Dispatch;
import dev.productify.manager.ports.trigger.Firing;
import dev.productify.manager.ports.trigger.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does about triggers: one thread makes runs of what is due, one writes down what came of callbacks and takes what is
 * to be sent next, one sends it, and one says that the node lives. Any number of nodes do so on one database. None leads: what one leaves when it
 * dies the next to look takes over.
 */
public final class TriggerExecutor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TriggerExecutor.class);
    private static final int MOST_ENDINGS = 200;
    private static final Duration LOOK = Duration.ofSeconds(10);
    /** Short beside what a commit takes under load. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final Dispatch.Room NO_ROOM = new Dispatch.Room(0, 0, Map.of(), Optional.empty());

    private final Firing firing;
    private final Dispatch dispatch;
    private final CallbackSender sender;
    private final ExecutorLimits limits;
    private final ExecutorListener listener;
    private final InFlight inFlight;
    private final List<Thread> threads = new ArrayList<>();
    /** One thread. What ends after this has been closed begins nothing. */
    private final ExecutorService sending = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
                Thread thread = new Thread(work, "triggers-send");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    private volatile boolean stopping;
    private volatile boolean stopped;
    private volatile NodeId node;
    /** Of the thread that says that the node lives: when it last looked how much there is to do. */
    private long looked = System.nanoTime() - LOOK.toNanos();
    /** Of the thread that exchanges. */
    private final Turns turns = new Turns();

    /** Of the same thread: what is not written yet. */
    private final List<Dispatch.Outcome> unwritten = new ArrayList<>();

    public TriggerExecutor(
            Firing firing, Dispatch dispatch, Outbound outbound, ExecutorLimits limits, ExecutorListener listener) {
        this.firing = requireNonNull(firing, "firing");
        this.dispatch = requireNonNull(dispatch, "dispatch");
        this.limits = requireNonNull(limits, "limits");
        this.listener = requireNonNull(listener, "listener");
        this.sender = new CallbackSender(dispatch, outbound, limits.patience());
        this.inFlight = new InFlight(limits);
    }

    /** One round of what a thread does over and over; what it throws is logged, and it goes on. */
    private interface Round {
        /** @return how long to wait before the next one */
        Duration run() throws InterruptedException;
    }

    public void start() {
        sender.start();
        thread("triggers-alive", this::live);
        thread("triggers-fire", this::fire);
        thread("triggers-exchange", this::exchange);
    }

    private void thread(String name, Round round) {
        Thread thread = new Thread(() -> rounds(round), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void rounds(Round round) {
        while (!stopped) {
            try {
                Duration pause = round.run();
                if (!pause.isZero()) {
                    inFlight.await(pause.toMillis());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException failure) {
                told(failure);
                pauseAfterFailure();
            }
        }
    }

    private static void told(RuntimeException failure) {
        boolean known = failure instanceof ManagerException refusal
                && (refusal.code() == ErrorCode.UNAVAILABLE || refusal.code() == ErrorCode.CONFLICT);
        LOG.atWarn()
                .addKeyValue("thread", Thread.currentThread().getName())
                .setCause(known ? null : failure)
                .log("triggers wait: {}", failure.getMessage());
    }

    private static void pauseAfterFailure() {
        try {
            Thread.sleep(AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration live() throws InterruptedException {
        if (node == null) {
            node = dispatch.join();
        } else {
            dispatch.alive(node);
        }
        if (dispatch.lookAfter()) {
            inFlight.wake();
        }
        if (System.nanoTime() - looked > LOOK.toNanos()) {
            listener.looked(dispatch.waiting(), dispatch.activeTriggers());
            looked = System.nanoTime();
        }
        // Not woken by others: this is what keeps the node alive.
        Thread.sleep(limits.heartbeat().toMillis());
        return Duration.ZERO;
    }

    private Duration fire() throws InterruptedException {
        if (stopping) {
            return limits.poll();
        }
        Firing.Fired fired = firing.fire(limits.batch());
        fired.queued().forEach(listener::queued);
        fired.lags().forEach(listener::fired);
        if (!fired.queued().isEmpty()) {
            inFlight.wake();
        }
        if (fired.triggers() == 0) {
            Thread.sleep(limits.poll().toMillis());
        }
        return Duration.ZERO;
    }

    private Duration exchange() throws InterruptedException {
        inFlight.gather(GATHERING.toMillis());
        inFlight.moveEnded(unwritten, MOST_ENDINGS);
        int room = stopping ? 0 : inFlight.room();
        if (node == null || unwritten.isEmpty() && room == 0) {
            inFlight.awaitEnded(limits.poll().toMillis());
            return Duration.ZERO;
        }
        List<Callback> taken = exchange(room);
        inFlight.taken(taken);
        sending.execute(this::begin);
        turns.taken(room, taken);
        if (taken.isEmpty()) {
            inFlight.awaitEnded(limits.poll().toMillis());
        }
        return Duration.ZERO;
    }

    /** Signing and writing takes about as long as half of a transaction, which can go on meanwhile. */
    private void begin() {
        inFlight.begin().forEach(callback -> sender.send(callback, this::ended));
    }

    private void ended(Dispatch.Outcome outcome) {
        inFlight.ended(outcome);
        sending.execute(this::begin);
    }

    private List<Callback> exchange(int room) {
        Dispatch.Room free = new Dispatch.Room(room, limits.attemptsPerBackend(), inFlight.rooms(), turns.after());
        List<Callback> taken;
        try {
            taken = dispatch.exchange(node, unwritten, free).taken();
        } catch (ManagerException busy) {
            throw busy; // it will not always be, and all of them wait for that
        } catch (RuntimeException failure) {
            told(failure);
            unwritten.forEach(this::endAlone);
            unwritten.clear();
            return List.of();
        }
        unwritten.forEach(this::written);
        unwritten.clear();
        return taken;
    }

    /** So that one that cannot be written does not keep the others. */
    private void endAlone(Dispatch.Outcome outcome) {
        Dispatch.Outcome told = outcome;
        while (!stopped) {
            try {
                dispatch.exchange(node, List.of(told), NO_ROOM);
                written(outcome);
                return;
            } catch (RuntimeException failure) {
                told(failure);
                if (!(failure instanceof ManagerException)) {
                    told = new Dispatch.Outcome(
                            outcome.callback(),
                            Optional.empty(),
                            Optional.of("the answer could not be recorded"),
                            outcome.duration());
                }
                pauseAfterFailure();
            }
        }
    }

    private void written(Dispatch.Outcome outcome) {
        inFlight.written(1);
        listener.dispatched(
                outcome.callback().run().application(), outcome.result() == CallbackResult.TAKEN, outcome.duration());
    }

    /** Takes nothing any more, waits for what was taken, and says goodbye, so that nobody waits for this node. */
    @Override
    public void close() {
        stopping = true;
        try {
            long deadline = System.nanoTime() + limits.patience().plusSeconds(2).toNanos();
            while (!inFlight.isEmpty() && System.nanoTime() < deadline) {
                inFlight.await(20);
            }
            stopped = true;
            for (Thread thread : threads) {
                thread.interrupt();
                thread.join(5_000);
            }
            if (node != null) {
                dispatch.leave(node);
            }
            sending.shutdown();
            sender.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception problem) {
            LOG.warn("the executor does not stop in order: {}", problem.toString());
        }
    }
}
