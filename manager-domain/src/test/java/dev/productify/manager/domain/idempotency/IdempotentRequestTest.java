package dev.productify.manager.domain.idempotency;

import static dev.productify.manager.domain.idempotency.IdempotentRequest.Verdict.ANSWER_LOST;
import static dev.productify.manager.domain.idempotency.IdempotentRequest.Verdict.FREE;
import static dev.productify.manager.domain.idempotency.IdempotentRequest.Verdict.IN_PROGRESS;
import static dev.productify.manager.domain.idempotency.IdempotentRequest.Verdict.OTHER_REQUEST;
import static dev.productify.manager.domain.idempotency.IdempotentRequest.Verdict.REPLAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.sealing.Belonging;
import dev.productify.manager.domain.sealing.SecretSealer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdempotentRequestTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final RequestFingerprint SAME = RequestFingerprint.of("same");
    private static final RequestFingerprint OTHER = RequestFingerprint.of("other");

    private final IdempotentRequest fresh = IdempotentRequest.begin(
            new IdempotentRequestId(UUID.randomUUID()),
            new RequestOwner.Person(new UserId(UUID.randomUUID())),
            new IdempotencyKey("key"),
            SAME,
            UUID.randomUUID(),
            NOW);

    @Test
    void whoHoldsItIsBelievedToBeAtWorkForAMinute() {
        Instant last = NOW.plusSeconds(60).minusMillis(1);

        assertThat(fresh.verdict(SAME, last, DAY)).isEqualTo(IN_PROGRESS);
        assertThat(with(1, false, false).verdict(SAME, last, DAY)).isEqualTo(IN_PROGRESS);
        assertThat(fresh.verdict(SAME, last.plusMillis(1), DAY)).isEqualTo(FREE);
        assertThat(with(1, false, false).verdict(SAME, last.plusMillis(1), DAY)).isEqualTo(ANSWER_LOST);
    }

    @Test
    void anAnswerIsGivenAgain() {
        assertThat(with(1, true, true).verdict(SAME, NOW, DAY)).isEqualTo(REPLAY);
        assertThat(with(0, true, true).verdict(SAME, NOW, DAY)).isEqualTo(REPLAY);
        assertThat(with(1, true, false).verdict(SAME, NOW, DAY)).isEqualTo(ANSWER_LOST);
    }

    @Test
    void anotherRequestIsRefusedInEveryState() {
        for (IdempotentRequest request :
                new IdempotentRequest[] {fresh, with(1, false, false), with(1, true, true), with(1, true, false)}) {
            assertThat(request.verdict(OTHER, NOW.plusSeconds(61), DAY)).isEqualTo(OTHER_REQUEST);
        }
    }

    @Test
    void whatIsTooOldDoesNotCount() {
        for (IdempotentRequest request : new IdempotentRequest[] {fresh, with(1, true, true)}) {
            for (RequestFingerprint fingerprint : new RequestFingerprint[] {SAME, OTHER}) {
                assertThat(request.verdict(fingerprint, NOW.plus(DAY).minusMillis(1), DAY))
                        .isNotEqualTo(fingerprint.equals(OTHER) ? FREE : OTHER_REQUEST);
                assertThat(request.verdict(fingerprint, NOW.plus(DAY), DAY)).isEqualTo(FREE);
            }
        }
    }

    @Test
    void whoTakesOverBeginsAnew() {
        UUID next = UUID.randomUUID();

        assertThat(with(1, true, true).takenOver(OTHER, next, NOW.plus(DAY)))
                .isEqualTo(IdempotentRequest.begin(fresh.id(), fresh.owner(), fresh.key(), OTHER, next, NOW.plus(DAY)));
    }

    @Test
    void anAnswerNeedsToHaveBeenGiven() {
        assertThatThrownBy(() -> with(1, false, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theManagerItselfHasNoKeys() {
        assertThat(RequestOwner.of(new Principal.System("job"))).isEmpty();
    }

    private IdempotentRequest with(int effects, boolean answered, boolean kept) {
        return new IdempotentRequest(
                fresh.id(),
                fresh.owner(),
                fresh.key(),
                fresh.fingerprint(),
                fresh.holder(),
                fresh.createdAt(),
                fresh.heldUntil(),
                effects,
                answered ? Optional.of(NOW) : Optional.empty(),
                kept ? Optional.of(answer()) : Optional.empty());
    }

    private KeptAnswer answer() {
        SecretSealer sealer = new SecretSealer("0000000a", new byte[SecretSealer.KEY_LENGTH], new Random(1));
        Belonging belonging = fresh.belonging();
        return new KeptAnswer(200, "application/json", sealer.seal("{}", belonging));
    }
}
