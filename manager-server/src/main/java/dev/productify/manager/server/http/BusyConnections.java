package dev.productify.manager.server.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;

/**
 * Connections with a request in flight. When the server stops, it gives all connections little time, so that idle ones
 * do not keep it; a request whose body comes in slowly shall not be cut off by that.
 */
final class BusyConnections {
    private final Set<EndPoint> busy = ConcurrentHashMap.newKeySet();
    private final Duration whenBusy;
    private final Duration whenIdle;
    private volatile boolean stopping;

    /**
     * @param whenBusy how long a connection with a request may be silent
     * @param whenIdle how long one without is kept once the server stops
     */
    BusyConnections(Duration whenBusy, Duration whenIdle) {
        this.whenBusy = whenBusy;
        this.whenIdle = whenIdle;
    }

    void enter(EndPoint connection) {
        busy.add(connection); // before looking at stopping, so that a stop cannot miss it
        if (stopping) {
            connection.setIdleTimeout(whenBusy.toMillis());
        }
    }

    void leave(EndPoint connection) {
        busy.remove(connection);
        if (stopping) {
            connection.setIdleTimeout(whenIdle.toMillis());
        }
    }

    /** To be called when the time of all connections has been cut. */
    void stopping() {
        stopping = true;
        busy.forEach(connection -> connection.setIdleTimeout(whenBusy.toMillis()));
    }
}
