package dev.productify.manager.server.http;

import dev.productify.manager.domain.limits.SourceNetwork;
import dev.productify.manager.graphql.http.QueryRoute;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.limits.RequestRates;
import dev.productify.manager.ports.shared.HttpProblem;
import dev.productify.manager.rest.Problems;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses requests of sources that make too many, before anything is done for them, and tells all callers what they may make.
 * Health is answered whoever asks. Where nothing is limited there is no such handler.
 */
public final class SourceRates extends Handler.Abstract {
    private static final String HEALTH = "/health/";
    private static final String GRAPHQL_JSON = "application/graphql-response+json";

    private final RequestRates<SourceNetwork> sources;
    private final String policies;

    /** @param sources null where sources may make any number of requests */
    private SourceRates(RequestRates<SourceNetwork> sources, String policies) {
        this.sources = sources;
        this.policies = policies;
    }

    /** The handler; empty where there is nothing to limit, so that requests pass none. */
    public static Optional<Handler> of(
            Optional<RequestRates<SourceNetwork>> sources, Optional<RequestRates<Object>> principals) {
        String policies = Stream.concat(sources.stream(), principals.stream())
                .map(RequestRates::policy)
                .collect(Collectors.joining(", "));
        return policies.isEmpty() ? Optional.empty() : Optional.of(new SourceRates(sources.orElse(null), policies));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (path.startsWith(HEALTH)) {
            return false;
        }
        response.getHeaders().put(RequestRates.POLICY_FIELD, policies);
        if (sources == null) {
            return false;
        }
        RequestRates.Counted counted = sources.count(
                SourceNetwork.of(RequestFacts.of(request::getAttribute).source()));
        response.getHeaders().put(RequestRates.FIELD, counted.field());
        if (counted.admitted()) {
            return false;
        }
        refuse(request, response, callback, path, HttpProblem.of(sources.refusal(counted)));
        return true;
    }

    private static void refuse(
            Request request, Response response, Callback callback, String path, HttpProblem problem) {
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        HttpProblem.Body body = path.equals(QueryRoute.PATH) ? graphQl(accept, problem) : problem.body(accept);
        Problems.answer(request, response, callback, problem, body);
    }

    /** What GraphQL answers is an answer of GraphQL, whoever gives it. */
    private static HttpProblem.Body graphQl(String accept, HttpProblem problem) {
        boolean asked = accept != null && accept.contains(GRAPHQL_JSON);
        String json =
                "{\"errors\":[{\"message\":\"" + problem.message() + "\",\"extensions\":{\"code\":\"" + problem.code()
                        + "\",\"retryAfter\":" + problem.retryAfterSeconds().orElseThrow() + "}}]}";
        return new HttpProblem.Body((asked ? GRAPHQL_JSON : "application/json") + "; charset=utf-8", json);
    }
}
