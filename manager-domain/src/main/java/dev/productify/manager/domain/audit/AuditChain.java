package dev.productify.manager.domain.audit;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.util.Optional;
import java.util.UUID;

/** A chain of seals: one for each project, and one for the rows without a project, whose id is the nil UUID. */
public record AuditChain(UUID value) implements Id {
    private static final UUID NIL = new UUID(0, 0);

    public AuditChain {
        requireNonNull(value, "value");
    }

    public static AuditChain of(Optional<ProjectId> project) {
        return new AuditChain(project.map(ProjectId::value).orElse(NIL));
    }

    /** The project's id, or {@code installation}. */
    @Override
    public String toString() {
        return value.equals(NIL) ? "installation" : value.toString();
    }
}
