package dev.productify.manager.ports.catalogue;

/** Calls of {@link EndpointThing#ENDPOINT} in the log of the bus. */
public enum LoggedCallThing implements Thing {
    /** By {@link Resident#OF_APPLICATION}. */
    CALL_OF_PERSON,
    /** By {@link MachineUserThing#CALLING_MACHINE_USER}. */
    CALL_OF_MACHINE_USER
}
