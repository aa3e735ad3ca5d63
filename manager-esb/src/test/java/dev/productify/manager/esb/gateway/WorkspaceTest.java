package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private static final long MOST = 10 * Workspace.SMALL;

    private final Workspace workspace = new Workspace(MOST);

    /** What another conversion may take while one has taken so much: whether it runs. */
    private boolean runsBeside(long taken, long other) {
        return workspace.run(memory -> {
            memory.take(taken);
            try {
                return workspace.run(more -> {
                    more.take(other);
                    return true;
                });
            } catch (BusException refusal) {
                assertThat(refusal.error()).isEqualTo(BusError.CONVERSIONS_FULL);
                assertThat(Refusals.problem(refusal).retryAfter()).isPresent();
                return false;
            }
        });
    }

    @Test
    void conversionsAtOnceShareTheMemory() {
        assertThat(runsBeside(MOST - Workspace.SMALL - 1, Workspace.SMALL + 1)).isTrue();
        assertThat(runsBeside(MOST - Workspace.SMALL, Workspace.SMALL + 1)).isFalse();
    }

    @Test
    void whatIsSmallAlwaysRuns() {
        assertThat(runsBeside(MOST, Workspace.SMALL)).isTrue();
    }

    @Test
    void theLargestRunsAlone() {
        assertThat(runsBeside(0, 100 * MOST)).isTrue();
        assertThat(runsBeside(Workspace.SMALL + 1, 100 * MOST)).isFalse();
        assertThat(runsBeside(100 * MOST, Workspace.SMALL + 1)).isFalse();
    }

    @Test
    void whatIsTakenBitByBitIsCountedTogether() {
        workspace.<Void>run(memory -> {
            for (int i = 0; i < 4; i++) {
                memory.take(Workspace.SMALL);
            }
            assertThat(runsBeside(0, MOST - 4 * Workspace.SMALL)).isTrue();
            assertThat(runsBeside(0, MOST - 4 * Workspace.SMALL + 1)).isFalse();
            return null;
        });
    }

    @Test
    void itIsGivenBackAlsoAfterAFailure() {
        assertThatThrownBy(() -> workspace.run(memory -> {
                    memory.take(MOST);
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(runsBeside(0, MOST)).isTrue();
    }
}
