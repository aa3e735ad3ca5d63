package dev.productify.manager.ports.tx;

import static java.util.Objects.requireNonNull;

/**
 * What was decided at the door: the binding of the transaction, and what was learnt on the way.
 *
 * @param <A> what the work is told
 */
public record Admission<A>(Binding binding, A learnt) {
    public Admission {
        requireNonNull(binding, "binding");
    }
}
