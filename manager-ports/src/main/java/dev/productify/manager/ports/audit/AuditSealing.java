package dev.productify.manager.ports.audit;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.audit.AuditChain;
import dev.productify.manager.domain.audit.AuditSeal;
import dev.productify.manager.domain.audit.ChainHead;
import dev.productify.manager.ports.job.PeriodicJob;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Seals what was committed to the audit log since the last time. */
public final class AuditSealing implements PeriodicJob.Work {
    public static final String NAME = "audit-seal";
    /** Rows in one transaction. */
    static final int BATCH = 1000;

    private final InstantSource clock;
    private final Consumer<ChainHead> announce;

    /** @param announce told each new end of a chain, after it was committed: where it is kept, a cut is noticed */
    public AuditSealing(InstantSource clock, Consumer<ChainHead> announce) {
        this.clock = requireNonNull(clock, "clock");
        this.announce = requireNonNull(announce, "announce");
    }

    @Override
    public PeriodicJob.Turn run(Stores stores) {
        List<SealStore.Waiting> waiting = stores.seals().waiting(BATCH);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<AuditChain, ChainHead> heads = new LinkedHashMap<>();
        List<AuditSeal> seals = new ArrayList<>();
        for (SealStore.Waiting row : waiting) {
            ChainHead last = heads.computeIfAbsent(row.chain(), stores.seals()::head);
            AuditSeal seal = AuditSeal.after(last, row.id(), row.columns(), now);
            heads.put(row.chain(), seal.asHead());
            seals.add(seal);
        }
        stores.seals().append(seals);
        return new PeriodicJob.Turn(
                waiting.size() == BATCH, () -> heads.values().forEach(announce));
    }
}
