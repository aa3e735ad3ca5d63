package dev.productify.manager.domain.limits;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The limits that a project has by itself, whatever the installation's are.
 *
 * @param version 1 at the birth of the project, one more with each change; a store refuses to write over a newer one
 */
public record OwnLimits(ProjectId project, Limits limits, int version) {
    public OwnLimits {
        requireNonNull(project, "project");
        requireNonNull(limits, "limits");
    }

    /** As they are from the birth of the project on. */
    public static OwnLimits unwritten(ProjectId project) {
        return new OwnLimits(project, Limits.NONE, 1);
    }

    /** These after a change; this very object when it says nothing new. */
    public OwnLimits with(Map<LimitKind, Patch<Long>> change) {
        Limits changed = limits.with(change);
        return changed == limits ? this : new OwnLimits(project, changed, version + 1);
    }

    /** The fields that the audit log compares. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (LimitKind kind : LimitKind.values()) {
            fields.put(kind.word(), limits.of(kind).orElse(null));
        }
        return fields;
    }
}
