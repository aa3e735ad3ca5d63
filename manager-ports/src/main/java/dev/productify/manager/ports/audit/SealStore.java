package dev.productify.manager.ports.audit;

import dev.productify.manager.domain.audit.AuditChain;
import dev.productify.manager.domain.audit.AuditEntryId;
import dev.productify.manager.domain.audit.AuditSeal;
import dev.productify.manager.domain.audit.ChainHead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The seals of the audit log, and which rows wait for theirs. Every recorded row waits from its own transaction on, so
 * that none is skipped however late it is committed. For transactions bound to the whole installation.
 */
public interface SealStore {
    /**
     * Committed rows that have no seal, oldest first, and nobody else gets any until the transaction ends; empty while
     * somebody else has them.
     */
    List<Waiting> waiting(int most);

    /** Where the chain ends. */
    ChainHead head(AuditChain chain);

    /** Adds seals; their rows wait no more. */
    void append(List<AuditSeal> seals);

    /**
     * A row that has no seal.
     *
     * @param columns the text of each column in their documented order, {@code null} where there is none
     */
    record Waiting(AuditEntryId id, AuditChain chain, List<String> columns) {
        public Waiting {
            columns = Collections.unmodifiableList(new ArrayList<>(columns));
        }
    }
}
