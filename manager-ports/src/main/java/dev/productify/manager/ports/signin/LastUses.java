package dev.productify.manager.ports.signin;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Notes when tokens and machine users were last used, at most once a minute for each, so that a service which calls a thousand
 * times a second costs one write a minute. What comes up while one transaction writes is written by the next one, all of it.
 * No request waits for this or fails by it: a use may be lost, and the next one after a minute is noted again. Safe for use
 * by many threads.
 */
public final class LastUses {
    /** How exact the noted time is. */
    public static final Duration PRECISION = Duration.ofMinutes(1);

    /** Credentials that are kept in mind; above this, uses of further ones wait for those of a minute ago to be forgotten. */
    static final int MOST = 20_000;
    /** What one transaction writes; each row is locked until its end. */
    static final int MOST_AT_ONCE = 500;

    private final Transactions transactions;
    private final Executor background;
    private final Map<Id, Instant> noted = new ConcurrentHashMap<>();
    private final Map<Id, Use> waiting = new LinkedHashMap<>();
    private Instant swept = Instant.MIN;
    private boolean isWriting;

    /** @param background runs what writes; its failures, and its refusals to run, are of no consequence */
    public LastUses(Transactions transactions, Executor background) {
        this.transactions = requireNonNull(transactions, "transactions");
        this.background = requireNonNull(background, "background");
    }

    private record Use(Instant at, BiConsumer<Stores, Instant> write) {}

    /** @param token as it was found, with the time that is noted of it so far */
    public void used(PersonalAccessToken token, Instant at) {
        PersonalAccessTokenId id = token.id();
        used(
                id,
                token.lastUsedAt(),
                at,
                (stores, time) -> stores.personalAccessTokens().used(id, time));
    }

    /** @param user as it was found, with the time that is noted of it so far */
    public void used(MachineUser user, Instant at) {
        MachineUserId id = user.id();
        used(id, user.lastUsedAt(), at, (stores, time) -> stores.machineUsers().used(id, time));
    }

    /** @param session as it was found, with the time that is noted of it so far */
    public void used(Session session, Instant at) {
        SessionId id = session.id();
        used(
                id,
                Optional.of(session.lastUsedAt()),
                at,
                (stores, time) -> stores.sessions().used(id, time));
    }

    private void used(Id id, Optional<Instant> before, Instant at, BiConsumer<Stores, Instant> write) {
        Instant due = at.minus(PRECISION);
        // Nearly every use ends here, and takes no lock for it.
        if (before.filter(due::isBefore).isPresent() || isFresh(noted.get(id), due)) {
            return;
        }
        if (isFirst(id, at, due, new Use(at.truncatedTo(ChronoUnit.MILLIS), write))) {
            write();
        }
    }

    private static boolean isFresh(Instant time, Instant due) {
        return time != null && due.isBefore(time);
    }

    /** Whether somebody has to begin to write: of all that ask at the same time one at most. */
    private synchronized boolean isFirst(Id id, Instant at, Instant due, Use use) {
        if (isFresh(noted.get(id), due)) {
            return false;
        }
        if (!due.isBefore(swept)) {
            swept = at;
            noted.values().removeIf(time -> !isFresh(time, due));
        }
        if (noted.size() >= MOST || waiting.size() >= MOST) {
            return false;
        }
        noted.put(id, at);
        waiting.put(id, use);
        boolean begins = !isWriting;
        isWriting = true;
        return begins;
    }

    private void write() {
        try {
            background.execute(this::writeAll);
        } catch (RuntimeException e) {
            // Too busy, stopping, or without a database.
            forgetWaiting();
        }
    }

    private void writeAll() {
        boolean isDone = false;
        try {
            for (List<Use> batch = batch(); !batch.isEmpty(); batch = batch()) {
                write(batch);
            }
            isDone = true;
        } finally {
            if (!isDone) {
                forgetWaiting();
            }
        }
    }

    /** In the order of their ids, so that nodes which write the same rows wait for each other and never in a circle. */
    private synchronized List<Use> batch() {
        List<Id> ids = new ArrayList<>(waiting.keySet());
        ids.sort(Comparator.comparing(Id::value));
        List<Use> batch = ids.stream().limit(MOST_AT_ONCE).map(waiting::remove).toList();
        isWriting = !batch.isEmpty();
        return batch;
    }

    private synchronized void forgetWaiting() {
        waiting.clear();
        isWriting = false;
    }

    private void write(List<Use> batch) {
        Binding platform = new Binding.Platform("note when credentials were used");
        transactions.write(door -> new Admission<>(platform, batch), (stores, uses) -> {
            uses.forEach(use -> use.write().accept(stores, use.at()));
            return uses.size();
        });
    }
}
