package dev.productify.manager.ports.idempotency;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.idempotency.IdempotencyKey;
import dev.productify.manager.domain.idempotency.RequestFingerprint;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.tx.Transactions;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries requests out once, however often they come, after draft-ietf-httpapi-idempotency-key-header. See {@code
 * docs/features/idempotency.md} for what is promised, and why a crash at any point cannot lead to a second effect.
 */
public interface IdempotentRequests {
    /** Longest body of an answer that is kept, in bytes of UTF-8. */
    int MOST_ANSWER_BYTES = 256 * 1024;

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param replayed whether it was given before
     */
    record Answer(int status, String contentType, String body, boolean replayed) {
        public Answer {
            requireNonNull(contentType, "contentType");
            requireNonNull(body, "body");
        }
    }

    /**
     * What carrying a request out came to.
     *
     * @param settled whether the same request would be answered the same again: it was done, or refused for a reason that lies
     *     in the request or in how things are. What was not settled and took no effect may be tried again under its key
     */
    record Outcome(int status, String contentType, String body, boolean settled) {
        public Outcome {
            requireNonNull(contentType, "contentType");
            requireNonNull(body, "body");
        }
    }

    /**
     * Carries out a request, or gives the answer that it was given before.
     *
     * @param work is to make all changes by the call that it is handed. What it throws is thrown, and keeps no answer
     * @throws ManagerException {@code CONFLICT} when the key belongs to another request, when the same one is being carried out,
     *     or when it took effect and its answer is not known any more
     */
    Answer carryOut(Call call, IdempotencyKey key, RequestFingerprint fingerprint, Function<Call, Outcome> work);

    /** Whether a request that was refused so would be refused again, for which see {@link Outcome#settled}. */
    static boolean settles(ErrorCode refusal) {
        return switch (refusal.category()) {
            case INVALID, DENIED, NOT_FOUND, CONFLICT -> true;
            case UNAUTHENTICATED, RATE_LIMITED, UNAVAILABLE, FAULT -> false;
        };
    }

    /**
     * @param sealer seals answers, with the installation's key; asked at each use
     * @param retention how long keys count
     * @param trouble is told when an answer could not be kept; the client gets it all the same
     */
    static IdempotentRequests of(
            Transactions transactions,
            Journal journal,
            Supplier<SecretSealer> sealer,
            Duration retention,
            Consumer<RuntimeException> trouble) {
        return new IdempotentRequestService(transactions, journal, sealer, retention, trouble);
    }
}
