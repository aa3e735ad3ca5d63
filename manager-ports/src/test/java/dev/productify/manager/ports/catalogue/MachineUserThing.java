package dev.productify.manager.ports.catalogue;

/** Machine users of the {@link Fixture}. */
public enum MachineUserThing implements Thing {
    /** Of {@link Spot#TENANT}. */
    MACHINE_USER(Spot.TENANT),
    /** Of the same tenant, with a grant for {@link EndpointThing#ENDPOINT}. */
    CALLING_MACHINE_USER(Spot.TENANT),
    SIBLING_MACHINE_USER(Spot.SIBLING_TENANT),
    OTHER_MACHINE_USER(Spot.OTHER_TENANT);

    private final Spot tenant;

    MachineUserThing(Spot tenant) {
        this.tenant = tenant;
    }

    /** Where it belongs. */
    public Spot tenant() {
        return tenant;
    }
}
