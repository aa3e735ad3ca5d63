package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.RequestPath;
import dev.productify.manager.domain.endpoint.RouteTable;
import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.outbound.TargetUrl;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the bus would make of a request. Nothing was sent for it, and no name was looked up.
 *
 * @param taker which endpoint of the application takes the path, whether or not it is the one that was asked for
 * @param refusal why nothing would be sent; empty when the request would be
 * @param url whole, with the caller's query; empty when nothing would be sent
 * @param headers that are sent, those of secrets masked; empty when nothing would be sent
 * @param body as it was given
 * @param converted whether the body is converted, or filled into the endpoint's template, before it is sent
 */
public record Trial(
        Optional<Endpoint> taker,
        Optional<String> refusal,
        String method,
        Optional<String> url,
        List<Header> headers,
        Optional<String> body,
        boolean converted) {
    /** What stands in place of a secret. */
    public static final String MASK = "***";

    /** Never forwarded: of the connection (RFC 9110, section 7.6.1), or of the Manager itself (contract A7, E3). */
    private static final Set<String> KEPT_BACK = Set.of(
            "authorization",
            "connection",
            "content-length",
            "cookie",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-application-id",
            "x-proxy-token");

    private static final List<String> KEPT_BACK_PREFIXES = List.of("x-user-", "x-tenant-", "x-productify-");

    public Trial {
        requireNonNull(taker, "taker");
        requireNonNull(refusal, "refusal");
        requireNonNull(method, "method");
        requireNonNull(url, "url");
        headers = List.copyOf(headers);
        requireNonNull(body, "body");
    }

    /** A header of a request, its name as it was given. */
    public record Header(String name, String value) {
        private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
        private static final int MAX_LENGTH = 8_192;

        /** @throws ManagerException {@code BAD_USER_INPUT} when it is no header (RFC 9110, section 5) */
        public Header {
            if (!NAME.matcher(name).matches()) {
                throw ManagerException.badInput("headers: a name has 1 to 100 letters, digits or !#$%&'*+.^_`|~-");
            }
            if (value.length() > MAX_LENGTH || value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7F)) {
                throw ManagerException.badInput(
                        "headers: a value has at most " + MAX_LENGTH + " characters, and no control characters");
            }
        }
    }

    /**
     * A request as a caller of the bus would send it.
     *
     * @param path behind the application's id, with a query if there is one
     */
    public record Request(String method, String path, List<Header> headers, Optional<String> body) {
        private static final Pattern METHOD = Pattern.compile("[A-Za-z]{1,20}");
        private static final int MAX_HEADERS = 100;

        /** @throws ManagerException {@code BAD_USER_INPUT} */
        public Request {
            if (!METHOD.matcher(method).matches()) {
                throw ManagerException.badInput("method must have 1 to 20 letters, for example POST");
            }
            method = method.toUpperCase(Locale.ROOT);
            requireNonNull(path, "path");
            headers = List.copyOf(headers);
            if (headers.size() > MAX_HEADERS) {
                throw ManagerException.badInput("headers must be at most " + MAX_HEADERS);
            }
            requireNonNull(body, "body");
        }

        private Optional<String> query() {
            int mark = path.indexOf('?');
            return mark < 0 ? Optional.empty() : Optional.of(path.substring(mark + 1));
        }

        private RequestPath requestPath() {
            int mark = path.indexOf('?');
            return RequestPath.parse(mark < 0 ? path : path.substring(0, mark));
        }
    }

    static Trial of(Endpoint asked, List<Endpoint> all, Request request, AddressRules rules) {
        RequestPath path;
        try {
            path = request.requestPath();
        } catch (ManagerException refused) {
            return refused(Optional.empty(), request, refused.getMessage());
        }
        Map<ConsumePath, Endpoint> routes = new LinkedHashMap<>();
        all.forEach(endpoint -> routes.put(endpoint.definition().consumes(), endpoint));
        Optional<RouteTable.Match<Endpoint>> match = RouteTable.of(routes).match(path);
        if (match.isEmpty()) {
            return refused(Optional.empty(), request, "No endpoint of the application takes this path");
        }
        Endpoint taker = match.get().value();
        if (!taker.id().equals(asked.id())) {
            String why = "Another endpoint takes this path: "
                    + taker.definition().name() + ", by " + taker.definition().consumes();
            return refused(Optional.of(taker), request, why);
        }
        if (!taker.definition().enabled()) {
            return refused(Optional.of(taker), request, "The endpoint is disabled");
        }
        TargetUrl url = taker.definition().url().url();
        return url.literalAddress()
                .flatMap(address -> rules.refusal(address, url.port()))
                .map(why -> refused(Optional.of(taker), request, "url: " + why))
                .orElseGet(() -> sent(taker, match.get().rest(), request));
    }

    private static Trial refused(Optional<Endpoint> taker, Request request, String why) {
        return new Trial(
                taker, Optional.of(why), request.method(), Optional.empty(), List.of(), Optional.empty(), false);
    }

    private static Trial sent(Endpoint taker, String rest, Request request) {
        Endpoint.Definition definition = taker.definition();
        TargetUrl url = definition.url().url();
        String target = definition.url().target(definition.consumes(), rest, request.query());
        boolean converted = request.body().isPresent()
                && (definition.template().isPresent()
                        || definition.input().isPresent()
                                && definition.output().isPresent()
                                && !definition.input().equals(definition.output()));
        return new Trial(
                Optional.of(taker),
                Optional.empty(),
                request.method(),
                Optional.of(url.scheme() + "://" + url.authority() + target),
                headers(taker, url, request),
                request.body(),
                converted);
    }

    private static List<Header> headers(Endpoint taker, TargetUrl url, Request request) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Host", url.authority()));
        BackendAuth auth = taker.auth();
        if (auth.configured()) {
            headers.add(new Header("Authorization", auth.type().word() + " " + MASK));
        }
        request.headers().stream().filter(Trial::isForwarded).forEach(headers::add);
        return headers;
    }

    private static boolean isForwarded(Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        return !KEPT_BACK.contains(name) && KEPT_BACK_PREFIXES.stream().noneMatch(name::startsWith);
    }
}
