package dev.productify.manager.jdbc.limits;

import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.limits.Limits;
import dev.productify.manager.domain.limits.OwnLimits;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** A row of {@code project_limits}: a column for each kind, null where the project says nothing. */
record LimitsRow(
        UUID projectId,
        Long members,
        Long tenants,
        Long endpoints,
        Long triggers,
        Long triggerPeriod,
        Long piletBytes,
        Integer revision) {
    static LimitsRow of(OwnLimits own) {
        Limits limits = own.limits();
        return new LimitsRow(
                own.project().value(),
                limits.of(LimitKind.MEMBERS).orElse(null),
                limits.of(LimitKind.TENANTS).orElse(null),
                limits.of(LimitKind.ENDPOINTS).orElse(null),
                limits.of(LimitKind.TRIGGERS).orElse(null),
                limits.of(LimitKind.TRIGGER_PERIOD).orElse(null),
                limits.of(LimitKind.PILET_BYTES).orElse(null),
                own.version());
    }

    OwnLimits toLimits() {
        ProjectId project = new ProjectId(projectId);
        if (revision == null) {
            return OwnLimits.unwritten(project);
        }
        Map<LimitKind, Long> values = new EnumMap<>(LimitKind.class);
        put(values, LimitKind.MEMBERS, members);
        put(values, LimitKind.TENANTS, tenants);
        put(values, LimitKind.ENDPOINTS, endpoints);
        put(values, LimitKind.TRIGGERS, triggers);
        put(values, LimitKind.TRIGGER_PERIOD, triggerPeriod);
        put(values, LimitKind.PILET_BYTES, piletBytes);
        return new OwnLimits(project, new Limits(values), revision);
    }

    private static void put(Map<LimitKind, Long> values, LimitKind kind, Long value) {
        if (value != null) {
            values.put(kind, value);
        }
    }
}
