package dev.productify.manager.rest.pilet;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.pilet.PackageFile;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.pilet.PublicPilets;
import dev.productify.manager.ports.shared.PublishedBytes;
import dev.productify.manager.rest.PathIds;
import dev.productify.manager.rest.PublicAnswers;
import dev.productify.manager.rest.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * What shells load: the feed of an application, and the files that it leads to (contract P2). Nobody has to sign in for it.
 *
 * <p>What people upload must not act in the Manager's name, wherever it is opened: the files say what they are and are taken for
 * nothing else, and as a page of its own each is put into a sandbox.
 */
public final class PublicPiletRoutes implements RouteModule {
    static final String FEED = "/pilet-feed/{application_id}";
    private static final String FILE = "/files/{hash}/<path>";

    /** Its address holds its hash, so it is right for ever. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    /** What scripts of other origins may read of an answer. */
    private static final String EXPOSED = "Accept-Ranges, Content-Range, ETag, X-Request-Id";

    private final PublicPilets pilets;
    private final FileSending sending;
    private final Optional<String> origin;
    private final Function<Context, String> ownOrigin;

    /**
     * @param origin under which files are reached; empty: the one that a request came to
     * @param ownOrigin of a request
     */
    public PublicPiletRoutes(
            PublicPilets pilets, PiletFiles files, Optional<String> origin, Function<Context, String> ownOrigin) {
        this.pilets = requireNonNull(pilets, "pilets");
        this.sending = files.sending();
        this.origin = requireNonNull(origin, "origin");
        this.ownOrigin = requireNonNull(ownOrigin, "ownOrigin");
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(FEED, this::feed);
        PublicAnswers.preflight(routes, FEED);
        for (String version : PiletPaths.VERSIONS) {
            routes.get(version + FILE, this::file);
            PublicAnswers.preflight(routes, version + FILE);
        }
    }

    private void feed(Context context) throws IOException {
        PublicAnswers.open(context);
        PublishedBytes document = FeedDocument.of(
                PathIds.find(context, "application_id", ApplicationId::new).flatMap(pilets::feed),
                origin.orElseGet(() -> ownOrigin.apply(context)));
        PublicAnswers.json(context, document, FeedDocument.caching(origin));
    }

    private void file(Context context) throws IOException {
        PublicAnswers.open(context);
        String path = context.pathParam("path");
        ProjectId project = PathIds.find(context, "project_id", ProjectId::new).orElseThrow(PublicPiletRoutes::none);
        PackageFile file = pilets.file(
                        project,
                        PiletPaths.name(context),
                        context.pathParam("version"),
                        context.pathParam("hash"),
                        path)
                .orElseThrow(PublicPiletRoutes::none);
        HttpServletResponse response = context.res();
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.setHeader("Content-Security-Policy", "sandbox");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", FOR_EVER);
        response.setContentType(MediaTypes.of(path));
        response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        if (file.size() <= PublicPilets.LONGEST_IN_MEMORY) {
            FileSending.send(
                    context,
                    pilets.shortContent(project, file.hash(), file.size()).orElseThrow(PublicPiletRoutes::none));
            return;
        }
        sending.send(context, project, file.hash(), file.size());
    }

    private static ManagerException none() {
        return ManagerException.notFound("File");
    }
}
