package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final GatewayLimits LIMITS = new GatewayLimits(
            10, 20, Duration.ofSeconds(1), 20, 3, new GatewayLimits.Circuit(10, 4, 50, 2, Duration.ofHours(1)));

    private final Lane lane = new Lane(LIMITS);

    private void calls(Lane.Outcome... outcomes) {
        for (Lane.Outcome outcome : outcomes) {
            assertThat(lane.permits()).isTrue();
            lane.ended(outcome, 1);
        }
    }

    @Test
    void asManyEnterAsThereArePlaces() {
        for (int i = 0; i < 10; i++) {
            assertThat(lane.enter()).isTrue();
        }
        assertThat(lane.enter()).isFalse();
        lane.leave();
        assertThat(lane.enter()).isTrue();
        assertThat(lane.enter()).isFalse();
    }

    @Test
    void theCircuitOpensWhenHalfOfTheCallsFailed() {
        calls(Lane.Outcome.FAILED, Lane.Outcome.ANSWERED, Lane.Outcome.ANSWERED, Lane.Outcome.ANSWERED);
        assertThat(lane.permits()).isTrue();
        calls(Lane.Outcome.FAILED);
        assertThat(lane.permits()).isTrue();
        lane.ended(Lane.Outcome.FAILED, 1);

        assertThat(lane.permits()).isFalse();
        assertThat(lane.isIdle()).isFalse();
    }

    @Test
    void fewCallsDecideNothing() {
        calls(Lane.Outcome.FAILED, Lane.Outcome.FAILED, Lane.Outcome.FAILED);
        assertThat(lane.permits()).isTrue();
        lane.ended(Lane.Outcome.FAILED, 1);

        assertThat(lane.permits()).isFalse();
    }

    @Test
    void whatCallersDoTellsNothingOfTheBackend() {
        calls(Lane.Outcome.FAILED, Lane.Outcome.FAILED, Lane.Outcome.FAILED);
        for (int i = 0; i < 20; i++) {
            calls(Lane.Outcome.UNKNOWN);
        }

        assertThat(lane.permits()).isTrue();
    }

    @Test
    void aFifthOfTheCallsInFlightMayBeSecondTriesButThreeAlways() {
        for (int i = 0; i < 3; i++) {
            assertThat(lane.mayTryAgain()).isTrue();
        }
        assertThat(lane.mayTryAgain()).isFalse();
        lane.triedAgain();
        assertThat(lane.mayTryAgain()).isTrue();

        Lane busy = new Lane(new GatewayLimits(100, 100, Duration.ofSeconds(1), 20, 3, LIMITS.circuit()));
        for (int i = 0; i < 50; i++) {
            busy.enter();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(busy.mayTryAgain()).isTrue();
        }
        assertThat(busy.mayTryAgain()).isFalse();
    }
}
