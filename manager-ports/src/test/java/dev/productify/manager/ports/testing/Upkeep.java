package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.audit.AuditEntryId;
import dev.productify.manager.domain.audit.AuditSeal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows that periodic jobs keep. */
final class Upkeep {
    final List<AuditEntryId> unsealed;
    final List<AuditSeal> seals;
    final Map<String, Instant> due;
    final Map<String, Instant> succeeded;

    Upkeep() {
        this(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    private Upkeep(
            List<AuditEntryId> unsealed,
            List<AuditSeal> seals,
            Map<String, Instant> due,
            Map<String, Instant> succeeded) {
        this.unsealed = unsealed;
        this.seals = seals;
        this.due = due;
        this.succeeded = succeeded;
    }

    Upkeep copy() {
        return new Upkeep(
                new ArrayList<>(unsealed),
                new ArrayList<>(seals),
                new LinkedHashMap<>(due),
                new LinkedHashMap<>(succeeded));
    }
}
