package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.idempotency.IdempotencyKey;
import dev.productify.manager.domain.idempotency.IdempotentRequest;
import dev.productify.manager.domain.idempotency.IdempotentRequestId;
import dev.productify.manager.domain.idempotency.KeptAnswer;
import dev.productify.manager.domain.idempotency.RequestOwner;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Turn;
import dev.productify.manager.ports.idempotency.IdempotentRequestStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class InMemoryIdempotentRequestStore implements IdempotentRequestStore {
    private final Data data;
    private final Sightline sightline;

    InMemoryIdempotentRequestStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public boolean insert(IdempotentRequest request) {
        sightline.requireInside(isInside(request.owner()));
        requireOwner(request.owner());
        boolean isTaken = data.idempotentRequests.values().stream()
                .anyMatch(known ->
                        known.owner().equals(request.owner()) && known.key().equals(request.key()));
        if (!isTaken) {
            data.idempotentRequests.put(request.id(), request);
        }
        return !isTaken;
    }

    private void requireOwner(RequestOwner owner) {
        boolean isThere = owner instanceof RequestOwner.Person person
                ? data.users.containsKey(person.user())
                : data.machineUsers.containsKey(((RequestOwner.Machine) owner).machineUser());
        if (!isThere) {
            throw ManagerException.conflict("Whose key it is was removed meanwhile");
        }
    }

    @Override
    public Optional<IdempotentRequest> find(RequestOwner owner, IdempotencyKey key) {
        return data.idempotentRequests.values().stream()
                .filter(request ->
                        request.owner().equals(owner) && request.key().equals(key))
                .filter(request -> isInside(request.owner()))
                .findFirst();
    }

    @Override
    public boolean takeOver(IdempotentRequest found, IdempotentRequest next) {
        Optional<IdempotentRequest> now = find(found.owner(), found.key())
                .filter(request -> request.holder().equals(found.holder()) && request.effects() == found.effects());
        now.ifPresent(known -> data.idempotentRequests.put(known.id(), next));
        return now.isPresent();
    }

    @Override
    public void tookEffect(Turn turn) {
        IdempotentRequest request = held(turn)
                .orElseThrow(() -> ManagerException.conflict("Somebody else carries out the request with this key"));
        put(request, request.effects() + 1, request.answered(), request.answer());
    }

    @Override
    public void answer(RequestOwner owner, Turn turn, Optional<KeptAnswer> answer, Instant at) {
        heldBy(owner, turn).ifPresent(request -> put(request, request.effects(), Optional.of(at), answer));
    }

    @Override
    public boolean release(RequestOwner owner, Turn turn) {
        Optional<IdempotentRequest> untouched = heldBy(owner, turn).filter(request -> request.effects() == 0);
        untouched.ifPresent(request -> data.idempotentRequests.remove(request.id()));
        return untouched.isPresent();
    }

    @Override
    public int removeOlderThan(Instant began, int most) {
        List<IdempotentRequestId> old = data.idempotentRequests.values().stream()
                .filter(request -> isInside(request.owner()))
                .filter(request -> !request.createdAt().isAfter(began))
                .map(IdempotentRequest::id)
                .limit(most)
                .toList();
        old.forEach(data.idempotentRequests::remove);
        return old.size();
    }

    @Override
    public void forgetAnswers() {
        List.copyOf(data.idempotentRequests.values()).stream()
                .filter(request -> isInside(request.owner()))
                .forEach(request -> put(request, request.effects(), request.answered(), Optional.empty()));
    }

    private Optional<IdempotentRequest> heldBy(RequestOwner owner, Turn turn) {
        return held(turn).filter(request -> request.owner().equals(owner) && isInside(owner));
    }

    private Optional<IdempotentRequest> held(Turn turn) {
        return Optional.ofNullable(data.idempotentRequests.get(turn.request()))
                .filter(request -> request.holder().equals(turn.holder()))
                .filter(request -> request.answered().isEmpty());
    }

    private void put(IdempotentRequest request, int effects, Optional<Instant> answered, Optional<KeptAnswer> answer) {
        data.idempotentRequests.put(
                request.id(),
                new IdempotentRequest(
                        request.id(),
                        request.owner(),
                        request.key(),
                        request.fingerprint(),
                        request.holder(),
                        request.createdAt(),
                        request.heldUntil(),
                        effects,
                        answered,
                        answer));
    }

    private boolean isInside(RequestOwner owner) {
        return owner instanceof RequestOwner.Person person
                ? sightline.seesUser(person.user())
                : sightline.writes(((RequestOwner.Machine) owner).place());
    }
}
