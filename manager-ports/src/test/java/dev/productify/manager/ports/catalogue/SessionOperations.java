package dev.productify.manager.ports.catalogue;

import static dev.productify.manager.ports.catalogue.Audience.everybody;
import static dev.productify.manager.ports.catalogue.Audience.inSession;
import static dev.productify.manager.ports.catalogue.Audience.nobody;
import static dev.productify.manager.ports.catalogue.Audience.people;
import static dev.productify.manager.ports.catalogue.Audience.returning;
import static dev.productify.manager.ports.catalogue.Audience.signedIn;
import static dev.productify.manager.ports.catalogue.Operation.route;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Signing in and out, and sessions: everybody's own, and nobody's business besides. */
final class SessionOperations {
    private static final String SESSIONS = "/api/auth/sessions";
    private static final Audited ENDED = Audited.nowhere("delete", "Session");

    private SessionOperations() {}

    static List<Operation> all() {
        Function<Names, String> own = at -> SESSIONS + "/" + at.own("session");
        Function<Names, String> others = at -> SESSIONS + "/" + at.id(Resident.GUEST.session());
        return List.of(
                route("GET /api/auth/login", everybody(), at -> "/api/auth/login?return_to=/projects"),
                route("GET /api/auth/callback", returning(), at -> "/api/auth/callback?state=x&code=x"),
                change("POST /api/auth/logout", inSession(), at -> "/api/auth/logout"),
                route("GET /api/auth/check", signedIn(), at -> "/api/auth/check"),
                route("GET " + SESSIONS, people(), at -> SESSIONS),
                change("DELETE " + SESSIONS, people(), at -> SESSIONS),
                route("GET " + SESSIONS + "/{id}", people(), own),
                route("GET " + SESSIONS + "/{id}", nobody(), others).labelled("of somebody else"),
                change("DELETE " + SESSIONS + "/{id}", people(), own),
                change("DELETE " + SESSIONS + "/{id}", nobody(), others).labelled("of somebody else"));
    }

    private static Operation change(String name, Audience audience, Function<Names, String> path) {
        String method = name.substring(0, name.indexOf(' '));
        return new Operation(
                name,
                "",
                audience,
                new Sample.Http(method, path, at -> Optional.empty()),
                Optional.of(ENDED),
                Optional.empty());
    }
}
