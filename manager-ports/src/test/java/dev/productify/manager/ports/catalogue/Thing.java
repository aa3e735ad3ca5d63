package dev.productify.manager.ports.catalogue;

/** Something in the {@link Fixture} that has an id: a spot of the tree, or what hangs on one. */
public interface Thing {
    String name();

    /** What belongs to one of the residents: their {@code membership}, their {@code token}. */
    record OfResident(Resident resident, String what) implements Thing {
        @Override
        public String name() {
            return what + " of resident " + resident;
        }
    }

    /** What belongs to one of the callers: {@code user}, {@code membership}, {@code token}, and a {@code spare} one. */
    record OfCaller(Caller caller, String what) implements Thing {
        @Override
        public String name() {
            return what + " of " + caller;
        }
    }
}
