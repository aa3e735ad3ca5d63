package dev.productify.manager.jdbc.idempotency;

import dev.productify.manager.domain.idempotency.IdempotencyKey;
import dev.productify.manager.domain.idempotency.IdempotentRequest;
import dev.productify.manager.domain.idempotency.KeptAnswer;
import dev.productify.manager.domain.idempotency.RequestOwner;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.ports.call.Turn;
import dev.productify.manager.ports.idempotency.IdempotentRequestStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

public final class JdbcIdempotentRequestStore implements IdempotentRequestStore {
    private static final String INSERT = """
            insert into idempotent_request (id, user_id, machine_user_id, project_id, tenant_id, idempotency_key, fingerprint,
                                            holder, created_at, held_until, effects)
            values (:id, :userId, :machineUserId, :projectId, :tenantId, :idempotencyKey, :fingerprint,
                    :holder, :createdAt, :heldUntil, :effects)
            on conflict (owner_id, idempotency_key) do nothing
            """;

    private static final String FIND = "select " + IdempotentRequestRow.COLUMNS
            + " from idempotent_request r where r.owner_id = :owner and r.idempotency_key = :key";

    private static final String TAKE_OVER = """
            update idempotent_request
               set fingerprint = :fingerprint, holder = :holder, created_at = :createdAt, held_until = :heldUntil,
                   effects = :effects, answered_at = null, answer_status = null, answer_type = null, answer_body = null
             where owner_id = :owner and id = :id and holder = :heldBy and effects = :seenEffects
            """;

    private static final String TOOK_EFFECT = "select coalesce(took_effect(:request, :holder), false)";

    private static final String HELD =
            " where owner_id = :owner and id = :request and holder = :holder and answered_at is null";

    private static final String ANSWER = """
            update idempotent_request
               set answered_at = :at, answer_status = :status, answer_type = :type, answer_body = :body
            """ + HELD;

    private static final String RELEASE = "delete from idempotent_request" + HELD + " and effects = 0";

    private static final String REMOVE_OLD = """
            delete from idempotent_request where id = any (array(
                select r.id from idempotent_request r where r.created_at <= :began order by r.created_at, r.id limit :most))
            """;

    private static final String FORGET = """
            update idempotent_request set answer_status = null, answer_type = null, answer_body = null
             where answer_body is not null
            """;

    private final Queries queries;

    public JdbcIdempotentRequestStore(Queries queries) {
        this.queries = queries;
    }

    @Override
    public boolean insert(IdempotentRequest request) {
        return queries.change(INSERT, IdempotentRequestRow.of(request)) == 1;
    }

    @Override
    public Optional<IdempotentRequest> find(RequestOwner owner, IdempotencyKey key) {
        return queries.one(IdempotentRequestRow.class, FIND, Map.of("owner", owner.id(), "key", key.value()))
                .map(IdempotentRequestRow::toRequest);
    }

    @Override
    public boolean takeOver(IdempotentRequest found, IdempotentRequest next) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("owner", found.owner().id());
        parameters.put("id", found.id());
        parameters.put("heldBy", found.holder());
        parameters.put("seenEffects", found.effects());
        parameters.put("fingerprint", next.fingerprint().hex());
        parameters.put("holder", next.holder());
        parameters.put("createdAt", next.createdAt());
        parameters.put("heldUntil", next.heldUntil());
        parameters.put("effects", next.effects());
        return queries.change(TAKE_OVER, parameters) == 1;
    }

    @Override
    public void tookEffect(Turn turn) {
        boolean counted = queries.one(
                        Boolean.class, TOOK_EFFECT, Map.of("request", turn.request(), "holder", turn.holder()))
                .orElseThrow();
        if (!counted) {
            throw ManagerException.conflict("Somebody else carries out the request with this " + IdempotencyKey.HEADER
                    + " meanwhile; repeat it a little later for its answer");
        }
    }

    @Override
    public void answer(RequestOwner owner, Turn turn, Optional<KeptAnswer> answer, Instant at) {
        Map<String, Object> parameters = held(owner, turn);
        parameters.put("at", at);
        parameters.put("status", answer.map(KeptAnswer::status).orElse(null));
        parameters.put("type", answer.map(KeptAnswer::contentType).orElse(null));
        parameters.put("body", answer.map(kept -> kept.body().toBytes()).orElse(null));
        queries.change(ANSWER, parameters);
    }

    @Override
    public boolean release(RequestOwner owner, Turn turn) {
        return queries.change(RELEASE, held(owner, turn)) == 1;
    }

    private static Map<String, Object> held(RequestOwner owner, Turn turn) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("owner", owner.id());
        parameters.put("request", turn.request());
        parameters.put("holder", turn.holder());
        return parameters;
    }

    @Override
    public int removeOlderThan(Instant began, int most) {
        return queries.change(REMOVE_OLD, Map.of("began", began, "most", most));
    }

    @Override
    public void forgetAnswers() {
        queries.change(FORGET, Map.of());
    }
}
