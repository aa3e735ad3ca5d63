package dev.productify.manager.domain.audit;

import java.util.Locale;

/** What was done. The word in the log is the name in lower case. */
public enum AuditAction {
    CREATE,
    UPDATE,
    DELETE,
    REVOKE,
    /** An application was brought to another tenant, or what is there was brought to its state. */
    PROMOTE,
    /** An application was made after another one. */
    COPY,
    /** Signed in. */
    LOGIN,
    /** Refused: the one row that is not about a change. */
    DENIED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
