package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.audit.AuditChain;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.ChainHead;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.ports.audit.AuditSealing;
import dev.productify.manager.ports.audit.SealStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every row that is committed waits for its seal, gets one, and is then a link of its project's chain. */
public abstract class SealStoreContract extends StoreContract {
    private final List<ChainHead> announced = new ArrayList<>();
    private Project mine;
    private Project other;

    @BeforeEach
    void keepProjects() {
        mine = kept(project());
        other = kept(project());
        seal();
        announced.clear();
    }

    @Test
    void aRowWaitsFromItsOwnTransactionOnUntilItIsSealed() {
        AuditEntry entry = record(mine);

        assertThat(waiting()).containsExactly(entry.id().value().toString());
        seal();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void eachProjectHasAChainOfItsOwnAndSoHaveTheRowsWithoutOne() {
        record(mine);
        record(other);
        record(mine);
        change(PLATFORM, stores -> stores.audit().record(Trespass.entry(Optional.empty())));
        long before = head(new AuditChain(new java.util.UUID(0, 0))).sequence();

        seal();

        assertThat(head(chain(mine)).sequence()).isEqualTo(2);
        assertThat(head(chain(other)).sequence()).isEqualTo(1);
        assertThat(head(new AuditChain(new java.util.UUID(0, 0))).sequence()).isEqualTo(before + 1);
        assertThat(announced).contains(head(chain(mine)), head(chain(other))).hasSize(3);
    }

    @Test
    void aChainGoesOnWhereItEnded() {
        assertThat(head(chain(mine))).isEqualTo(ChainHead.start(chain(mine)));
        record(mine);
        seal();
        ChainHead first = head(chain(mine));
        record(mine);
        seal();

        assertThat(first.sequence()).isEqualTo(1);
        assertThat(head(chain(mine)).sequence()).isEqualTo(2);
        assertThat(head(chain(mine)).hash()).isNotEqualTo(first.hash());
    }

    @Test
    void withoutANewRowNothingIsSealedOrAnnounced() {
        seal();

        assertThat(announced).isEmpty();
        assertThat(head(chain(mine)).sequence()).isZero();
    }

    @Test
    void onlyThePlatformSeesWhatWaits() {
        record(mine);

        List<SealStore.Waiting> seen = write(at(mine), stores -> stores.seals().waiting(10));

        assertThat(seen).isEmpty();
    }

    private AuditEntry record(Project project) {
        AuditEntry entry = Trespass.entry(Optional.of(Place.of(project.id())));
        change(at(project), stores -> stores.audit().record(entry));
        return entry;
    }

    private static AuditChain chain(Project project) {
        return AuditChain.of(Optional.of(project.id()));
    }

    private ChainHead head(AuditChain chain) {
        return write(PLATFORM, stores -> stores.seals().head(chain));
    }

    private List<String> waiting() {
        return write(PLATFORM, stores -> stores.seals().waiting(10)).stream()
                .map(row -> row.id().value().toString())
                .toList();
    }

    private void seal() {
        AuditSealing sealing = new AuditSealing(InstantSource.fixed(LATER), announced::add);
        while (write(PLATFORM, stores -> {
            var turn = sealing.run(stores);
            turn.afterwards().run();
            return turn.more();
        })) {
            // There was more than one batch.
        }
    }
}
