package dev.productify.manager.ports.catalogue;

/** Something in the {@link Fixture} that has an id: a spot of the tree, or what hangs on one. */
public interface Thing {
    String name();
}
