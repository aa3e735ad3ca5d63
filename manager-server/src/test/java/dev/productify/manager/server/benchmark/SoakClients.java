package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * One load: requests at a fixed rate over two nodes. As a load balancer would, a client whose connection is refused asks the other
 * node, and comes back after a while. What broke while it was on its way is an error.
 */
final class SoakClients {
    private static final long COMES_BACK_NANOS = TimeUnit.SECONDS.toNanos(15);
    /** A client that is later than that makes nothing up for. */
    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final List<URI> nodes;
    private final LongFunction<byte[]> requests;
    private final double perSecond;
    private final SoakWindows windows;
    private final long start;
    private final List<SoakTally> minutes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, AtomicLong> unexpected = new ConcurrentHashMap<>();
    private volatile boolean ended;

    /**
     * @param requests the bytes of a request by its number
     * @param start when the first minute begins, by {@link System#nanoTime}
     */
    SoakClients(
            String name,
            List<URI> nodes,
            LongFunction<byte[]> requests,
            double perSecond,
            int minutes,
            SoakWindows windows,
            long start) {
        this.name = name;
        this.nodes = List.copyOf(nodes);
        this.requests = requests;
        this.perSecond = perSecond;
        this.windows = windows;
        this.start = start;
        for (int i = 0; i <= minutes; i++) {
            this.minutes.add(new SoakTally());
        }
    }

    void begin(int connections) {
        for (int i = 0; i < connections; i++) {
            int number = i;
            Thread thread = new Thread(() -> new Client(number, connections).work(), name + "-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    String name() {
        return name;
    }

    double perSecond() {
        return perSecond;
    }

    SoakTally minute(int number) {
        return minutes.get(number);
    }

    /** All of some minutes; {@code to} is the first that does not belong to them. */
    SoakTally minutes(int from, int to) {
        return SoakTally.sum(minutes.subList(from, to).stream());
    }

    /** What was wrong when nothing may have been, and how often. */
    Map<String, AtomicLong> unexpected() {
        return unexpected;
    }

    private SoakTally now() {
        long minute = (System.nanoTime() - start) / TimeUnit.MINUTES.toNanos(1);
        return minutes.get((int) Math.max(0, Math.min(minutes.size() - 1, minute)));
    }

    /** One connection, to one node at a time. */
    private final class Client {
        private final int preferred;
        private final long interval;
        private final int step;
        private long number;
        private int at;
        private long movedAt;
        private HttpConnection connection;

        Client(int number, int step) {
            this.number = number;
            this.step = step;
            this.interval = Math.round(1e9 * step / perSecond);
            this.preferred = number % nodes.size();
            this.at = preferred;
        }

        void work() {
            long due = start + interval * number / step;
            while (!ended) {
                long now = System.nanoTime();
                if (due - now > 0) {
                    LockSupport.parkNanos(Math.min(due - now, LATEST_NANOS));
                    continue;
                }
                due = now - due > LATEST_NANOS ? now : due;
                ask(requests.apply(number), due);
                number += step;
                due += interval;
            }
            drop();
        }

        private void ask(byte[] request, long due) {
            try {
                comeBack();
                connect();
                HttpConnection.Answer answer = connection.send(request);
                boolean good = (answer.status() == 200 || answer.status() == 304)
                        && !answer.body().startsWith("{\"errors\"");
                if (good) {
                    answered(due);
                } else {
                    failed(due, answer.status() + " " + answer.body());
                }
            } catch (IOException broken) {
                drop();
                failed(due, String.valueOf(broken));
            }
        }

        private void comeBack() {
            if (at != preferred && System.nanoTime() - movedAt > COMES_BACK_NANOS) {
                drop();
                at = preferred;
                movedAt = System.nanoTime();
            }
        }

        private void connect() throws IOException {
            if (connection != null) {
                return;
            }
            try {
                connection = HttpConnection.to(nodes.get(at));
            } catch (ConnectException refused) {
                now().wentElsewhere();
                at = (at + 1) % nodes.size();
                movedAt = System.nanoTime();
                connection = HttpConnection.to(nodes.get(at));
            }
        }

        private void drop() {
            if (connection != null) {
                try {
                    connection.close();
                } catch (IOException closed) {
                    // it was broken before
                }
                connection = null;
            }
        }

        private void answered(long due) {
            long end = System.nanoTime();
            if (windows.touch(due, end)) {
                now().answeredAmidst();
            } else {
                now().answered(end - due);
            }
        }

        private void failed(long due, String what) {
            boolean amidst = windows.touch(due, System.nanoTime());
            now().failed(amidst);
            if (!amidst && unexpected.size() < 20) {
                String shown = what.replaceAll("\\s+", " ");
                unexpected
                        .computeIfAbsent(shown.substring(0, Math.min(160, shown.length())), any -> new AtomicLong())
                        .incrementAndGet();
            }
        }
    }

    /** Nothing is asked any more. */
    void end() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(35));
        }
    }
}
