package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.idempotency.IdempotencyKey;
import dev.productify.manager.domain.idempotency.IdempotentRequest;
import dev.productify.manager.domain.idempotency.IdempotentRequestId;
import dev.productify.manager.domain.idempotency.KeptAnswer;
import dev.productify.manager.domain.idempotency.RequestFingerprint;
import dev.productify.manager.domain.idempotency.RequestOwner;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Turn;
import dev.productify.manager.ports.idempotency.IdempotentRequestStore;
import dev.productify.manager.ports.tx.Binding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@link IdempotentRequestStore} promises. */
public abstract class IdempotentRequestStoreContract extends StoreContract {
    private static final RequestFingerprint FIRST = RequestFingerprint.of("first");
    private static final RequestFingerprint SECOND = RequestFingerprint.of("second");
    private static final KeptAnswer ANSWER = new KeptAnswer(201, "application/json", anySecret());

    @Test
    void anOwnerHasAKeyOnceAndOthersHaveTheirOwn() {
        RequestOwner.Person one = person();
        RequestOwner.Person other = person();
        RequestOwner.Machine machine = machine();
        IdempotencyKey key = key();

        for (RequestOwner owner : List.of(one, other, machine)) {
            IdempotentRequest request = request(owner, key);
            assertThat(inserted(request)).isTrue();
            assertThat(inserted(request(owner, key))).isFalse();
            assertThat(found(owner, key)).isEqualTo(request);
        }
        assertThat(inserted(request(one, key()))).isTrue();
    }

    @Test
    void aRequestIsNeitherSeenNorTouchedByOthersWhateverOwnerTheyName() {
        RequestOwner.Person person = person();
        RequestOwner.Machine machine = machine();
        Project project = kept(project());
        User colleague = keptMember(Place.of(project.id()), Role.ADMIN);
        Tenant elsewhere = kept(tenant(project));

        for (RequestOwner owner : List.of(person, machine)) {
            IdempotentRequest request = kept(request(owner, key()));
            for (Binding binding : List.of(new Binding.Own(colleague.id()), at(project), at(elsewhere.place()))) {
                assertFound(read(binding, stores -> stores.idempotentRequests().find(owner, request.key())))
                        .isEmpty();
                assertThatThrownBy(() -> change(
                                binding, stores -> stores.idempotentRequests().insert(request(owner, key()))))
                        .isInstanceOf(RuntimeException.class);
                boolean taken = write(
                        binding,
                        stores -> stores.idempotentRequests()
                                .takeOver(request, request.takenOver(SECOND, newId(), LATER)));
                assertThat(taken).isFalse();
                change(
                        binding,
                        stores -> stores.idempotentRequests().answer(owner, turn(request), Optional.of(ANSWER), LATER));
                boolean released =
                        write(binding, stores -> stores.idempotentRequests().release(owner, turn(request)));
                assertThat(released).isFalse();
                int removed =
                        write(binding, stores -> stores.idempotentRequests().removeOlderThan(LATER, 10));
                assertThat(removed).isZero();
            }
            assertThat(found(owner, request.key())).isEqualTo(request);
        }
    }

    @Test
    void anEffectCountsWhereverItIsCommittedAndOnlyForWhoeverHoldsTheRequest() {
        Project project = kept(project());
        RequestOwner owner = person();
        IdempotentRequest request = kept(request(owner, key()));

        change(at(project), stores -> stores.idempotentRequests().tookEffect(turn(request)));
        change(PLATFORM, stores -> stores.idempotentRequests().tookEffect(turn(request)));
        change(binding(owner), stores -> stores.idempotentRequests().tookEffect(turn(request)));
        assertThat(found(owner, request.key()).effects()).isEqualTo(3);

        Turn guessed = new Turn(request.id(), newId());
        assertRefused(
                CONFLICT,
                () -> change(at(project), stores -> stores.idempotentRequests().tookEffect(guessed)));
        assertThat(found(owner, request.key()).effects()).isEqualTo(3);
    }

    @Test
    void whatIsUndoneDoesNotCount() {
        Project project = kept(project());
        RequestOwner owner = person();
        IdempotentRequest request = kept(request(owner, key()));

        assertThatThrownBy(() -> change(at(project), stores -> {
                    stores.idempotentRequests().tookEffect(turn(request));
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");

        assertThat(found(owner, request.key()).effects()).isZero();
    }

    @Test
    void anAnswerIsKeptOnceAndEndsTheTurn() {
        for (RequestOwner owner : List.of(person(), machine())) {
            IdempotentRequest request = kept(request(owner, key()));
            answer(request, new Turn(request.id(), newId()), Optional.of(ANSWER));
            assertThat(found(owner, request.key())).isEqualTo(request);

            answer(request, turn(request), Optional.of(ANSWER));
            answer(request, turn(request), Optional.empty());

            IdempotentRequest answered = found(owner, request.key());
            assertFound(answered.answered()).contains(UPDATED);
            assertFound(answered.answer()).contains(ANSWER);
            assertRefused(
                    CONFLICT,
                    () -> change(PLATFORM, stores -> stores.idempotentRequests().tookEffect(turn(request))));
            assertThat(released(request)).isFalse();
        }
    }

    @Test
    void anAnswerThatIsNotKeptEndsTheTurnToo() {
        IdempotentRequest request = kept(request(person(), key()));

        answer(request, turn(request), Optional.empty());

        IdempotentRequest answered = found(request.owner(), request.key());
        assertFound(answered.answered()).contains(UPDATED);
        assertFound(answered.answer()).isEmpty();
    }

    @Test
    void onlyWhatTookNoEffectIsReleased() {
        IdempotentRequest idle = kept(request(person(), key()));
        IdempotentRequest effective = kept(request(person(), key()));
        change(PLATFORM, stores -> stores.idempotentRequests().tookEffect(turn(effective)));

        assertThat(released(effective)).isFalse();
        assertThat(released(idle)).isTrue();
        assertFound(read(PLATFORM, stores -> stores.idempotentRequests().find(idle.owner(), idle.key())))
                .isEmpty();
    }

    @Test
    void whoTakesOverIsTheOnlyHolder() {
        RequestOwner owner = person();
        IdempotentRequest first = kept(request(owner, key()));
        IdempotentRequest second = first.takenOver(SECOND, newId(), LATER);
        IdempotentRequest third = first.takenOver(SECOND, newId(), LATER);

        assertThat(takenOver(first, second)).isTrue();
        assertThat(takenOver(first, third)).isFalse();

        assertThat(found(owner, first.key())).isEqualTo(second);
        assertRefused(
                CONFLICT,
                () -> change(PLATFORM, stores -> stores.idempotentRequests().tookEffect(turn(first))));
        change(PLATFORM, stores -> stores.idempotentRequests().tookEffect(turn(second)));
        assertThat(takenOver(second, third)).as("an effect came in between").isFalse();
        answer(second, turn(second), Optional.of(ANSWER));
        assertThat(takenOver(found(owner, first.key()), third)).isTrue();
        assertThat(found(owner, first.key())).isEqualTo(third);
    }

    @Test
    void oldOnesAreRemovedAndNoOthers() {
        IdempotentRequest old = kept(request(person(), key()));
        IdempotentRequest young = kept(IdempotentRequest.begin(
                new IdempotentRequestId(newId()), machine(), key(), FIRST, newId(), CREATED.plusMillis(1)));

        remove(CREATED.minusMillis(1));
        assertThat(found(old.owner(), old.key())).isEqualTo(old);
        remove(CREATED);
        assertFound(read(PLATFORM, stores -> stores.idempotentRequests().find(old.owner(), old.key())))
                .isEmpty();
        assertThat(found(young.owner(), young.key())).isEqualTo(young);
    }

    /** Of other tests' rows, too: until there is nothing more. */
    private void remove(Instant began) {
        int removed;
        do {
            removed = write(PLATFORM, stores -> stores.idempotentRequests().removeOlderThan(began, 1));
            assertThat(removed).isBetween(0, 1);
        } while (removed > 0);
    }

    @Test
    void answersAreForgottenAndEffectsAreNot() {
        IdempotentRequest request = kept(request(person(), key()));
        change(PLATFORM, stores -> stores.idempotentRequests().tookEffect(turn(request)));
        answer(request, turn(request), Optional.of(ANSWER));

        change(PLATFORM, stores -> stores.idempotentRequests().forgetAnswers());

        IdempotentRequest now = found(request.owner(), request.key());
        assertThat(now.effects()).isEqualTo(1);
        assertFound(now.answered()).contains(UPDATED);
        assertFound(now.answer()).isEmpty();
    }

    private boolean inserted(IdempotentRequest request) {
        return write(
                binding(request.owner()), stores -> stores.idempotentRequests().insert(request));
    }

    private IdempotentRequest kept(IdempotentRequest request) {
        assertThat(inserted(request)).isTrue();
        return request;
    }

    private IdempotentRequest found(RequestOwner owner, IdempotencyKey key) {
        return read(binding(owner), stores -> stores.idempotentRequests().find(owner, key))
                .orElseThrow();
    }

    private boolean takenOver(IdempotentRequest found, IdempotentRequest next) {
        return write(
                binding(found.owner()), stores -> stores.idempotentRequests().takeOver(found, next));
    }

    private void answer(IdempotentRequest request, Turn turn, Optional<KeptAnswer> answer) {
        change(
                binding(request.owner()),
                stores -> stores.idempotentRequests().answer(request.owner(), turn, answer, UPDATED));
    }

    private boolean released(IdempotentRequest request) {
        return write(
                binding(request.owner()),
                stores -> stores.idempotentRequests().release(request.owner(), turn(request)));
    }

    private RequestOwner.Person person() {
        return new RequestOwner.Person(kept(user()).id());
    }

    private RequestOwner.Machine machine() {
        Tenant tenant = kept(tenant(kept(project())));
        MachineUser user = kept(machineUser(tenant));
        return new RequestOwner.Machine(user.id(), tenant.project(), tenant.id());
    }

    private static Binding binding(RequestOwner owner) {
        return owner instanceof RequestOwner.Machine machine
                ? at(machine.place())
                : new Binding.Own(((RequestOwner.Person) owner).user());
    }

    private static IdempotencyKey key() {
        return new IdempotencyKey(newWord());
    }

    private static IdempotentRequest request(RequestOwner owner, IdempotencyKey key) {
        return IdempotentRequest.begin(new IdempotentRequestId(newId()), owner, key, FIRST, UUID.randomUUID(), CREATED);
    }

    private static Turn turn(IdempotentRequest request) {
        return new Turn(request.id(), request.holder());
    }
}
