package dev.productify.manager.ports.catalogue;

/** Triggers of the {@link Fixture}, runs of one, and backends. */
public enum TriggerThing implements Thing {
    /** Of {@link Spot#APPLICATION}. */
    TRIGGER(Spot.APPLICATION),
    NEIGHBOUR_TRIGGER(Spot.NEIGHBOUR),
    SIBLING_TRIGGER(Spot.SIBLING_APPLICATION),
    OTHER_TRIGGER(Spot.OTHER_APPLICATION);

    /** Of {@link #TRIGGER}, with an attempt. It came to its end. */
    public static final Thing RUN = new Other("RUN");

    /** An attempt of {@link #RUN}, which was answered. */
    public static final Thing ATTEMPT = new Other("ATTEMPT");

    /** Of {@link MachineUserThing#CALLING_MACHINE_USER}, in {@link Spot#TENANT}. */
    public static final Thing BACKEND = new Other("BACKEND");

    private final Spot application;

    TriggerThing(Spot application) {
        this.application = application;
    }

    /** Where it belongs. */
    public Spot application() {
        return application;
    }

    private record Other(String name) implements Thing {}
}
