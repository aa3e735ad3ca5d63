package dev.productify.manager.jdbc.testing;

import dev.productify.manager.jdbc.DatabaseAddress;

/** A database of one test class, gone when closed. */
public final class TestDatabase implements AutoCloseable {
    private final String name;
    private final DatabaseAddress owner;
    private final DatabaseAddress runtime;
    private final Runnable drop;

    TestDatabase(String name, DatabaseAddress owner, DatabaseAddress runtime, Runnable drop) {
        this.name = name;
        this.owner = owner;
        this.runtime = runtime;
        this.drop = drop;
    }

    public String name() {
        return name;
    }

    /** As {@code manager_owner}, who owns database and schema. */
    public DatabaseAddress owner() {
        return owner;
    }

    /** As {@code manager}, who owns nothing. */
    public DatabaseAddress runtime() {
        return runtime;
    }

    /** Drops the database and ends the sessions that are still open in it. */
    @Override
    public void close() {
        drop.run();
    }
}
