package dev.productify.manager.esb.gateway;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.tenancy.Place;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** What a backend is told by the Manager: the way here, who calls, by which endpoint, and what the Manager proves itself by. */
final class OwnHeaders {
    private static final HttpField CHUNKED = new PreEncodedHttpField(HttpHeader.TRANSFER_ENCODING, "chunked");

    private OwnHeaders() {}

    static void add(Exchange exchange, HttpFields.Mutable to, String via) {
        to.put(HttpHeader.HOST, exchange.route.url().url().authority());
        if (exchange.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
            // Said here, since the client says it by itself for some methods only, and sends the body for all of them:
            // what
            // follows would be taken for the next request.
            to.put(CHUNKED);
        }
        addWay(exchange, to, via);
        addCaller(exchange, to);
        if (exchange.route.authorization().isPresent()) {
            to.put(HttpHeader.AUTHORIZATION, exchange.route.authorization().get());
        }
    }

    private static void addWay(Exchange exchange, HttpFields.Mutable to, String via) {
        boolean old = exchange.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0;
        to.add(HttpHeader.VIA, (old ? "1.0 " : "1.1 ") + via);
        Arrival arrival = exchange.arrival;
        to.add(HttpHeader.FORWARDED, arrival.forwarded());
        to.add(HttpHeader.X_FORWARDED_FOR, arrival.source());
        to.add(HttpHeader.X_FORWARDED_PROTO, arrival.scheme());
        if (!arrival.host().isEmpty()) {
            to.add(HttpHeader.X_FORWARDED_HOST, arrival.host());
        }
        if (!arrival.requestId().isEmpty()) {
            to.add(ResponseHeaders.REQUEST_ID, arrival.requestId());
        }
    }

    private static void addCaller(Exchange exchange, HttpFields.Mutable to) {
        Principal principal = exchange.visitor.principal();
        if (principal instanceof Principal.Person person) {
            to.add("X-User-ID", person.id().value().toString());
            to.add("X-User-Username", person.username().value());
        } else if (principal instanceof Principal.Machine machine) {
            to.add("X-Machine-User-ID", machine.id().value().toString());
        }
        Place place = exchange.route.place();
        to.add("X-Tenant-ID", place.tenant().orElseThrow().value().toString());
        to.add("X-Application-ID", place.application().orElseThrow().value().toString());
        to.add("X-Auth-Type", exchange.visitor.how().word());
    }
}
