package dev.productify.manager.esb.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.CallbackAnswer;
import dev.productify.manager.ports.trigger.Dispatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InFlightTest {
    private static final long LONG = 600_000;

    private final ExecutorLimits limits =
            new ExecutorLimits(10, 4, 1, Duration.ofMillis(200), Duration.ofMillis(1500), Duration.ofSeconds(15));
    private final InFlight inFlight = new InFlight(limits);
    private final Callback callback = new PlantedTrigger().callback();

    private void taken(int number) {
        inFlight.taken(Collections.nCopies(number, callback));
    }

    private void began(int number) {
        taken(number);
        assertThat(inFlight.begin()).hasSize(number);
    }

    private void ended(int number, int status) {
        for (int i = 0; i < number; i++) {
            CallbackAnswer answer = new CallbackAnswer(status, List.of(), "");
            inFlight.ended(new Dispatch.Outcome(callback, Optional.of(answer), Optional.empty(), Duration.ZERO));
        }
    }

    private List<Dispatch.Outcome> moved(int most) {
        List<Dispatch.Outcome> moved = new ArrayList<>();
        inFlight.moveEnded(moved, most);
        return moved;
    }

    /** Somebody who waits for half of what is in progress. */
    private Thread gathering() throws InterruptedException {
        Thread thread = new Thread(() -> {
            try {
                inFlight.gather(LONG);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        return thread;
    }

    @Test
    void whereThereIsRoomNobodyWaitsForMoreToEnd() throws Exception {
        inFlight.gather(LONG);
        began(3);
        inFlight.gather(LONG);
        ended(1, 204);
        inFlight.gather(LONG);

        assertThat(moved(9)).hasSize(1);
    }

    @Test
    void whereARoomIsFullHalfOfItEndsFirst() throws Exception {
        began(4);
        ended(1, 204);
        Thread waiting = gathering();
        assertThat(waiting.isAlive()).isTrue();

        ended(1, 204);

        waiting.join();
        assertThat(moved(9)).hasSize(2);
        inFlight.gather(LONG); // what goes on is not more than before
    }

    @Test
    void nobodyWaitsForLong() throws Exception {
        began(4);

        inFlight.gather(1);

        assertThat(moved(9)).isEmpty();
    }

    @Test
    void whatEndsLeavesItsRoomAndIsWrittenInItsOrder() {
        began(4);
        assertThat(inFlight.room()).isEqualTo(6);
        assertThat(inFlight.rooms()).containsEntry(callback.backend().id(), 0);

        ended(3, 204);

        assertThat(inFlight.room()).isEqualTo(9);
        assertThat(inFlight.rooms()).containsEntry(callback.backend().id(), 3);
        assertThat(moved(2)).hasSize(2);
        assertThat(moved(2)).hasSize(1);
        inFlight.written(3);
        assertThat(inFlight.isEmpty()).isFalse();
        ended(1, 204);
        inFlight.written(1);
        assertThat(inFlight.isEmpty()).isTrue();
    }

    @Test
    void ofWhatIsTakenNoMoreBeginsThanOneBackendMayHave() {
        taken(6);

        assertThat(inFlight.begin()).hasSize(4);
        assertThat(inFlight.begin()).isEmpty();
        assertThat(inFlight.room()).isEqualTo(4);
        assertThat(inFlight.rooms()).containsEntry(callback.backend().id(), 0);
        ended(1, 204);
        assertThat(inFlight.begin()).hasSize(1);
        assertThat(inFlight.isEmpty()).isFalse();
    }

    @Test
    void noMoreBeginsThanTheNodeMayHave() {
        InFlight small = new InFlight(
                new ExecutorLimits(3, 4, limits.batch(), limits.poll(), limits.heartbeat(), limits.patience()));
        small.taken(Collections.nCopies(5, callback));

        assertThat(small.begin()).hasSize(3);
        assertThat(small.begin()).isEmpty();
        assertThat(small.room()).isZero();
    }

    @Test
    void ofABackendThatAnswersAsMuchIsTakenAheadAsItTookSinceTheLastLook() {
        began(4);
        ended(3, 204);
        assertThat(inFlight.rooms()).containsEntry(callback.backend().id(), 3);
        moved(9);

        assertThat(inFlight.rooms()).containsEntry(callback.backend().id(), 3 + 3);
        assertThat(inFlight.room()).isEqualTo(9 + 3);
        moved(9);
        assertThat(inFlight.rooms()).containsEntry(callback.backend().id(), 3);
    }

    @Test
    void noMoreIsTakenAheadThanMayBeInProgressAtOnce() {
        began(4);
        ended(4, 204);
        began(4);
        ended(2, 204);
        moved(9);

        assertThat(inFlight.rooms()).containsEntry(callback.backend().id(), 2 + 4);
    }

    @Test
    void ofABackendThatFailsNothingIsTakenAhead() {
        began(4);
        ended(1, 204);
        ended(3, 500);
        moved(9);

        assertThat(inFlight.rooms()).containsEntry(callback.backend().id(), 2);
    }

    @Test
    void whatWasTakenBeginsAlsoWhenItsBackendFailsMeanwhile() {
        taken(6);
        inFlight.begin();
        ended(4, 500);

        assertThat(inFlight.begin()).hasSize(2);
    }

    @Test
    void whoFailsThreeTimesIsTriedByTwoUntilItAnswersWell() {
        began(3);
        ended(2, 500);
        assertThat(inFlight.rooms()).containsEntry(callback.backend().id(), 3);
        ended(1, 500);
        assertThat(inFlight.rooms()).containsEntry(callback.backend().id(), 2);

        began(1);
        ended(1, 204);

        assertThat(inFlight.rooms()).isEmpty();
    }
}
