package dev.productify.manager.rest.session;

import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.endpoint.OwnCookies;
import dev.productify.manager.domain.session.CookieCheck;
import dev.productify.manager.domain.session.SignInTicket;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.call.Credentials;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What browsers keep of the Manager: the session, and while somebody is at the provider the ticket. Both cookies are for the
 * Manager's host alone, for all of it, over TLS alone, and for no script ({@code __Host-}, RFC 6265bis). Where there is no TLS
 * they are refused, or have other names if the operator wants that for development.
 */
public final class BrowserSessions {
    private final Function<Context, String> origin;
    private final boolean allowsHttp;
    private final CookieCheck check;

    /**
     * @param origin of the Manager as the browser sees it, such as {@code https://manager.example.com}
     * @param allowsHttp whether people may sign in without TLS
     */
    public BrowserSessions(Function<Context, String> origin, boolean allowsHttp, CookieCheck check) {
        this.origin = requireNonNull(origin, "origin");
        this.allowsHttp = allowsHttp;
        this.check = requireNonNull(check, "check");
    }

    /**
     * The session that a browser sent along, if it did.
     *
     * @throws ManagerException {@code FORBIDDEN} when a page of another origin may have made it do so
     */
    public Optional<Credentials> credentials(Context context) {
        Optional<String> secret = session(context);
        if (secret.isPresent() && !isPermitted(context)) {
            throw new ManagerException(
                    FORBIDDEN,
                    "With a session in a cookie this needs Sec-Fetch-Site: same-origin, or an Origin that is the Manager's own"
                            + " or in cors.origins; programs send Authorization instead");
        }
        return secret.map(Credentials.SessionCookie::new);
    }

    /** A proxy that asks for somebody says by what method they came to it. */
    private boolean isPermitted(Context context) {
        return Stream.of(Optional.of(context.method().name()), header(context, "X-Forwarded-Method"))
                .flatMap(Optional::stream)
                .allMatch(method -> check.permits(
                        method, origin(context), header(context, "Origin"), header(context, "Sec-Fetch-Site")));
    }

    private static Optional<String> header(Context context, String name) {
        return Optional.ofNullable(context.header(name));
    }

    String origin(Context context) {
        return origin.apply(context);
    }

    /** The secret, as it was sent. */
    private Optional<String> session(Context context) {
        return isSecure(context)
                ? cookie(context, OwnCookies.SESSION)
                : allowsHttp ? cookie(context, OwnCookies.INSECURE_SESSION) : Optional.empty();
    }

    Optional<SignInTicket> ticket(Context context) {
        return cookie(context, isSecure(context) ? OwnCookies.SIGN_IN : OwnCookies.INSECURE_SIGN_IN)
                .flatMap(SignInTicket::parse);
    }

    private static Optional<String> cookie(Context context, String name) {
        return Optional.ofNullable(context.cookie(name)).filter(value -> !value.isEmpty());
    }

    void keep(Context context, TokenText secret, Duration lifetime) {
        set(context, sessionName(context), secret.reveal(), lifetime);
    }

    void keep(Context context, SignInTicket ticket) {
        set(context, ticketName(context), ticket.text(), SignInTicket.LIFETIME);
    }

    void forgetSession(Context context) {
        set(context, sessionName(context), "", Duration.ZERO);
    }

    void forgetTicket(Context context) {
        set(context, ticketName(context), "", Duration.ZERO);
    }

    private String sessionName(Context context) {
        return isSecure(context) ? OwnCookies.SESSION : OwnCookies.INSECURE_SESSION;
    }

    private String ticketName(Context context) {
        return isSecure(context) ? OwnCookies.SIGN_IN : OwnCookies.INSECURE_SIGN_IN;
    }

    /** @throws ManagerException {@code FORBIDDEN} without TLS */
    void requireCookies(Context context) {
        if (!isSecure(context) && !allowsHttp) {
            throw new ManagerException(
                    FORBIDDEN,
                    "Signing in needs https, since browsers keep the session's cookie from secure origins only. Behind a proxy"
                            + " with TLS set server.public_url, or list the proxy in server.trusted_proxies; to develop"
                            + " without TLS set session.allow_http");
        }
    }

    private boolean isSecure(Context context) {
        return origin(context).toLowerCase(Locale.ROOT).startsWith("https:");
    }

    private void set(Context context, String name, String value, Duration maxAge) {
        String secure = isSecure(context) ? "; Secure" : "";
        context.res()
                .addHeader(
                        "Set-Cookie",
                        name + '=' + value + "; Path=/; Max-Age=" + maxAge.toSeconds() + secure
                                + "; HttpOnly; SameSite=Lax");
    }
}
