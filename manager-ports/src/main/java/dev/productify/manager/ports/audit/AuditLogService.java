package dev.productify.manager.ports.audit;

import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;
import java.util.Optional;

final class AuditLogService implements AuditLogs {
    private final Guard guard;

    AuditLogService(Guard guard) {
        this.guard = guard;
    }

    @Override
    public List<AuditRecord> list(Call call, Optional<ProjectId> project, ListQuery<AuditColumn> query) {
        return query.complete(
                guard.auditLog(call, project, stores -> stores.audit().list(project, query)));
    }

    @Override
    public long count(Call call, Optional<ProjectId> project, ListQuery<AuditColumn> query) {
        return guard.auditLog(call, project, stores -> stores.audit().count(project, query));
    }
}
