package dev.productify.manager.ports.idempotency;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.idempotency.IdempotencyKey;
import dev.productify.manager.domain.idempotency.IdempotentRequest;
import dev.productify.manager.domain.idempotency.IdempotentRequestId;
import dev.productify.manager.domain.idempotency.KeptAnswer;
import dev.productify.manager.domain.idempotency.RequestFingerprint;
import dev.productify.manager.domain.idempotency.RequestOwner;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Turn;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

final class IdempotentRequestService implements IdempotentRequests {
    /** After that, a request that is being carried out has mostly been answered. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final String FINGERPRINT = "idempotency.fingerprint";

    private final Transactions transactions;
    private final Journal journal;
    private final Supplier<SecretSealer> sealer;
    private final Duration retention;
    private final Consumer<RuntimeException> trouble;

    IdempotentRequestService(
            Transactions transactions,
            Journal journal,
            Supplier<SecretSealer> sealer,
            Duration retention,
            Consumer<RuntimeException> trouble) {
        this.transactions = requireNonNull(transactions, "transactions");
        this.journal = requireNonNull(journal, "journal");
        this.sealer = requireNonNull(sealer, "sealer");
        this.retention = requireNonNull(retention, "retention");
        this.trouble = requireNonNull(trouble, "trouble");
    }

    /** A request as it stands after it was looked for, and whether it is this caller's turn to carry it out. */
    private record Begun(IdempotentRequest request, boolean here) {
        Turn turn() {
            return new Turn(request.id(), request.holder());
        }
    }

    @Override
    public Answer carryOut(
            Call call, IdempotencyKey key, RequestFingerprint fingerprint, Function<Call, Outcome> work) {
        RequestOwner owner = RequestOwner.of(call.principal())
                .orElseThrow(() -> ManagerException.badInput("The Manager itself repeats no requests"));
        Begun begun = begin(owner, key, keyed(call, owner, key, fingerprint));
        return begun.here() ? carryOut(call, begun, work) : replayed(begun.request());
    }

    /**
     * What is asked may hold a password: its hash, which anybody could try passwords on, must not be at rest. What the request
     * made ends with what the caller proved themselves by (contract A10), so who shows something that ends earlier asks for
     * something else.
     */
    private RequestFingerprint keyed(
            Call call, RequestOwner owner, IdempotencyKey key, RequestFingerprint fingerprint) {
        String expiry = call.caller().proof().expiresAt().map(Instant::toString).orElse("");
        String text = String.join("/", owner.id().toString(), key.value(), fingerprint.hex(), expiry);
        return new RequestFingerprint(sealer.get().tag(FINGERPRINT, text));
    }

    private Begun begin(RequestOwner owner, IdempotencyKey key, RequestFingerprint fingerprint) {
        Instant now = journal.now();
        UUID holder = UUID.randomUUID(); // told to nobody, so that nobody else can act for it
        IdempotentRequest fresh =
                IdempotentRequest.begin(new IdempotentRequestId(journal.newId()), owner, key, fingerprint, holder, now);
        return transactions.write(door -> new Admission<>(binding(owner), null), (stores, nothing) -> {
            IdempotentRequestStore store = stores.idempotentRequests();
            if (store.insert(fresh)) {
                return new Begun(fresh, true);
            }
            // Between the two it may have been removed: then it was somebody's a moment ago.
            IdempotentRequest known = store.find(owner, key).orElseThrow(IdempotentRequestService::inProgress);
            return switch (known.verdict(fingerprint, now, retention)) {
                case REPLAY -> new Begun(known, false);
                case FREE -> takenOver(store, known, known.takenOver(fingerprint, holder, now));
                case IN_PROGRESS -> throw inProgress();
                case OTHER_REQUEST -> throw otherRequest();
                case ANSWER_LOST -> throw answerLost();
            };
        });
    }

    private static Begun takenOver(IdempotentRequestStore store, IdempotentRequest known, IdempotentRequest next) {
        if (!store.takeOver(known, next)) {
            throw inProgress();
        }
        return new Begun(next, true);
    }

    private Answer carryOut(Call call, Begun begun, Function<Call, Outcome> work) {
        Outcome outcome;
        try {
            outcome = work.apply(call.inTurn(begun.turn()));
        } catch (RuntimeException | Error failure) {
            end(begun, Optional.empty());
            throw failure;
        }
        end(begun, Optional.of(outcome));
        return new Answer(outcome.status(), outcome.contentType(), outcome.body(), false);
    }

    /** Whatever goes wrong here, the client is told what became of its request; a repetition is then refused, and never done. */
    private void end(Begun begun, Optional<Outcome> outcome) {
        RequestOwner owner = begun.request().owner();
        try {
            Optional<KeptAnswer> answer = outcome.flatMap(one -> sealed(begun.request(), one));
            boolean settled = outcome.filter(Outcome::settled).isPresent() && answer.isPresent();
            transactions.write(door -> new Admission<>(binding(owner), null), (stores, nothing) -> {
                IdempotentRequestStore store = stores.idempotentRequests();
                if (settled || !store.release(owner, begun.turn())) {
                    store.answer(owner, begun.turn(), answer, journal.now());
                }
                return settled;
            });
        } catch (RuntimeException lost) {
            trouble.accept(lost);
        }
    }

    private Optional<KeptAnswer> sealed(IdempotentRequest request, Outcome outcome) {
        return outcome.body().getBytes(StandardCharsets.UTF_8).length > MOST_ANSWER_BYTES
                ? Optional.empty()
                : Optional.of(new KeptAnswer(
                        outcome.status(),
                        outcome.contentType(),
                        sealer.get().seal(outcome.body(), request.belonging())));
    }

    private Answer replayed(IdempotentRequest request) {
        KeptAnswer kept = request.answer().orElseThrow();
        String body = sealer.get().open(kept.body(), request.belonging());
        return new Answer(kept.status(), kept.contentType(), body, true);
    }

    private static Binding binding(RequestOwner owner) {
        if (owner instanceof RequestOwner.Machine machine) {
            return Binding.Place.of(machine.place());
        }
        return new Binding.Own(((RequestOwner.Person) owner).user());
    }

    private static ManagerException inProgress() {
        return new ManagerException(
                        CONFLICT,
                        "A request with this " + IdempotencyKey.HEADER
                                + " is being carried out; repeat it a little later for its answer")
                .retryAfter(SOON);
    }

    private static ManagerException otherRequest() {
        return ManagerException.conflict(
                "This " + IdempotencyKey.HEADER + " was used for another request; choose a new one for each request");
    }

    private static ManagerException answerLost() {
        return ManagerException.conflict("The request with this " + IdempotencyKey.HEADER
                + " took effect, and its answer was not kept; look at what it made before you choose a new one");
    }
}
