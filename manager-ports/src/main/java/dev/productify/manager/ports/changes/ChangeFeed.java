package dev.productify.manager.ports.changes;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Passes changes on to all who listen. For those who implement {@link Changes}; safe for use by many threads. */
public final class ChangeFeed implements Changes {
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final BooleanSupplier audible;

    /** @param audible what {@link Changes#audible} answers; asked each time */
    public ChangeFeed(BooleanSupplier audible) {
        this.audible = requireNonNull(audible, "audible");
    }

    @Override
    public boolean audible() {
        return audible.getAsBoolean();
    }

    @Override
    public Subscription subscribe(Consumer<Change> listener) {
        // A subscription is told apart by itself, so that the same listener may subscribe twice.
        Consumer<Change> subscribed = change -> listener.accept(change);
        listeners.add(subscribed);
        return () -> listeners.remove(subscribed);
    }

    /** Returns when all listeners were told. */
    public void announce(Change change) {
        listeners.forEach(listener -> listener.accept(change));
    }
}
