package dev.productify.manager.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in reverse order, once. A failure to close one thing does not keep the others open. */
final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean closed;

    /**
     * Remembers a thing and hands it back.
     *
     * @throws StartFailure when all was closed meanwhile, as by a signal during the start; the thing is closed then
     */
    synchronized <T extends AutoCloseable> T add(T thing) {
        if (closed) {
            close(thing);
            throw new StartFailure("stopped while starting");
        }
        opened.push(thing);
        return thing;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!opened.isEmpty()) {
            close(opened.pop());
        }
    }

    private static void close(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception problem) {
            LOG.atError()
                    .addKeyValue("thing", thing.getClass().getSimpleName())
                    .setCause(problem)
                    .log("cannot be closed");
        }
    }
}
