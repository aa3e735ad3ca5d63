package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps calls of the bus, many with one statement, on a thread of its own. What waits is bounded in number and in bytes: when the
 * database is too slow or does not answer, calls are lost and counted, and traffic goes on.
 */
public final class CallRecorder implements CallLog, AutoCloseable {
    /** How often it is said that calls were lost. */
    static final Duration QUIET = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Limits limits;
    private final Consumer<Loss> report;

    private final Queue<BusCall> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder shed = new LongAdder();
    private final LongAdder written = new LongAdder();

    private volatile Thread thread;
    private volatile boolean closing;

    /** The writer's alone: what could not be written yet, and what was said of losses. */
    private List<LoggedCallStore.Entry> unwritten = List.of();

    private int unwrittenBytes;
    private Optional<RuntimeException> trouble = Optional.empty();
    private long reported;
    private Instant quietUntil = Instant.MIN;

    /**
     * What holds.
     *
     * @param calls that may wait
     * @param bytes that calls which wait may take in memory, roughly
     * @param batch calls in one statement
     * @param batchBytes bytes in one statement, unless a single call has more
     * @param linger how long a call waits for others to be written with
     * @param pause before what failed is tried again
     * @param end how long the end waits for what is still to be written
     */
    public record Limits(
            int calls, long bytes, int batch, int batchBytes, Duration linger, Duration pause, Duration end) {
        public static final Limits STANDARD = new Limits(
                50_000,
                32L << 20,
                1_000,
                4 << 20,
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
    }

    /**
     * Calls that nothing is kept of.
     *
     * @param calls since it was last told of such
     * @param cause the last failure of the database; empty when it was only too slow
     */
    public record Loss(long calls, Optional<RuntimeException> cause) {}

    /**
     * @param ids of the rows
     * @param report told of losses, at most once in a minute
     */
    public CallRecorder(
            Transactions transactions, InstantSource clock, Supplier<UUID> ids, Limits limits, Consumer<Loss> report) {
        this.transactions = requireNonNull(transactions, "transactions");
        this.clock = requireNonNull(clock, "clock");
        this.ids = requireNonNull(ids, "ids");
        this.limits = requireNonNull(limits, "limits");
        this.report = requireNonNull(report, "report");
    }

    /** Begins to write; before that, calls wait. */
    public CallRecorder start() {
        Thread writer = new Thread(this::run, "bus-log");
        writer.setDaemon(true);
        thread = writer;
        writer.start();
        return this;
    }

    /** Calls of which nothing is kept since there was no room, or no database. */
    public long shed() {
        return shed.sum();
    }

    public long written() {
        return written.sum();
    }

    /** How many calls wait to be written. */
    public int waiting() {
        return calls.get();
    }

    @Override
    public void record(BusCall call) {
        if (closing) {
            shed.increment();
            return;
        }
        int weight = CallEntries.weight(call);
        int number = calls.incrementAndGet();
        long now = bytes.addAndGet(weight);
        if (number > limits.calls() || now > limits.bytes()) {
            release(1, weight);
            shed.increment();
            return;
        }
        waiting.add(call);
        Thread writer = thread;
        if (writer != null && now >= limits.batchBytes() && now - weight < limits.batchBytes()) {
            LockSupport.unpark(writer);
        }
    }

    private void release(int number, int weight) {
        calls.addAndGet(-number);
        bytes.addAndGet(-weight);
    }

    private void run() {
        while (!closing) {
            LockSupport.parkNanos(limits.linger().toNanos());
            boolean more = true;
            while (more && !closing) {
                more = turn();
            }
            if (!unwritten.isEmpty() && !closing) {
                LockSupport.parkNanos(limits.pause().toNanos());
            }
        }
        boolean more = true;
        while (more) {
            more = turn();
        }
    }

    /**
     * Writes what waits, as much as one statement takes.
     *
     * @return whether more may be written at once
     */
    boolean turn() {
        if (unwritten.isEmpty()) {
            take();
        }
        boolean done = unwritten.isEmpty() || write();
        tellOfLosses();
        return done && !waiting.isEmpty();
    }

    private void take() {
        List<LoggedCallStore.Entry> batch = new ArrayList<>();
        int taken = 0;
        while (batch.size() < limits.batch()) {
            BusCall next = waiting.peek();
            int weight = next == null ? 0 : CallEntries.weight(next);
            if (next == null || !batch.isEmpty() && taken + weight > limits.batchBytes()) {
                break;
            }
            waiting.remove();
            try {
                batch.add(CallEntries.of(next, ids.get()));
                taken += weight;
            } catch (RuntimeException fault) {
                lose(fault, weight);
            }
        }
        unwritten = batch;
        unwrittenBytes = taken;
    }

    private void lose(RuntimeException fault, int weight) {
        trouble = Optional.of(fault);
        shed.increment();
        release(1, weight);
    }

    /** @return whether nothing is left of the batch */
    private boolean write() {
        try {
            append(unwritten);
            written.add(unwritten.size());
            trouble = Optional.empty();
        } catch (RuntimeException failure) {
            trouble = Optional.of(failure);
            if (isPassing(failure)) {
                return false; // they are written later, and meanwhile what comes finds less room
            }
            writeEach();
        }
        release(unwritten.size(), unwrittenBytes);
        unwritten = List.of();
        return true;
    }

    /** What the database cannot keep for a reason of its own shall not take others along. */
    private void writeEach() {
        for (LoggedCallStore.Entry entry : unwritten) {
            try {
                append(List.of(entry));
                written.increment();
            } catch (RuntimeException failure) {
                shed.increment();
            }
        }
    }

    private void append(List<LoggedCallStore.Entry> entries) {
        transactions.write(door -> new Admission<>(new Binding.Platform("bus log"), null), (stores, nothing) -> {
            stores.loggedCalls().append(entries);
            return true;
        });
    }

    private static boolean isPassing(RuntimeException failure) {
        return failure instanceof ManagerException refusal
                && refusal.code().category() == ErrorCode.Category.UNAVAILABLE;
    }

    private void tellOfLosses() {
        long lost = shed.sum();
        if (lost > reported && !clock.instant().isBefore(quietUntil)) {
            report.accept(new Loss(lost - reported, trouble));
            reported = lost;
            quietUntil = clock.instant().plus(QUIET);
        }
    }

    /** What waits is still written, if that takes no longer than a few seconds. Calls that come later are lost. */
    @Override
    public void close() {
        closing = true;
        Thread writer = thread;
        if (writer != null) {
            LockSupport.unpark(writer);
            try {
                writer.join(limits.end().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        int left = calls.get();
        if (left > 0) {
            shed.add(left);
            report.accept(new Loss(shed.sum() - reported, trouble));
        }
    }
}
