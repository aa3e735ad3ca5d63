package dev.productify.manager.ports.audit;

import dev.productify.manager.domain.audit.AuditEntry;

/** Where the audit log is written, in the transaction of the change itself. Rows are never changed or removed. */
public interface AuditTrail {
    void record(AuditEntry entry);
}
