package dev.productify.manager.jdbc.idempotency;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.idempotency.IdempotencyKey;
import dev.productify.manager.domain.idempotency.IdempotentRequest;
import dev.productify.manager.domain.idempotency.IdempotentRequestId;
import dev.productify.manager.domain.idempotency.KeptAnswer;
import dev.productify.manager.domain.idempotency.RequestFingerprint;
import dev.productify.manager.domain.idempotency.RequestOwner;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.jdbc.shared.Columns;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code idempotent_request}. */
record IdempotentRequestRow(
        UUID id,
        UUID userId,
        UUID machineUserId,
        UUID projectId,
        UUID tenantId,
        String idempotencyKey,
        String fingerprint,
        UUID holder,
        Instant createdAt,
        Instant heldUntil,
        int effects,
        Instant answeredAt,
        int answerStatus,
        String answerType,
        byte[] answerBody) {

    static final String COLUMNS = Columns.of("r", IdempotentRequestRow.class);

    /** Of a request that begins, which has no answer. */
    static IdempotentRequestRow of(IdempotentRequest request) {
        RequestOwner.Person person = request.owner() instanceof RequestOwner.Person one ? one : null;
        RequestOwner.Machine machine = request.owner() instanceof RequestOwner.Machine one ? one : null;
        return new IdempotentRequestRow(
                request.id().value(),
                person == null ? null : person.user().value(),
                machine == null ? null : machine.machineUser().value(),
                machine == null ? null : machine.project().value(),
                machine == null ? null : machine.tenant().value(),
                request.key().value(),
                request.fingerprint().hex(),
                request.holder(),
                request.createdAt(),
                request.heldUntil(),
                request.effects(),
                null,
                0,
                null,
                null);
    }

    IdempotentRequest toRequest() {
        return new IdempotentRequest(
                new IdempotentRequestId(id),
                owner(),
                new IdempotencyKey(idempotencyKey),
                new RequestFingerprint(fingerprint),
                holder,
                createdAt,
                heldUntil,
                effects,
                Optional.ofNullable(answeredAt),
                Optional.ofNullable(answerBody)
                        .map(body -> new KeptAnswer(answerStatus, answerType, SealedSecret.ofBytes(body))));
    }

    private RequestOwner owner() {
        return userId == null
                ? new RequestOwner.Machine(
                        new MachineUserId(machineUserId), new ProjectId(projectId), new TenantId(tenantId))
                : new RequestOwner.Person(new UserId(userId));
    }
}
