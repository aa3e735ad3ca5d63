package dev.productify.manager.ports.audit;

import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;
import java.util.Optional;

/**
 * Reading the audit log (contract L1, A1, G8). Administrators of a project read its rows, those of tenants the rows of
 * their tenants in it, platform administrators everything, deleted projects included. Rows do not say of which
 * application they are, so administrators of applications read none.
 */
public interface AuditLogs {
    static AuditLogs of(Guard guard) {
        return new AuditLogService(guard);
    }

    /**
     * @param project empty: the rows without a project, such as those of users and tokens
     * @throws ManagerException {@code FORBIDDEN} to whoever sees the project but administers nothing of it, and without a
     *     project to all but platform administrators; {@code NOT_FOUND} to strangers of the project
     */
    List<AuditRecord> list(Call call, Optional<ProjectId> project, ListQuery<AuditColumn> query);

    /** How many rows {@link #list} has over all pages; refuses as it does. */
    long count(Call call, Optional<ProjectId> project, ListQuery<AuditColumn> query);
}
