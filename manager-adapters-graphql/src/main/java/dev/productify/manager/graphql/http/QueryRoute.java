package dev.productify.manager.graphql.http;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.idempotency.IdempotencyKey;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.graphql.GraphQlAnswer;
import dev.productify.manager.graphql.GraphQlApi;
import dev.productify.manager.graphql.GraphQlErrors;
import dev.productify.manager.graphql.GraphQlProblem;
import dev.productify.manager.graphql.GraphQlRequest;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.idempotency.IdempotentRequests;
import dev.productify.manager.ports.idempotency.IdempotentRequests.Answer;
import dev.productify.manager.ports.idempotency.IdempotentRequests.Outcome;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * GraphQL over HTTP: {@code POST /query}, and {@code GET /query} for queries. Whatever happens, the answer has the form of
 * GraphQL. Clients that ask for {@code application/graphql-response+json} are told by the status as well what happened;
 * the others get 200 for everything that could be read as a request. A mutation with an {@code Idempotency-Key} is run once.
 */
public final class QueryRoute {
    public static final String PATH = "/query";
    public static final int DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

    private final GraphQlApi api;
    private final Function<Context, Call> authenticate;
    private final RequestReader reader;
    private final AnswerWriter writer = new AnswerWriter();
    private final IdempotentRequests mutations;

    /**
     * @param authenticate who calls; throws {@link ManagerException} {@code UNAUTHENTICATED} for nobody we know
     * @param maxBodyBytes larger bodies are answered 413
     * @param mutations carries out those that have a key
     */
    public QueryRoute(
            GraphQlApi api, Function<Context, Call> authenticate, int maxBodyBytes, IdempotentRequests mutations) {
        this.api = requireNonNull(api, "api");
        this.authenticate = requireNonNull(authenticate, "authenticate");
        this.reader = new RequestReader(maxBodyBytes);
        this.mutations = requireNonNull(mutations, "mutations");
    }

    public void register(RoutesConfig routes) {
        routes.post(PATH, ctx -> answer(ctx, this::posted));
        routes.get(PATH, ctx -> answer(ctx, this::got));
    }

    private GraphQlRequest posted(Context ctx) {
        if (!MediaTypes.isReadable(ctx.contentType())) {
            throw new HttpRefusal(415, "The body must be application/json in UTF-8");
        }
        return reader.ofBody(ctx.bodyInputStream(), ctx.contentLength());
    }

    private GraphQlRequest got(Context ctx) {
        Map<String, List<String>> parameters;
        try {
            parameters = ctx.queryParamMap();
        } catch (IllegalArgumentException e) {
            throw HttpRefusal.badRequest("The address is not well-formed", e);
        }
        return reader.ofAddress(parameters);
    }

    private void answer(Context ctx, Function<Context, GraphQlRequest> reading) {
        Optional<String> type = MediaTypes.answering(ctx.header(Header.ACCEPT));
        try {
            if (type.isEmpty()) {
                throw new HttpRefusal(406, "Answers are " + MediaTypes.GRAPHQL + " or " + MediaTypes.JSON);
            }
            Call call = authenticate.apply(ctx);
            GraphQlRequest request = reading.apply(ctx);
            Optional<IdempotencyKey> key = key(ctx, request);
            if (key.isPresent()) {
                carryOut(ctx, call, key.get(), request, type.get());
            } else {
                GraphQlAnswer answer = api.execute(request, call);
                write(ctx, status(answer, type.get()), type.get(), answer.members());
            }
        } catch (HttpRefusal e) {
            refuse(ctx, e.status(), type, GraphQlProblem.of(e.getMessage(), e.code()));
        } catch (ManagerException e) {
            refuse(ctx, status(e.code().category()), type, GraphQlErrors.of(e));
        } catch (RuntimeException | StackOverflowError e) {
            refuse(ctx, 500, type, GraphQlErrors.fault(requestId(ctx), e));
        }
    }

    /** Of mutations alone; what only reads may be repeated anyway. */
    private Optional<IdempotencyKey> key(Context ctx, GraphQlRequest request) {
        List<String> given = Collections.list(ctx.req().getHeaders(IdempotencyKey.HEADER));
        return given.isEmpty() || !api.isMutation(request) ? Optional.empty() : IdempotencyKey.ofHeaders(given);
    }

    private void carryOut(Context ctx, Call call, IdempotencyKey key, GraphQlRequest request, String type) {
        Answer answer = mutations.carryOut(call, key, request.fingerprint(), turn -> {
            GraphQlAnswer made = api.execute(request, turn);
            String body = new String(writer.bytes(made.members()), StandardCharsets.UTF_8);
            return new Outcome(status(made, type), contentType(type), body, made.isSettled());
        });
        if (answer.replayed()) {
            ctx.header(IdempotencyKey.REPLAYED, "true");
        }
        write(ctx, answer.status(), answer.contentType(), answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static int status(GraphQlAnswer answer, String type) {
        return switch (answer.outcome()) {
            case EXECUTED -> 200;
            case REFUSED -> type.equals(MediaTypes.GRAPHQL) ? 400 : 200;
            case MUTATION_REFUSED -> 405;
        };
    }

    private static int status(ErrorCode.Category category) {
        return switch (category) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case DENIED -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case RATE_LIMITED -> 429;
            case UNAVAILABLE -> 503;
            case FAULT -> 500;
        };
    }

    private void refuse(Context ctx, int status, Optional<String> type, GraphQlProblem problem) {
        Object wait = problem.getExtensions().get(GraphQlProblem.RETRY_AFTER);
        if (wait != null) {
            ctx.header("Retry-After", wait.toString());
        }
        GraphQlAnswer answer = new GraphQlAnswer(GraphQlAnswer.Outcome.REFUSED, null, List.of(problem));
        write(ctx, status, type.orElse(MediaTypes.JSON), answer.members());
    }

    private void write(Context ctx, int status, String type, Map<String, Object> members) {
        write(ctx, status, contentType(type), writer.bytes(members));
    }

    private static String contentType(String mediaType) {
        return mediaType + "; charset=utf-8";
    }

    private static void write(Context ctx, int status, String contentType, byte[] body) {
        if (status == 401) {
            ctx.header(Header.WWW_AUTHENTICATE, "Bearer");
        } else if (status == 405) {
            ctx.header(Header.ALLOW, "POST");
        }
        ctx.header(Header.CACHE_CONTROL, "no-store");
        ctx.status(status).contentType(contentType).result(body);
    }

    /** The server has put it there before anything is routed. */
    private static String requestId(Context ctx) {
        return RequestFacts.idIn(ctx::attribute);
    }
}
