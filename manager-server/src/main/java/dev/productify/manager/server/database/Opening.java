package dev.productify.manager.server.database;

import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.changes.Changes;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Door;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A database that is being opened on a thread of its own, so that the start can put the API together meanwhile: each of
 * the two takes seconds. Transactions may be handed out at once; the first one waits until the database is open.
 */
public final class Opening implements Transactions {
    private final CompletableFuture<Persistence> persistence = new CompletableFuture<>();
    private final AtomicReference<Changes> heard = new AtomicReference<>(Changes.unheard());
    private final ChangeFeed changes = new ChangeFeed(() -> heard.get().audible());

    private Opening() {}

    public static Opening of(Supplier<Persistence> open) {
        Opening opening = new Opening();
        Thread thread = new Thread(() -> opening.complete(open), "open-database");
        thread.setDaemon(true);
        thread.start();
        return opening;
    }

    private void complete(Supplier<Persistence> open) {
        try {
            Persistence opened = open.get();
            Changes source = opened.transactions().changes();
            source.subscribe(changes::announce);
            heard.set(source);
            persistence.complete(opened);
        } catch (RuntimeException | Error failure) {
            persistence.completeExceptionally(failure);
        }
    }

    /**
     * The open database, as soon as it is.
     *
     * @throws RuntimeException what kept it from being opened
     */
    public Persistence await() {
        try {
            return persistence.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw failed;
        }
    }

    @Override
    public <A, R> R read(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        return await().transactions().read(admission, work);
    }

    @Override
    public <A, R> R write(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        return await().transactions().write(admission, work);
    }

    @Override
    public <R> R door(Function<Door, R> look) {
        return await().transactions().door(look);
    }

    /** Waits for nothing: what is opening hears nothing yet. */
    @Override
    public Changes changes() {
        return changes;
    }
}
