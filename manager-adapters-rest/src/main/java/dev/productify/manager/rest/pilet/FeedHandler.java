package dev.productify.manager.rest.pilet;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.pilet.PublicPilets;
import dev.productify.manager.ports.shared.PublishedBytes;
import dev.productify.manager.rest.BeforeRoutes;
import dev.productify.manager.rest.PathIds;
import dev.productify.manager.rest.PublicAnswers;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code GET /pilet-feed/<application>}, which each shell asks when it starts. All else is left to {@link PublicPiletRoutes}.
 */
public final class FeedHandler extends BeforeRoutes {
    private static final String PREFIX = PublicPiletRoutes.FEED.substring(0, PublicPiletRoutes.FEED.indexOf('{'));

    private final PublicPilets pilets;
    private final Optional<String> origin;
    private final HttpField caching;

    /** @param origin under which files are reached; empty: the one that a request came to */
    public FeedHandler(PublicPilets pilets, Optional<String> origin) {
        super(PublicPiletRoutes.FEED);
        this.pilets = requireNonNull(pilets, "pilets");
        this.origin = requireNonNull(origin, "origin");
        this.caching = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, FeedDocument.caching(origin));
    }

    @Override
    protected boolean takes(Request request, String path) {
        return path.startsWith(PREFIX) && application(path).isPresent();
    }

    private static Optional<ApplicationId> application(String path) {
        return PathIds.find(path.substring(PREFIX.length()), ApplicationId::new);
    }

    @Override
    protected void answer(Request request, Response response, Callback callback, RequestFacts facts) {
        PublishedBytes document = FeedDocument.of(
                application(request.getHttpURI().getPath()).flatMap(pilets::feed), origin.orElseGet(facts::origin));
        PublicAnswers.json(request, response, callback, document, caching);
    }
}
