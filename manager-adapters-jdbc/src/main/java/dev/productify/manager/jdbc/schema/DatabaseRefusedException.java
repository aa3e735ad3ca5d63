package dev.productify.manager.jdbc.schema;

/** The database cannot be used as it is; the message says what to do about it. */
public final class DatabaseRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseRefusedException(String message) {
        super(message);
    }

    public DatabaseRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
