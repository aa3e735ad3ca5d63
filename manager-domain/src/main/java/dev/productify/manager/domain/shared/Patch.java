package dev.productify.manager.domain.shared;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a change says about one field: nothing ({@link Keep}), a new value ({@link Set}), or that the field shall have no
 * value ({@link Clear}). The three are what JSON expresses by an absent member, a value, and {@code null}.
 */
public sealed interface Patch<T> {

    record Keep<T>() implements Patch<T> {}

    record Set<T>(T value) implements Patch<T> {
        public Set {
            requireNonNull(value, "value");
        }
    }

    record Clear<T>() implements Patch<T> {}

    static <T> Patch<T> keep() {
        return new Keep<>();
    }

    static <T> Patch<T> set(T value) {
        return new Set<>(value);
    }

    static <T> Patch<T> clear() {
        return new Clear<>();
    }

    default boolean isKeep() {
        return this instanceof Keep;
    }

    /** The field's value after the change. */
    default Optional<T> applyTo(Optional<T> current) {
        if (this instanceof Set<T> set) {
            return Optional.of(set.value());
        }
        return this instanceof Clear ? Optional.empty() : current;
    }

    /** The value after the change of a field that always has one; see {@link #required}. */
    default T applyTo(T current) {
        return this instanceof Set<T> set ? set.value() : current;
    }

    /** The same patch with its value converted. */
    default <R> Patch<R> map(Function<? super T, ? extends R> conversion) {
        if (this instanceof Set<T> set) {
            return new Set<>(conversion.apply(set.value()));
        }
        return this instanceof Clear ? new Clear<>() : new Keep<>();
    }

    /**
     * This patch, for a field that must keep having a value.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} when it would clear the field
     */
    default Patch<T> required(String field) {
        if (this instanceof Clear) {
            throw ManagerException.badInput(field + " cannot be null; leave it out to keep its value");
        }
        return this;
    }
}
