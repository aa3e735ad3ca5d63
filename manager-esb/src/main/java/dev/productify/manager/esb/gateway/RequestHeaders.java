package dev.productify.manager.esb.gateway;

import dev.productify.manager.domain.endpoint.BackendHeaders;
import dev.productify.manager.domain.endpoint.RequestWay;
import dev.productify.manager.domain.endpoint.TraceContext;
import dev.productify.manager.ports.call.RequestFacts;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** Writes the headers that a backend gets, by the rule that {@link BackendHeaders} is. */
final class RequestHeaders {
    /** Jetty looks each name up, letter by letter; these are always the same ones. */
    private static final Map<String, HttpHeader> KNOWN = Arrays.stream(HttpHeader.values())
            .collect(Collectors.toUnmodifiableMap(HttpHeader::asString, Function.identity()));

    private static final HttpField CHUNKED = new PreEncodedHttpField(HttpHeader.TRANSFER_ENCODING, "chunked");

    private RequestHeaders() {}

    /** @param via what this node calls itself in {@code Via} */
    static void write(Exchange exchange, HttpFields.Mutable to, String via) {
        pass(exchange.getHeaders(), to);
        if (exchange.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
            // Said here, since the client says it by itself for some methods only, and sends the body for all of them:
            // what follows would be taken for the next request.
            to.put(CHUNKED);
        }
        to.remove(HttpHeader.HOST);
        own(exchange, via).tell((name, value) -> to.add(new HttpField(KNOWN.get(name), name, value)));
    }

    static void pass(HttpFields from, HttpFields.Mutable to) {
        BackendHeaders.pass(new Passed(from, to), TraceContext::fresh);
    }

    private static BackendHeaders.Own own(Exchange exchange, String via) {
        boolean old = exchange.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0;
        RequestFacts facts = exchange.facts;
        RequestWay way = RequestWay.of(
                (old ? "1.0 " : "1.1 ") + via, facts.sourceAddress(), facts.scheme(), facts.host(), facts.requestId());
        return new BackendHeaders.Own(
                exchange.route.url().url().authority(),
                exchange.route.authorization(),
                exchange.visitor,
                exchange.route.place(),
                exchange.tenant,
                way);
    }

    private record Passed(HttpFields all, HttpFields.Mutable to) implements BackendHeaders.Fields<HttpField> {
        @Override
        public String name(HttpField field) {
            return field.getName();
        }

        @Override
        public String value(HttpField field) {
            return field.getValue();
        }

        @Override
        public void pass(HttpField field) {
            to.add(field);
        }

        @Override
        public void add(String name, String value) {
            to.add(name, value);
        }
    }
}
