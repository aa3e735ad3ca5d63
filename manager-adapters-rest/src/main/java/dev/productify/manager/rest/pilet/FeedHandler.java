package dev.productify.manager.rest.pilet;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.pilet.PublicPilets;
import dev.productify.manager.ports.shared.PublishedBytes;
import dev.productify.manager.rest.PathIds;
import dev.productify.manager.rest.PublicAnswers;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code GET /pilet-feed/<application>}, which each shell asks when it starts: answered from memory, before servlets and routes
 * are gone through. The answer is the one of {@link PublicPiletRoutes}, to which all else is left.
 */
public final class FeedHandler extends Handler.Abstract {
    private static final String PREFIX = PublicPiletRoutes.FEED.substring(0, PublicPiletRoutes.FEED.indexOf('{'));

    private final PublicPilets pilets;
    private final Optional<String> origin;
    private final HttpField caching;

    /** @param origin under which files are reached; empty: the one that a request came to */
    public FeedHandler(PublicPilets pilets, Optional<String> origin) {
        this.pilets = requireNonNull(pilets, "pilets");
        this.origin = requireNonNull(origin, "origin");
        this.caching = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, FeedDocument.caching(origin));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        if (path == null || !path.startsWith(PREFIX) || !request.getMethod().equals("GET")) {
            return false;
        }
        Optional<ApplicationId> application = PathIds.find(path.substring(PREFIX.length()), ApplicationId::new);
        if (application.isEmpty()) {
            return false;
        }
        RequestFacts facts = RequestFacts.of(request.getAttribute(RequestFacts.ATTRIBUTE));
        facts.answeredBy(PublicPiletRoutes.FEED);
        PublishedBytes document = FeedDocument.of(application.flatMap(pilets::feed), origin.orElseGet(facts::origin));
        PublicAnswers.json(request, response, callback, document, caching);
        return true;
    }
}
