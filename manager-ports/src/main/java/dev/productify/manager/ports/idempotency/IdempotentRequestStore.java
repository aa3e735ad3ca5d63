package dev.productify.manager.ports.idempotency;

import dev.productify.manager.domain.idempotency.IdempotencyKey;
import dev.productify.manager.domain.idempotency.IdempotentRequest;
import dev.productify.manager.domain.idempotency.KeptAnswer;
import dev.productify.manager.domain.idempotency.RequestOwner;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Turn;
import java.time.Instant;
import java.util.Optional;

/**
 * Where requests with a key are kept. Each owner has a key once. Methods name the owner whose row they mean, besides what the
 * transaction is bound to, with one exception: {@link #tookEffect}, which serves transactions that are bound to anything.
 */
public interface IdempotentRequestStore {
    /** @return false when the owner has a request under that key already */
    boolean insert(IdempotentRequest request);

    Optional<IdempotentRequest> find(RequestOwner owner, IdempotencyKey key);

    /**
     * Puts a request in the place of one that was found, unless that is not any more what it was.
     *
     * @param next with the same id, owner and key
     * @return whether it was done
     */
    boolean takeOver(IdempotentRequest found, IdempotentRequest next);

    /**
     * Counts this transaction as an effect of the request. From now on until the transaction ends nobody else changes the row.
     *
     * @throws ManagerException {@code CONFLICT} when somebody else has its turn, or it was answered
     */
    void tookEffect(Turn turn);

    /**
     * Ends a request that is still the holder's.
     *
     * @param answer empty when it is not to be kept
     */
    void answer(RequestOwner owner, Turn turn, Optional<KeptAnswer> answer, Instant at);

    /**
     * Removes a request that is still the holder's and of which nothing came; waits for transactions that are counting.
     *
     * @return whether it did
     */
    boolean release(RequestOwner owner, Turn turn);

    /**
     * Removes requests.
     *
     * @param began those that began by then
     * @param most how many
     * @return how many it removed
     */
    int removeOlderThan(Instant began, int most);

    /** Drops all answers, as when the key that sealed them goes: what was done is known still, what was said is not. */
    void forgetAnswers();
}
