package dev.productify.manager.ports.catalogue;

/** Something in the {@link Fixture} that has an id: a spot of the tree, or what hangs on one. */
public interface Thing {
    String name();

    /** What belongs to one of the residents: their {@code membership}, {@code token}, {@code session}. */
    record OfResident(Resident resident, String what) implements Thing {
        @Override
        public String name() {
            return what + " of resident " + resident;
        }
    }

    /**
     * What was done at a spot, as the audit log has it: the {@code row} of the resident there, and the {@code machine} with the
     * {@code row of machine}.
     */
    record Logged(Spot at, String what) implements Thing {
        @Override
        public String name() {
            return what + " at " + at;
        }
    }

    /**
     * What belongs to one of the callers: {@code user}, {@code membership}, {@code token}, and a {@code spare} one, a {@code session}; the {@code
     * machine user} that calls.
     */
    record OfCaller(Caller caller, String what) implements Thing {
        @Override
        public String name() {
            return what + " of " + caller;
        }
    }
}
