package dev.productify.manager.ports.catalogue;

/** Something in the {@link Fixture} that has an id: a spot of the tree, or what hangs on one. */
public interface Thing {
    String name();

    /** What belongs to one of the callers: their {@code user}, their {@code membership}. */
    record OfCaller(Caller caller, String what) implements Thing {
        @Override
        public String name() {
            return what + " of " + caller;
        }
    }
}
