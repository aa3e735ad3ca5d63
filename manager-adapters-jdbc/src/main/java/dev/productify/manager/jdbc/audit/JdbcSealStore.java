package dev.productify.manager.jdbc.audit;

import dev.productify.manager.domain.audit.AuditChain;
import dev.productify.manager.domain.audit.AuditEntryId;
import dev.productify.manager.domain.audit.AuditSeal;
import dev.productify.manager.domain.audit.ChainHead;
import dev.productify.manager.domain.audit.Sha256;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.ports.audit.SealStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

public final class JdbcSealStore implements SealStore {
    /** One transaction at a time makes seals, so that no two continue a chain at the same number. */
    private static final String TAKE = "select pg_try_advisory_xact_lock(hashtextextended('manager.audit-seal', 0))";

    private static final String WAITING = """
            select l.id, coalesce(l.project_id, '00000000-0000-0000-0000-000000000000') as chain,
                   array[l.id::text, (extract(epoch from l.created_at) * 1000000)::bigint::text, l.project_id::text,
                         l.tenant_id::text, l.action, l.entity_type, l.entity_id::text, l.description, l.changes::text,
                         l.metadata::text, l.user_id::text, l.machine_user_id::text, l.actor, l.ip_address,
                         l.user_agent, l.request_id] as columns
              from audit_unsealed u join audit_log l on l.id = u.audit_id
             order by u.audit_id
             limit :most
            """;

    private static final String APPEND = """
            insert into audit_seal (chain, sequence, row_id, row_hash, head, sealed_at)
            select chain, sequence, row_id, decode(row_hash, 'hex'), decode(head, 'hex'), :at
              from unnest(:chains::uuid[], :sequences::text[]::bigint[], :rows::uuid[], :hashes::text[], :heads::text[])
                   as seal (chain, sequence, row_id, row_hash, head)
            """;

    private static final String HEAD = """
            select s.sequence, encode(s.head, 'hex') as head from audit_seal s
             where s.chain = :chain order by s.sequence desc limit 1
            """;

    private final Queries queries;

    public JdbcSealStore(Queries queries) {
        this.queries = queries;
    }

    private record WaitingRow(UUID id, UUID chain, String[] columns) {
        Waiting toWaiting() {
            return new Waiting(new AuditEntryId(id), new AuditChain(chain), Arrays.asList(columns));
        }
    }

    private record HeadRow(long sequence, String head) {}

    @Override
    public List<Waiting> waiting(int most) {
        if (!queries.one(Boolean.class, TAKE, Map.of()).orElseThrow()) {
            return List.of();
        }
        return queries.list(WaitingRow.class, WAITING, Map.of("most", most)).stream()
                .map(WaitingRow::toWaiting)
                .toList();
    }

    @Override
    public ChainHead head(AuditChain chain) {
        return queries.one(HeadRow.class, HEAD, Map.of("chain", chain))
                .map(row -> new ChainHead(chain, row.sequence(), new Sha256(row.head())))
                .orElseGet(() -> ChainHead.start(chain));
    }

    @Override
    public void append(List<AuditSeal> seals) {
        if (seals.isEmpty()) {
            return;
        }
        UUID[] rows = seals.stream().map(seal -> seal.row().value()).toArray(UUID[]::new);
        queries.change(
                APPEND,
                Map.of(
                        "at", seals.get(0).at(),
                        "chains",
                                seals.stream().map(seal -> seal.chain().value()).toArray(UUID[]::new),
                        "sequences", texts(seals, seal -> Long.toString(seal.sequence())),
                        "rows", rows,
                        "hashes", texts(seals, seal -> seal.rowHash().hex()),
                        "heads", texts(seals, seal -> seal.head().hex())));
        queries.change("delete from audit_unsealed where audit_id = any(:rows)", Map.of("rows", rows));
    }

    private static String[] texts(List<AuditSeal> seals, Function<AuditSeal, String> text) {
        return seals.stream().map(text).toArray(String[]::new);
    }
}
