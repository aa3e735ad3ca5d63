package dev.productify.manager.domain.audit;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Binds one row of the audit log into its chain, so that it cannot be changed, removed or moved unnoticed. The format is
 * documented in {@code docs/features/audit.md}; whoever changes it gives it a new number there.
 *
 * @param sequence number in the chain, from 1 without gaps
 * @param rowHash of the row's columns
 * @param head of the chain, this seal included
 */
public record AuditSeal(AuditChain chain, long sequence, AuditEntryId row, Sha256 rowHash, Sha256 head, Instant at) {
    public AuditSeal {
        requireNonNull(chain, "chain");
        requireNonNull(row, "row");
        requireNonNull(rowHash, "rowHash");
        requireNonNull(head, "head");
        requireNonNull(at, "at");
    }

    /**
     * The next seal of a chain.
     *
     * @param columns the text of each column of the row in their documented order, {@code null} where there is none
     * @param at to the microsecond
     */
    public static AuditSeal after(ChainHead last, AuditEntryId row, List<String> columns, Instant at) {
        long sequence = last.sequence() + 1;
        Sha256 rowHash = hash(columns);
        MessageDigest digest = Sha256.begin();
        digest.update(last.hash().bytes());
        digest.update(ByteBuffer.allocate(24)
                .putLong(sequence)
                .putLong(row.value().getMostSignificantBits())
                .putLong(row.value().getLeastSignificantBits())
                .flip());
        digest.update(rowHash.bytes());
        digest.update(ByteBuffer.allocate(8)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .flip());
        return new AuditSeal(last.chain(), sequence, row, rowHash, Sha256.of(digest), at);
    }

    /** Each column by its length, so that no two rows look alike. */
    private static Sha256 hash(List<String> columns) {
        MessageDigest digest = Sha256.begin();
        for (String column : columns) {
            if (column == null) {
                digest.update((byte) 0);
                continue;
            }
            byte[] text = column.getBytes(StandardCharsets.UTF_8);
            digest.update((byte) 1);
            digest.update(ByteBuffer.allocate(4).putInt(text.length).flip());
            digest.update(text);
        }
        return Sha256.of(digest);
    }

    /** The chain up to this seal. */
    public ChainHead asHead() {
        return new ChainHead(chain, sequence, head);
    }
}
