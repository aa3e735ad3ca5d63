package dev.productify.manager.esb.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices callers who leave while a backend is silent. Over HTTP/1.1 Jetty reads nothing from a caller whose request is
 * complete until it is answered, so nothing tells it that the connection has ended. For calls that take longer than usual the
 * connection is watched here, by a selector beside Jetty's: it is at its end when it is readable and nothing is there to be read.
 *
 * <p>A caller that closes its sending side alone counts as gone, as it does for other proxies.
 */
final class CallerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallerWatch.class);
    /** How often it is looked which calls take long: most are over before they are watched. */
    private static final long PERIOD_MILLIS = 500;

    private final Selector selector;
    private final Thread thread;
    private final Consumer<Exchange> gone;
    private final Set<Exchange> silent = ConcurrentHashMap.newKeySet();
    /** The thread's alone. */
    private final Map<Exchange, SelectionKey> watched = new HashMap<>();

    private volatile boolean closed;

    /** @param gone told once of a call whose caller is gone */
    CallerWatch(Consumer<Exchange> gone) {
        this.gone = gone;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(this::run, "bus-callers");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on, unless it is over soon. */
    void begin(Exchange exchange) {
        silent.add(exchange);
    }

    /** Once the backend speaks, or the call is over. */
    void end(Exchange exchange) {
        silent.remove(exchange);
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            try {
                selector.select(this::look, PERIOD_MILLIS);
                if (System.nanoTime() - next >= 0) {
                    next = System.nanoTime() + PERIOD_MILLIS * 1_000_000;
                    forget();
                    watch();
                }
            } catch (IOException | RuntimeException fault) {
                LOG.warn("callers who leave may go unnoticed", fault);
                LockSupport.parkNanos(PERIOD_MILLIS * 1_000_000);
            }
        }
    }

    /** Those that are over; their connections may be closed at last only then. */
    private void forget() {
        Iterator<Map.Entry<Exchange, SelectionKey>> each = watched.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Exchange, SelectionKey> one = each.next();
            if (!silent.contains(one.getKey())) {
                one.getValue().cancel();
                each.remove();
            }
        }
    }

    private void watch() {
        long now = System.nanoTime();
        for (Exchange exchange : silent) {
            boolean slow = now - exchange.startedNanos > PERIOD_MILLIS * 1_000_000;
            if (slow && exchange.bodyComplete && !watched.containsKey(exchange)) {
                register(exchange);
            }
        }
    }

    private void register(Exchange exchange) {
        Object transport =
                exchange.getConnectionMetaData().getConnection().getEndPoint().getTransport();
        if (!(transport instanceof SocketChannel channel)) {
            silent.remove(exchange); // nothing that a selector could watch
            return;
        }
        SelectionKey other = channel.keyFor(selector);
        if (other != null) {
            other.cancel(); // of a call before on that connection; this one is watched from the next look on
            return;
        }
        try {
            watched.put(exchange, channel.register(selector, SelectionKey.OP_READ, exchange));
        } catch (ClosedChannelException | IllegalBlockingModeException | CancelledKeyException over) {
            silent.remove(exchange);
        }
    }

    private void look(SelectionKey key) {
        Exchange exchange = (Exchange) key.attachment();
        boolean ended;
        try {
            ended = ((SocketChannel) key.channel()).socket().getInputStream().available() == 0;
        } catch (IOException closed) {
            ended = true;
        }
        key.cancel(); // what there is to be read is the next request, and will be read when this one is answered
        if (silent.remove(exchange) && ended) {
            gone.accept(exchange);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(PERIOD_MILLIS);
            selector.close();
        } catch (IOException e) {
            LOG.debug("a selector does not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
