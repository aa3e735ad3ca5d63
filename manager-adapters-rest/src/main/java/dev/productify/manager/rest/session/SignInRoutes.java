package dev.productify.manager.rest.session;

import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.session.ReturnPath;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Proof;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.session.Sessions;
import dev.productify.manager.ports.session.SignIn;
import dev.productify.manager.rest.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The way to the provider and back, and out again; and who somebody is, for a proxy that asks. */
public final class SignInRoutes implements RouteModule {
    private static final String LOGIN = "/api/auth/login";
    private static final String CALLBACK = "/api/auth/callback";

    private static final int MOST_USER_AGENT = 500;

    private final SignIn signIn;
    private final Sessions sessions;
    private final BrowserSessions browsers;
    private final Function<Context, Call> calls;

    /** @param calls who makes a request; throws {@code UNAUTHENTICATED} for nobody we know */
    public SignInRoutes(SignIn signIn, Sessions sessions, BrowserSessions browsers, Function<Context, Call> calls) {
        this.signIn = requireNonNull(signIn, "signIn");
        this.sessions = requireNonNull(sessions, "sessions");
        this.browsers = requireNonNull(browsers, "browsers");
        this.calls = requireNonNull(calls, "calls");
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(LOGIN, this::login);
        routes.get(CALLBACK, this::callback);
        routes.post("/api/auth/logout", this::logout);
        routes.get("/api/auth/check", this::check);
    }

    private void login(Context context) {
        browsers.requireCookies(context);
        ReturnPath returnTo = Optional.ofNullable(context.queryParam("return_to"))
                .map(ReturnPath::new)
                .orElse(ReturnPath.ROOT);
        SignIn.Beginning beginning = signIn.begin(URI.create(browsers.origin(context) + CALLBACK), returnTo);
        browsers.keep(context, beginning.ticket());
        redirect(context, 302, beginning.authorization().toString());
    }

    private void callback(Context context) {
        browsers.requireCookies(context);
        RequestFacts facts = RequestFacts.of(context::attribute);
        SignIn.Arrival arrival = new SignIn.Arrival(
                browsers.ticket(context),
                parameter(context, "state"),
                parameter(context, "code"),
                parameter(context, "error"),
                parameter(context, "iss"),
                facts.requestId(),
                Optional.of(facts.sourceAddress()),
                Optional.ofNullable(context.userAgent())
                        .map(text -> text.substring(0, Math.min(text.length(), MOST_USER_AGENT))));
        // Whatever comes of it, what was brought is spent.
        browsers.forgetTicket(context);
        SignIn.SignedIn signedIn = signIn.complete(arrival);
        endFormer(context);
        Session session = signedIn.session();
        browsers.keep(context, signedIn.secret(), Duration.between(session.createdAt(), session.expiresAt()));
        redirect(context, 303, signedIn.returnTo().value());
    }

    /** The session that this browser had before, perhaps somebody else's, who would not find it any more. */
    private void endFormer(Context context) {
        try {
            if (browsers.credentials(context).isPresent()) {
                sessions.signOut(calls.apply(context));
            }
        } catch (ManagerException ended) {
            if (ended.code() != UNAUTHENTICATED) {
                throw ended;
            }
        }
    }

    /** A browser whose session has ended already is told the same: what it wanted is so. */
    private void logout(Context context) {
        boolean isBrowser = browsers.credentials(context).isPresent();
        if (isBrowser) {
            browsers.forgetSession(context);
        }
        try {
            Call call = calls.apply(context);
            if (!(call.caller().proof() instanceof Proof.OfSession)) {
                throw new ManagerException(
                        FORBIDDEN, "This ends the session that calls; access tokens are revoked by GraphQL");
            }
            sessions.signOut(call);
        } catch (ManagerException refusal) {
            if (refusal.code() != UNAUTHENTICATED || !isBrowser) {
                throw refusal;
            }
        }
        context.header("Cache-Control", "no-store").status(204);
    }

    /** Forward authentication: what the proxy passes on is in the headers; a no is the answer for the browser. */
    private void check(Context context) {
        Call call;
        try {
            call = calls.apply(context);
        } catch (ManagerException refusal) {
            if (refusal.code() == UNAUTHENTICATED && isNavigation(context)) {
                String back = URLEncoder.encode(context.header("X-Forwarded-Uri"), UTF_8);
                redirect(context, 302, LOGIN + "?return_to=" + back);
                return;
            }
            throw refusal;
        }
        if (call.principal() instanceof Principal.Person person) {
            context.header("X-User-ID", person.id().value().toString())
                    .header("X-User-Username", person.username().value());
        }
        context.header("Cache-Control", "no-store")
                .contentType(ContentType.APPLICATION_JSON)
                .result("{\"authenticated\":true}");
    }

    /** Whether a person waits for a page, who can sign in and come back to it. */
    private static boolean isNavigation(Context context) {
        String accept = context.header("Accept");
        return "GET".equals(context.header("X-Forwarded-Method"))
                && context.header("X-Forwarded-Uri") != null
                && context.header("Authorization") == null
                && accept != null
                && accept.contains("text/html");
    }

    private static Optional<String> parameter(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isEmpty());
    }

    private static void redirect(Context context, int status, String location) {
        context.status(status)
                .header("Location", location)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer");
    }
}
