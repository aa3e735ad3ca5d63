package dev.productify.manager.jdbc.embedded;

/** The embedded PostgreSQL cannot do what was asked. The message is for the operator: what is wrong and what to do. */
public final class EmbeddedPostgresException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
