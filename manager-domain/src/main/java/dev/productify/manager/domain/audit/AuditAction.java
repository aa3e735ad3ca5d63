package dev.productify.manager.domain.audit;

import java.util.Locale;

/** What was done. The word in the log is the name in lower case. */
public enum AuditAction {
    CREATE,
    UPDATE,
    DELETE,
    REVOKE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
