package dev.productify.manager.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditSealTest {
    private static final AuditChain CHAIN = new AuditChain(UUID.fromString("01a20398-e1e1-75d9-a24b-880cd86cb9a3"));
    private static final AuditEntryId ROW = new AuditEntryId(UUID.fromString("01a20398-e2a1-70f5-bc3e-d506c2f41337"));
    private static final Instant AT = Instant.parse("2026-01-31T12:34:56.789012Z");

    /** Worked out by another program from the words of docs/features/audit.md. */
    @Test
    void theFormatIsTheOneOfTheDocumentation() {
        AuditSeal first = AuditSeal.after(ChainHead.start(CHAIN), ROW, Arrays.asList("a", null, "ä"), AT);

        assertThat(ChainHead.start(CHAIN).hash().hex())
                .isEqualTo("e925bdb676981c4dfec95f8ba00e95f3c2ddb361b7b784789e77556a68931895");
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(first.rowHash().hex()).isEqualTo("ed44f7f3fbffa46ef5574ebe46c924221dc0387abf336bb5ba5ab91c9c082203");
        assertThat(first.head().hex()).isEqualTo("d5aa16bd2b90259dc76e795567ad3463676a87017987431f287f1d05008acd3a");
    }

    @Test
    void whateverDiffersMakesAnotherHead() {
        ChainHead start = ChainHead.start(CHAIN);
        AuditSeal seal = AuditSeal.after(start, ROW, List.of("a", "bc"), AT);
        Set<Sha256> heads = new HashSet<>(List.of(
                seal.head(),
                AuditSeal.after(start, ROW, List.of("ab", "c"), AT).head(),
                AuditSeal.after(start, ROW, Arrays.asList("a", "bc", null), AT).head(),
                AuditSeal.after(start, ROW, List.of("a", "bc", ""), AT).head(),
                AuditSeal.after(start, ROW, List.of("a", "bc"), AT.plusNanos(1000))
                        .head(),
                AuditSeal.after(start, new AuditEntryId(CHAIN.value()), List.of("a", "bc"), AT)
                        .head(),
                AuditSeal.after(seal.asHead(), ROW, List.of("a", "bc"), AT).head(),
                AuditSeal.after(ChainHead.start(new AuditChain(ROW.value())), ROW, List.of("a", "bc"), AT)
                        .head()));

        assertThat(heads).hasSize(8);
    }

    @Test
    void aHeadIsWrittenAsProjectSequenceAndHash() {
        String hash = ChainHead.start(CHAIN).hash().hex();

        assertThat(ChainHead.start(CHAIN)).hasToString(CHAIN.value() + "=0:" + hash);
        assertThat(ChainHead.start(new AuditChain(new UUID(0, 0))).toString()).startsWith("installation=0:");
    }

    @Test
    void aHashHas64Digits() {
        assertThat(new Sha256("0".repeat(64)).hex()).hasSize(64);
        for (String wrong : List.of("0".repeat(63), "0".repeat(65), "G".repeat(64), "A".repeat(64))) {
            assertThatThrownBy(() -> new Sha256(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
