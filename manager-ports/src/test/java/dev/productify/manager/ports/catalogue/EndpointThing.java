package dev.productify.manager.ports.catalogue;

/** Endpoints of the {@link Fixture}, and a grant of one. */
public enum EndpointThing implements Thing {
    /** Of {@link Spot#APPLICATION}. */
    ENDPOINT(Spot.APPLICATION),
    NEIGHBOUR_ENDPOINT(Spot.NEIGHBOUR),
    SIBLING_ENDPOINT(Spot.SIBLING_APPLICATION),
    OTHER_ENDPOINT(Spot.OTHER_APPLICATION);

    /** That {@link MachineUserThing#CALLING_MACHINE_USER} may call {@link #ENDPOINT}. */
    public static final Thing GRANT = new Grant();

    private final Spot application;

    EndpointThing(Spot application) {
        this.application = application;
    }

    /** Where it belongs. */
    public Spot application() {
        return application;
    }

    private record Grant() implements Thing {
        @Override
        public String name() {
            return "GRANT";
        }
    }
}
