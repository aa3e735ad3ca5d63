package dev.productify.manager.server.http;

import dev.productify.manager.ports.call.Authentication;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Caller;
import dev.productify.manager.ports.call.Credentials;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.limits.RequestRates;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Finds out who makes a request: the one way from HTTP to a {@link Call}, for all adapters. */
public final class Calls implements Function<Context, Call> {
    /** What is kept of a {@code User-Agent}: enough to recognise it. */
    private static final int MOST_USER_AGENT = 500;

    private final Authentication authentication;

    private final Function<Context, Optional<Credentials>> cookies;

    private final Optional<RequestRates<Object>> rates;

    /** @param cookies what a browser sends along without being told; it counts where nothing else was presented */
    public Calls(Authentication authentication, Function<Context, Optional<Credentials>> cookies) {
        this(authentication, cookies, Optional.empty());
    }

    /** @param rates how many requests principals may make; empty where they may make any number */
    public Calls(
            Authentication authentication,
            Function<Context, Optional<Credentials>> cookies,
            Optional<RequestRates<Object>> rates) {
        this.authentication = authentication;
        this.cookies = cookies;
        this.rates = rates;
    }

    /**
     * Who makes the request.
     *
     * @throws dev.productify.manager.domain.shared.ManagerException {@code UNAUTHENTICATED} when nobody can be made out,
     *     {@code RATE_LIMITED} when they make too many requests
     */
    @Override
    public Call apply(Context context) {
        return call(context, credentials(context));
    }

    /**
     * The same for tools that publish micro-frontends, which send a personal access token as {@code Basic} as it is, without a
     * name and base64.
     */
    public Call ofPublisher(Context context) {
        return call(context, credentials(context, Credentials::ofPublisher));
    }

    /** The same for a request that has one {@code Authorization}, where no route is gone through. */
    public Call ofAuthorization(Request request, Response response) {
        HttpFields headers = request.getHeaders();
        return call(
                RequestFacts.of(request::getAttribute),
                headers.get(HttpHeader.USER_AGENT),
                Credentials.ofAuthorization(headers.get(HttpHeader.AUTHORIZATION)),
                left -> response.getHeaders().add(RequestRates.FIELD, left));
    }

    private Call call(Context context, Credentials credentials) {
        return call(
                RequestFacts.of(context::attribute),
                context.userAgent(),
                credentials,
                left -> context.res().addHeader(RequestRates.FIELD, left));
    }

    private Call call(RequestFacts facts, String userAgent, Credentials credentials, Consumer<String> left) {
        Caller caller = authentication.authenticate(credentials, facts.sourceAddress());
        if (rates.isPresent()) {
            count(rates.get(), caller, left);
        }
        return new Call(
                caller,
                facts.requestId(),
                Optional.of(facts.sourceAddress()),
                Optional.ofNullable(userAgent).map(Calls::shortened));
    }

    private static void count(RequestRates<Object> rates, Caller caller, Consumer<String> left) {
        RequestRates.Counted counted = rates.count(RequestRates.of(caller.principal()));
        left.accept(counted.field());
        if (!counted.admitted()) {
            throw rates.refusal(counted);
        }
    }

    private Credentials credentials(Context context) {
        return credentials(context, Credentials::ofAuthorization);
    }

    private Credentials credentials(Context context, Function<String, Credentials> reading) {
        List<String> headers = Collections.list(context.req().getHeaders("Authorization"));
        // Which of two would be meant is for nobody to guess.
        if (headers.size() > 1) {
            return new Credentials.Malformed();
        }
        return headers.isEmpty()
                ? cookies.apply(context).orElseGet(() -> reading.apply(null))
                : reading.apply(headers.get(0));
    }

    private static String shortened(String userAgent) {
        return userAgent.length() <= MOST_USER_AGENT ? userAgent : userAgent.substring(0, MOST_USER_AGENT);
    }
}
