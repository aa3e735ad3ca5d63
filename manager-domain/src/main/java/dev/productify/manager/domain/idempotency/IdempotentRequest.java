package dev.productify.manager.domain.idempotency;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.sealing.Belonging;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A request that its client gave a key. Whoever carries it out holds it; each of its effects is committed together with one more
 * in {@code effects}, and only while the same one holds it. So the row knows at any time whether something happened, whatever
 * became of who held it.
 *
 * @param holder who carries it out; another one with each attempt
 * @param heldUntil until when the holder is believed to be at work
 * @param effects how many transactions of it were committed
 * @param answered when it had been carried out; empty before
 * @param answer empty when it was not kept, because it was too long, or lost
 */
public record IdempotentRequest(
        IdempotentRequestId id,
        RequestOwner owner,
        IdempotencyKey key,
        RequestFingerprint fingerprint,
        UUID holder,
        Instant createdAt,
        Instant heldUntil,
        int effects,
        Optional<Instant> answered,
        Optional<KeptAnswer> answer) {
    /** How long whoever carries a request out is believed to be at work. */
    public static final Duration HELD = Duration.ofMinutes(1);

    private static final String BODY = "idempotency.answer";

    public IdempotentRequest {
        requireNonNull(id, "id");
        requireNonNull(owner, "owner");
        requireNonNull(key, "key");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(holder, "holder");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(heldUntil, "heldUntil");
        requireNonNull(answered, "answered");
        requireNonNull(answer, "answer");
        if (answer.isPresent() && answered.isEmpty()) {
            throw new IllegalArgumentException("who has an answer was answered");
        }
    }

    /** A request that begins to be carried out. */
    public static IdempotentRequest begin(
            IdempotentRequestId id,
            RequestOwner owner,
            IdempotencyKey key,
            RequestFingerprint fingerprint,
            UUID holder,
            Instant now) {
        return new IdempotentRequest(
                id, owner, key, fingerprint, holder, now, now.plus(HELD), 0, Optional.empty(), Optional.empty());
    }

    /** What is to be done when a request comes under a key that is known. */
    public enum Verdict {
        /** It is the same request, and there is its answer. */
        REPLAY,
        /** Somebody carries it out now. */
        IN_PROGRESS,
        /** The key belongs to another request. */
        OTHER_REQUEST,
        /** It took effect, and there is no answer. */
        ANSWER_LOST,
        /** Nothing ever came of it, or it is too old to count: it may be carried out. */
        FREE
    }

    /**
     * @param repeated of the request that comes now
     * @param retention how long keys count
     */
    public Verdict verdict(RequestFingerprint repeated, Instant now, Duration retention) {
        if (!now.isBefore(createdAt.plus(retention))) {
            return Verdict.FREE;
        }
        if (!fingerprint.equals(repeated)) {
            return Verdict.OTHER_REQUEST;
        }
        if (answered.isPresent()) {
            return answer.isPresent() ? Verdict.REPLAY : Verdict.ANSWER_LOST;
        }
        if (now.isBefore(heldUntil)) {
            return Verdict.IN_PROGRESS;
        }
        return effects == 0 ? Verdict.FREE : Verdict.ANSWER_LOST;
    }

    /** The same row for a request that begins anew under its key. */
    public IdempotentRequest takenOver(RequestFingerprint next, UUID nextHolder, Instant now) {
        return begin(id, owner, key, next, nextHolder, now);
    }

    /** To what the body of the answer is bound. */
    public Belonging belonging() {
        return belonging(owner, id);
    }

    /** To what the body of an answer is bound. */
    public static Belonging belonging(RequestOwner owner, IdempotentRequestId id) {
        return new Belonging(BODY, owner.id(), id.value());
    }
}
