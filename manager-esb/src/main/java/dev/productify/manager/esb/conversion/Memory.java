package dev.productify.manager.esb.conversion;

/** Where a conversion takes the memory from that it needs while it runs: asked before it is used. */
@FunctionalInterface
public interface Memory {
    /** As much as there is. */
    Memory PLENTY = bytes -> {};

    /**
     * @param bytes that are needed besides those that were taken before, as estimated
     * @throws RuntimeException when there is not so much; the conversion ends by it
     */
    void take(long bytes);
}
