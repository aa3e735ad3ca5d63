package dev.productify.manager.domain.audit;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Where a chain of seals ends. Who kept one elsewhere can tell later that nothing before it was changed or cut.
 *
 * @param sequence number of the last seal; 0 before the first
 */
public record ChainHead(AuditChain chain, long sequence, Sha256 hash) {
    private static final String START = "productify-manager audit chain 1 ";

    public ChainHead {
        requireNonNull(chain, "chain");
        requireNonNull(hash, "hash");
    }

    /** Before the first seal. */
    public static ChainHead start(AuditChain chain) {
        MessageDigest digest = Sha256.begin();
        digest.update((START + chain.value()).getBytes(StandardCharsets.UTF_8));
        return new ChainHead(chain, 0, Sha256.of(digest));
    }

    /** As it is written down: {@code <project>=<sequence>:<hash>}. */
    @Override
    public String toString() {
        return chain + "=" + sequence + ":" + hash;
    }
}
