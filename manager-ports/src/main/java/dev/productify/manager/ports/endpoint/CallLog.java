package dev.productify.manager.ports.endpoint;

/** Is told of each call through the bus after it was answered (contract E7). */
public interface CallLog {
    /** Keeps nothing. */
    CallLog NONE = call -> {};

    /**
     * Takes note of a call. It is called on threads that move bytes for others: it must neither wait nor throw, and rather
     * forget a call than hold one up.
     */
    void record(BusCall call);
}
