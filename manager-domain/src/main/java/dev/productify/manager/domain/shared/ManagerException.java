package dev.productify.manager.domain.shared;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * A refusal. Its message is written for the caller: it is safe to show, carries no secret and nothing of the inside, and
 * says what to do. Everything else that is thrown is a fault.
 */
public final class ManagerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final Duration retryAfter;

    public ManagerException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** @param cause kept for the log only */
    public ManagerException(ErrorCode code, String message, Throwable cause) {
        this(code, message, cause, null);
    }

    private ManagerException(ErrorCode code, String message, Throwable cause, Duration retryAfter) {
        super(requireNonNull(message, "message"), cause);
        this.code = requireNonNull(code, "code");
        this.retryAfter = retryAfter;
    }

    /** The same refusal, which also says when trying again may succeed. */
    public ManagerException retryAfter(Duration wait) {
        return new ManagerException(code, getMessage(), getCause(), requireNonNull(wait, "wait"));
    }

    public ErrorCode code() {
        return code;
    }

    /** How long to wait before trying again, where that is known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** A refusal of input: {@link ErrorCode#BAD_USER_INPUT}. */
    public static ManagerException badInput(String message) {
        return new ManagerException(ErrorCode.BAD_USER_INPUT, message);
    }

    /** A clash with what is there: {@link ErrorCode#CONFLICT}. */
    public static ManagerException conflict(String message) {
        return new ManagerException(ErrorCode.CONFLICT, message);
    }

    /** Absent, or not to be known: {@link ErrorCode#NOT_FOUND}. One wording for both, so that they cannot be told apart. */
    public static ManagerException notFound(String what) {
        return new ManagerException(ErrorCode.NOT_FOUND, what + " not found");
    }
}
