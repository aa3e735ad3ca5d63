package dev.productify.manager.esb.gateway;

import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.esb.conversion.Converter;
import dev.productify.manager.esb.conversion.NotConvertible;
import dev.productify.manager.ports.endpoint.Route;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The converters of endpoints that are in use: templates are compiled once for each change of an endpoint. */
final class Converters {
    /** Some are forgotten when there are more. */
    private static final int MANY = 1_000;

    private record Made(Route route, Converter converter) {}

    private final ConcurrentMap<EndpointId, Made> made = new ConcurrentHashMap<>();

    /** @throws NotConvertible when the template of the endpoint is none */
    Converter of(Route route) {
        Made known = made.get(route.endpoint());
        if (known != null && known.route() == route) {
            return known.converter();
        }
        if (made.size() >= MANY) {
            made.clear();
        }
        Converter converter = new Converter(route.input(), route.output(), route.template(), route.conversion());
        made.put(route.endpoint(), new Made(route, converter));
        return converter;
    }
}
