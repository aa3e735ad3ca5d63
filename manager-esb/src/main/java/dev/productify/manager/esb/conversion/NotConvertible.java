package dev.productify.manager.esb.conversion;

import static java.util.Objects.requireNonNull;

/** A body cannot be converted. The message is safe to show and says what to do. Cheap: it has no stack trace. */
public final class NotConvertible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** It is written in something else than it has to be, or packed or encoded in a way that is not known. */
        OTHER_TYPE,
        /** It is not well-formed, or says what the other form has no way to say. */
        NOT_MAPPABLE,
        /** It is larger than what is converted. */
        TOO_LARGE,
        /** SOAP: a header demands to be understood, and is not. */
        NOT_UNDERSTOOD,
        /** SOAP: an envelope of no known version. */
        OTHER_VERSION
    }

    NotConvertible(Reason reason, String message) {
        super(requireNonNull(message, "message"), null, false, false);
        this.reason = requireNonNull(reason, "reason");
    }

    static NotConvertible notMappable(String message) {
        return new NotConvertible(Reason.NOT_MAPPABLE, message);
    }

    static NotConvertible tooLarge(String message) {
        return new NotConvertible(Reason.TOO_LARGE, message);
    }

    static NotConvertible otherType(String message) {
        return new NotConvertible(Reason.OTHER_TYPE, message);
    }

    public Reason reason() {
        return reason;
    }
}
