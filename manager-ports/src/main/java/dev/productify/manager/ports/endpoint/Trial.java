package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.BackendHeaders;
import dev.productify.manager.domain.endpoint.BusCaller;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.ConvertedHeaders;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.HeaderNames;
import dev.productify.manager.domain.endpoint.RequestPath;
import dev.productify.manager.domain.endpoint.RequestWay;
import dev.productify.manager.domain.endpoint.RouteTable;
import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.outbound.TargetUrl;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the bus would make of a request. Nothing was sent for it, and no name was looked up.
 *
 * @param taker which endpoint of the application takes the path, whether or not it is the one that was asked for
 * @param refusal why nothing would be sent; empty when the request would be
 * @param url whole, with the caller's query; empty when nothing would be sent
 * @param headers that are sent, those of secrets masked; empty when nothing would be sent
 * @param body as it would be sent; as it was given where nothing is sent
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
    /** What stands in place of what each request has of its own: where it comes from, which way, and its id. */
    public static final String OF_REQUEST = "(of each request)";

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

    /**
     * @param caller as whom the request would come
     * @param tenant the name of the endpoint's tenant, where it is known
     * @param conversion asked where the endpoint converts
     */
    static Trial of(
            Endpoint asked,
            List<Endpoint> all,
            Request request,
            AddressRules rules,
            BusCaller caller,
            Optional<Name> tenant,
            BodyConversion conversion) {
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
                .orElseGet(() -> converted(taker, match.get().rest(), request, caller, tenant, conversion));
    }

    private static Trial converted(
            Endpoint taker,
            String rest,
            Request request,
            BusCaller caller,
            Optional<Name> tenant,
            BodyConversion conversion) {
        if (!taker.definition().converts()
                || request.body().filter(body -> !body.isEmpty()).isEmpty()) {
            return sent(taker, rest, request, caller, tenant, Optional.empty());
        }
        try {
            return sent(taker, rest, request, caller, tenant, conversion.request(taker, request));
        } catch (ManagerException refused) {
            return refused(Optional.of(taker), request, refused.getMessage());
        }
    }

    private static Trial refused(Optional<Endpoint> taker, Request request, String why) {
        return new Trial(
                taker, Optional.of(why), request.method(), Optional.empty(), List.of(), Optional.empty(), false);
    }

    private static Trial sent(
            Endpoint taker,
            String rest,
            Request request,
            BusCaller caller,
            Optional<Name> tenant,
            Optional<BodyConversion.Converted> made) {
        Endpoint.Definition definition = taker.definition();
        TargetUrl url = definition.url().url();
        String target = definition.url().target(definition.consumes(), rest, request.query());
        boolean converted = made.isPresent();
        BackendHeaders.Own own = new BackendHeaders.Own(
                url.authority(), masked(taker.auth()), caller, taker.place(), tenant, RequestWay.unknown(OF_REQUEST));
        return new Trial(
                Optional.of(taker),
                Optional.empty(),
                request.method(),
                Optional.of(url.scheme() + "://" + url.authority() + target),
                headers(request, definition, own, made),
                made.map(BodyConversion.Converted::body).or(request::body),
                converted);
    }

    private static Optional<String> masked(BackendAuth auth) {
        return auth.configured() ? Optional.of(auth.type().word() + " " + SecretMask.MASK) : Optional.empty();
    }

    private static List<Header> headers(
            Request request,
            Endpoint.Definition definition,
            BackendHeaders.Own own,
            Optional<BodyConversion.Converted> made) {
        List<Header> sent = new ArrayList<>();
        BackendHeaders.pass(new Passed(request.headers(), sent), () -> OF_REQUEST);
        // The length is that of the body, whatever the caller says it is.
        sent.removeIf(header -> HeaderNames.is(header.name(), "content-length"));
        definition.accept().ifPresent(accepted -> {
            sent.removeIf(
                    header -> HeaderNames.is(header.name(), "accept") || ConvertedHeaders.isOfOtherBody(header.name()));
            sent.add(new Header("Accept", accepted));
        });
        made.ifPresent(body -> tell(body, sent));
        made.map(BodyConversion.Converted::body)
                .or(request::body)
                .ifPresent(body -> sent.add(
                        new Header("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length))));
        own.tell((name, value) -> sent.add(new Header(name, value)));
        return sent;
    }

    /** The action is the caller's own where it has one. */
    private static void tell(BodyConversion.Converted body, List<Header> sent) {
        sent.removeIf(header -> HeaderNames.is(header.name(), "content-type")
                || ConvertedHeaders.isOfOldBody(header.name())
                || isSoapAction(header) && body.soapAction().isEmpty());
        sent.add(new Header("Content-Type", body.contentType()));
        if (sent.stream().noneMatch(Trial::isSoapAction)) {
            body.soapAction().ifPresent(action -> sent.add(new Header(ConvertedHeaders.SOAP_ACTION, action)));
        }
    }

    private static boolean isSoapAction(Header header) {
        return ConvertedHeaders.isSoapAction(header.name());
    }

    private record Passed(List<Header> all, List<Header> to) implements BackendHeaders.Fields<Header> {
        @Override
        public String name(Header header) {
            return header.name();
        }

        @Override
        public String value(Header header) {
            return header.value();
        }

        @Override
        public void pass(Header header) {
            to.add(header);
        }

        @Override
        public void add(String name, String value) {
            to.add(new Header(name, value));
        }
    }
}
