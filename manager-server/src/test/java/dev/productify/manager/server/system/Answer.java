package dev.productify.manager.server.system;

import dev.productify.manager.ports.catalogue.Fixture;
import dev.productify.manager.ports.catalogue.Operation;
import dev.productify.manager.ports.catalogue.Outcome;
import dev.productify.manager.ports.catalogue.Thing;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** What came back from the node, in the words of the catalogue. */
record Answer(int status, String body, String requestId) {
    static Answer of(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("X-Request-Id").orElseThrow());
    }

    /** A word of {@link Outcome}, or whatever other code it is. */
    String outcome() {
        if (!body.startsWith("{")) {
            return status < 400 ? Outcome.ANSWERED.name() : String.valueOf(status);
        }
        Object json = Json.read(body);
        List<Object> codes = Json.at(json, "errors", "extensions", "code");
        if (!codes.isEmpty()) {
            return codes.stream().map(String::valueOf).distinct().collect(Collectors.joining(" "));
        }
        return status < 400
                ? Outcome.ANSWERED.name()
                : String.valueOf(Json.at(json, "code").get(0));
    }

    /** The fixture's names of what an answered operation shows; ids of what is not of the fixture. */
    Set<String> shown(Operation operation, Fixture fixture) {
        return Json.things(data(), operation.field()).stream()
                .map(thing -> String.valueOf(((Map<?, ?>) thing).get("id")))
                .map(id -> fixture.thing(UUID.fromString(id)).map(Thing::name).orElse(id))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The answer to a count. */
    long number(Operation operation) {
        return (Long) Json.at(data(), operation.field()).get(0);
    }

    Object data() {
        return Json.at(Json.read(body), "data").get(0);
    }
}
