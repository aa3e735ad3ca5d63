package dev.productify.manager.ports.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.backend.CallbackResult;
import dev.productify.manager.domain.backend.RetryAfter;
import dev.productify.manager.domain.backend.SigningSecret;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.trigger.AttemptStatus;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.domain.trigger.RetrySchedule;
import dev.productify.manager.ports.audit.AuditedRows;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.backend.BackendSecrets;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Hands out what is to be sent, and writes down what came of it. Each attempt is written before it is handed out. A node hands
 * in its endings as long as the others believe that it lives; what it had in progress when they did not is somebody else's
 * (contract R3).
 */
public final class Dispatch {
    /** How long a node is believed to live after it last said so. */
    public static final Duration BELIEF = Duration.ofSeconds(6);

    private static final int DROPPED_AT_ONCE = 1_000;
    private static final Binding BINDING = new Binding.Platform("deliver callbacks");
    private static final Call GONE = Call.ofSystem("callback");

    private final Transactions transactions;
    private final BackendSecrets secrets;
    private final RetrySchedule retries;
    private final RandomGenerator random;
    private final Journal journal;
    private final AuditedRows<BackendId, Backend> backends;

    /** @param random draws waits; needs not be strong */
    public Dispatch(
            Transactions transactions,
            Journal journal,
            BackendSecrets secrets,
            RetrySchedule retries,
            RandomGenerator random) {
        this.transactions = requireNonNull(transactions, "transactions");
        this.journal = requireNonNull(journal, "journal");
        this.secrets = requireNonNull(secrets, "secrets");
        this.retries = requireNonNull(retries, "retries");
        this.random = requireNonNull(random, "random");
        this.backends = new AuditedRows<>(journal, EntityType.BACKEND, Stores::backends, Backend::audited);
    }

    /**
     * What came of an attempt.
     *
     * @param answer empty when there was none, or none that could be understood
     * @param error why it failed without regard to the status: no connection, no end, too long; empty otherwise
     * @param duration from its beginning, on a clock that never jumps
     */
    public record Outcome(
            Callback callback, Optional<CallbackAnswer> answer, Optional<String> error, Duration duration) {
        public Outcome {
            requireNonNull(callback, "callback");
            requireNonNull(answer, "answer");
            requireNonNull(error, "error");
            requireNonNull(duration, "duration");
        }

        /** What the answer means; one that did not end well was not taken. */
        public CallbackResult result() {
            CallbackResult said =
                    answer.map(kept -> CallbackResult.of(kept.status())).orElse(CallbackResult.NOT_TAKEN);
            return error.isPresent() && said == CallbackResult.TAKEN ? CallbackResult.NOT_TAKEN : said;
        }
    }

    /** A node that begins to send. */
    public NodeId join() {
        NodeId node = new NodeId(journal.newId());
        alive(node);
        return node;
    }

    /** Says that the node lives. */
    public void alive(NodeId node) {
        write(stores -> {
            stores.runs().alive(node, BELIEF);
            return node;
        });
    }

    /** Says that the node sends nothing any more. */
    public void leave(NodeId node) {
        write(stores -> {
            stores.runs().alive(node, Duration.ZERO);
            return node;
        });
    }

    /**
     * Looks after what others left: takes over from nodes that died, and ends what waits for backends that are gone.
     *
     * @return whether there is something to send now that was not before
     */
    public boolean lookAfter() {
        return write(stores -> {
            int taken = stores.runs().takeOver();
            stores.runs().dropUndeliverable(DROPPED_AT_ONCE);
            return taken > 0;
        });
    }

    /**
     * What a node may begin; {@link RunStore#take} says what of that it gets.
     *
     * @param all how many attempts
     * @param ofEach how many of these for one backend
     * @param ofSome the same for backends that have not the usual room
     * @param after begins behind that backend and goes around
     */
    public record Room(int all, int ofEach, Map<BackendId, Integer> ofSome, Optional<BackendId> after) {
        public Room {
            ofSome = Map.copyOf(ofSome);
            requireNonNull(after, "after");
        }
    }

    /**
     * What came of an exchange.
     *
     * @param counted which of the attempts that ended counted
     * @param taken what the node has to send
     */
    public record Exchanged(Set<DeliveryId> counted, List<Callback> taken) {}

    /**
     * Writes down what came of attempts of a node, and takes what is due as far as there is room. Both in one transaction: what
     * ends while one is under way is written by the next, so that the more there is to do, the less each callback costs.
     */
    public Exchanged exchange(NodeId node, Collection<Outcome> outcomes, Room room) {
        List<Ending> endings = outcomes.stream().map(this::ending).toList();
        return write(stores -> new Exchanged(
                endings.isEmpty() ? Set.of() : finish(stores, node, outcomes, endings),
                room.all() == 0
                        ? List.of()
                        : stores.runs().take(node, room.all(), room.ofEach(), room.ofSome(), room.after())));
    }

    /**
     * The value of the header {@code Authorization} for a callback.
     *
     * @throws IllegalStateException when the secret cannot be opened
     */
    public Optional<String> authorization(Callback callback) {
        return secrets.authorization(callback.backend());
    }

    /**
     * What signs a callback.
     *
     * @throws IllegalStateException when a secret cannot be opened
     */
    public List<SigningSecret> signing(Callback callback) {
        return secrets.signing(callback.backend(), callback.at());
    }

    private Set<DeliveryId> finish(Stores stores, NodeId node, Collection<Outcome> outcomes, List<Ending> endings) {
        Set<DeliveryId> counted = stores.runs().finish(node, endings);
        Set<BackendId> gone = new LinkedHashSet<>();
        for (Outcome outcome : outcomes) {
            if (outcome.result() == CallbackResult.GONE
                    && counted.contains(outcome.callback().delivery())
                    && gone.add(outcome.callback().backend().id())) {
                disable(stores, outcome.callback().backend());
            }
        }
        return counted;
    }

    private void disable(Stores stores, Backend backend) {
        if (stores.backends().find(backend.id()).isPresent()) {
            backends.update(stores, GONE, Optional.of(backend.place()), backend.id(), kept -> kept.gone(journal.now()));
        }
    }

    private Ending ending(Outcome outcome) {
        Callback callback = outcome.callback();
        CallbackResult result = outcome.result();
        Instant ended = callback.at().plus(outcome.duration());
        Optional<Duration> wanted = outcome.answer()
                .flatMap(answer -> answer.header("Retry-After"))
                .flatMap(value -> RetryAfter.parse(value, ended));
        Optional<Instant> retryAt = result == CallbackResult.NOT_TAKEN
                ? retries.next(callback.attempt(), ended, wanted, callback.endsAt(), random)
                : Optional.empty();
        return new Ending(
                callback.delivery(),
                callback.run().id(),
                callback.attempt(),
                result == CallbackResult.TAKEN ? AttemptStatus.SUCCEEDED : AttemptStatus.FAILED,
                outcome.answer(),
                outcome.error().or(() -> words(result, outcome.answer())),
                outcome.duration(),
                retryAt);
    }

    private static Optional<String> words(CallbackResult result, Optional<CallbackAnswer> answer) {
        int status = answer.map(CallbackAnswer::status).orElse(0);
        return switch (result) {
            case TAKEN -> Optional.empty();
            case GONE -> Optional.of("the backend answered 410 and was disabled");
            case NOT_TAKEN ->
                Optional.of(
                        status >= 300 && status <= 399
                                ? "the backend answered " + status + "; redirects are not followed"
                                : "the backend answered " + status);
        };
    }

    /** How much waits to be sent, for each application where something does. */
    public Map<ApplicationId, Long> waiting() {
        return read(stores -> new HashMap<>(stores.runs().waiting()));
    }

    /** How many triggers are due some time. */
    public long activeTriggers() {
        return read(stores -> stores.triggers().planned());
    }

    private <R> R read(Function<Stores, R> work) {
        return transactions.read(door -> new Admission<>(BINDING, null), (stores, nothing) -> work.apply(stores));
    }

    private <R> R write(Function<Stores, R> work) {
        return transactions.write(door -> new Admission<>(BINDING, null), (stores, nothing) -> work.apply(stores));
    }
}
