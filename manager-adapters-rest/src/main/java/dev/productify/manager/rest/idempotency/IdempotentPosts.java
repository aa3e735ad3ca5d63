package dev.productify.manager.rest.idempotency;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.idempotency.IdempotencyKey;
import dev.productify.manager.domain.idempotency.RequestFingerprint;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.idempotency.IdempotentRequests;
import dev.productify.manager.ports.idempotency.IdempotentRequests.Answer;
import dev.productify.manager.ports.idempotency.IdempotentRequests.Outcome;
import dev.productify.manager.rest.Problems;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers requests that make something, once for each {@code Idempotency-Key}; without that header nothing is kept. */
public final class IdempotentPosts {
    private final IdempotentRequests requests;

    public IdempotentPosts(IdempotentRequests requests) {
        this.requests = requireNonNull(requests, "requests");
    }

    /**
     * Answers with JSON, which nobody on the way may keep.
     *
     * @param content what was sent, apart from method and path: equal for equal requests
     * @param work makes all changes by the call that it is handed, and gives what is to be answered
     */
    public void answer(Context context, Call call, Supplier<String> content, Function<Call, Object> work) {
        Optional<IdempotencyKey> key =
                IdempotencyKey.ofHeaders(Collections.list(context.req().getHeaders(IdempotencyKey.HEADER)));
        if (key.isEmpty()) {
            json(context, work.apply(call));
            return;
        }
        RequestFingerprint fingerprint = RequestFingerprint.of(context.method().name(), context.path(), content.get());
        Answer answer = requests.carryOut(call, key.get(), fingerprint, turn -> carriedOut(context, turn, work));
        if (answer.replayed()) {
            context.header("Cache-Control", "no-store")
                    .header(IdempotencyKey.REPLAYED, "true")
                    .status(answer.status())
                    .contentType(answer.contentType())
                    .result(answer.body());
        }
    }

    private static Outcome carriedOut(Context context, Call call, Function<Call, Object> work) {
        boolean settled = true;
        try {
            json(context, work.apply(call));
        } catch (ManagerException refusal) {
            Problems.answer(context, refusal);
            settled = IdempotentRequests.settles(refusal.code());
        }
        return new Outcome(context.statusCode(), context.res().getContentType(), context.result(), settled);
    }

    private static void json(Context context, Object answer) {
        context.header("Cache-Control", "no-store").json(answer);
    }
}
