package dev.productify.manager.ports.audit;

import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;
import java.util.Optional;

/** Where the audit log is written, in the transaction of the change itself. Rows are never changed or removed. */
public interface AuditTrail {
    void record(AuditEntry entry);

    /**
     * Rows of a project, whether or not it still exists, or those without a project. A reach shows those of the
     * tenants of which the principal is an administrator.
     */
    List<AuditRecord> list(Optional<ProjectId> project, ListQuery<AuditColumn> query);

    /** How many rows {@link #list} has over all pages. */
    long count(Optional<ProjectId> project, ListQuery<AuditColumn> query);
}
