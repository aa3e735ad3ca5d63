package dev.productify.manager.ports.token;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/** Notes when tokens are used, at most once a minute for each. No request waits for it, and none fails by it. */
@FunctionalInterface
public interface TokenUses {
    /** How exact the noted time is. */
    Duration RESOLUTION = Duration.ofMinutes(1);

    /** Notes nothing. */
    TokenUses FORGOTTEN = (token, at) -> {};

    /** @param token as it was found, with the time that is noted of it so far */
    void used(PersonalAccessToken token, Instant at);

    /** @param background runs what writes to the stores; its failures, and its refusals to run, are of no consequence */
    static TokenUses kept(Transactions transactions, Executor background) {
        return new Kept(transactions, background);
    }

    /** Remembers what it has noted lately, so that of the many uses of a token only one in a minute leaves the memory. */
    final class Kept implements TokenUses {
        private final Transactions transactions;
        private final Executor background;
        private final Map<PersonalAccessTokenId, Instant> noted = new ConcurrentHashMap<>();
        private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.MIN);

        private Kept(Transactions transactions, Executor background) {
            this.transactions = requireNonNull(transactions, "transactions");
            this.background = requireNonNull(background, "background");
        }

        @Override
        public void used(PersonalAccessToken token, Instant at) {
            Instant due = at.minus(RESOLUTION);
            boolean isFresh = token.lastUsedAt().filter(due::isBefore).isPresent();
            if (isFresh || !isFirst(token.id(), at, due)) {
                return;
            }
            try {
                background.execute(() -> write(token.id(), at.truncatedTo(ChronoUnit.MILLIS)));
            } catch (RuntimeException e) {
                // Too busy, stopping, or without a database: the next use after a minute notes it again.
            }
        }

        /** Of all that ask at the same time only one gets a yes. */
        private boolean isFirst(PersonalAccessTokenId id, Instant at, Instant due) {
            sweep(at, due);
            Instant before = noted.putIfAbsent(id, at);
            return before == null || !before.isAfter(due) && noted.replace(id, before, at);
        }

        /** Once a minute forgets the tokens that nobody uses any more, so that the memory stays small. */
        private void sweep(Instant at, Instant due) {
            Instant last = swept.get();
            if (!last.isAfter(due) && swept.compareAndSet(last, at)) {
                noted.values().removeIf(time -> !time.isAfter(due));
            }
        }

        private void write(PersonalAccessTokenId id, Instant at) {
            Binding platform = new Binding.Platform("note the use of a token");
            transactions.write(door -> new Admission<>(platform, id), (stores, token) -> {
                stores.personalAccessTokens().used(token, at);
                return token;
            });
        }
    }
}
