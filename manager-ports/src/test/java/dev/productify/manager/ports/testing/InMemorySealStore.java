package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.audit.AuditChain;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.audit.AuditSeal;
import dev.productify.manager.domain.audit.ChainHead;
import dev.productify.manager.ports.audit.SealStore;
import java.util.Comparator;
import java.util.List;

/** One transaction runs at a time, so nobody else ever has the rows that wait. */
final class InMemorySealStore implements SealStore {
    private final Data data;
    private final Sightline sightline;

    InMemorySealStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public List<Waiting> waiting(int most) {
        if (!sightline.isPlatform()) {
            return List.of();
        }
        return data.audit.stream()
                .filter(entry -> data.upkeep.unsealed.contains(entry.id()))
                .sorted(Comparator.comparing(entry -> entry.id().value().toString()))
                .limit(most)
                .map(InMemorySealStore::waiting)
                .toList();
    }

    private static Waiting waiting(AuditEntry entry) {
        return new Waiting(
                entry.id(),
                AuditChain.of(entry.project()),
                List.of(AuditRecord.of(entry).toString()));
    }

    @Override
    public ChainHead head(AuditChain chain) {
        return data.upkeep.seals.stream()
                .filter(seal -> seal.chain().equals(chain))
                .reduce((earlier, later) -> later)
                .map(AuditSeal::asHead)
                .orElseGet(() -> ChainHead.start(chain));
    }

    @Override
    public void append(List<AuditSeal> seals) {
        sightline.requireInside(seals.isEmpty() || sightline.isPlatform());
        data.upkeep.seals.addAll(seals);
        data.upkeep.unsealed.removeAll(seals.stream().map(AuditSeal::row).toList());
    }
}
