package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.audit.AuditColumn;
import dev.productify.manager.ports.audit.AuditTrail;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemoryAuditTrail implements AuditTrail {
    private final Data data;
    private final Sightline sightline;

    InMemoryAuditTrail(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public void record(AuditEntry entry) {
        boolean inside = place(entry)
                .map(sightline::writes)
                .orElseGet(() -> sightline.isPlatform() || sightline.isOwnOf(entry.actor()));
        sightline.requireInside(inside);
        data.audit.add(entry);
        data.upkeep.unsealed.add(entry.id());
    }

    @Override
    public List<AuditRecord> list(Optional<ProjectId> project, ListQuery<AuditColumn> query) {
        return InMemoryLists.page(of(project), query, AuditRecord::id);
    }

    @Override
    public long count(Optional<ProjectId> project, ListQuery<AuditColumn> query) {
        return InMemoryLists.count(of(project), query);
    }

    private Stream<AuditRecord> of(Optional<ProjectId> project) {
        return data.audit.stream()
                .filter(entry -> entry.project().equals(project))
                .filter(entry -> sightline.readsAuditOf(place(entry)))
                .map(AuditRecord::of);
    }

    private static Optional<Place> place(AuditEntry entry) {
        return entry.project().map(project -> new Place(project, entry.tenant(), Optional.empty()));
    }
}
