package dev.productify.manager.server;

/** The server cannot start. The message says why and what to do; it is shown on the console as it is. */
public class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
