package dev.productify.manager.rest.pilet;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.pilet.PackageLimits;
import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.pilet.PiletColumn;
import dev.productify.manager.ports.pilet.Pilets;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.rest.PathIds;
import dev.productify.manager.rest.Problems;
import dev.productify.manager.rest.RouteModule;
import dev.productify.manager.rest.idempotency.IdempotentPosts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Packages of pilets in and out, for members of their project (contract P1). */
public final class PiletRoutes implements RouteModule {
    private static final int DISCARDED_AT_ONCE = 64 * 1024;

    private final Pilets pilets;
    private final PiletFiles files;
    private final Function<Context, Call> calls;
    private final Function<Context, Call> publishers;
    private final IdempotentPosts posts;

    /**
     * @param calls who makes a request; throws {@code UNAUTHENTICATED} for nobody we know
     * @param publishers the same for requests of publishing tools, which may give a token in a form of their own
     */
    public PiletRoutes(
            Pilets pilets,
            PiletFiles files,
            Function<Context, Call> calls,
            Function<Context, Call> publishers,
            IdempotentPosts posts) {
        this.pilets = requireNonNull(pilets, "pilets");
        this.files = requireNonNull(files, "files");
        this.calls = requireNonNull(calls, "calls");
        this.publishers = requireNonNull(publishers, "publishers");
        this.posts = requireNonNull(posts, "posts");
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(PiletPaths.PROJECT, this::list);
        routes.post(PiletPaths.PROJECT, this::publish);
        for (String version : PiletPaths.VERSIONS) {
            routes.post(version, this::put);
            routes.get(version, this::download);
            routes.delete(version, this::delete);
        }
    }

    private void list(Context context) {
        Call call = calls.apply(context);
        List<ListQuery.FilterText> filters = Optional.ofNullable(context.queryParam("enabled"))
                .map(enabled -> List.of(new ListQuery.FilterText("enabled", enabled)))
                .orElse(List.of());
        ListQuery<PiletColumn> query = ListQuery.parse(PiletColumn.class, filters, Optional.empty(), page(context));
        Pilets.Listed listed = pilets.list(call, project(context), query);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("packages", listed.pilets().stream().map(PiletRoutes::listed).toList());
        body.put("count", listed.count());
        context.header("Cache-Control", "no-store").json(body);
    }

    private static Optional<Page> page(Context context) {
        Optional<Integer> limit = number(context, "limit");
        Optional<Integer> offset = number(context, "offset");
        return limit.isEmpty() && offset.isEmpty()
                ? Optional.empty()
                : Optional.of(new Page(limit.orElse(Page.MAX_LIMIT), offset.orElse(0)));
    }

    private static Optional<Integer> number(Context context, String parameter) {
        String text = context.queryParam(parameter);
        if (text == null) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw ManagerException.badInput(parameter + " must be a whole number");
        }
        return Optional.of(Integer.valueOf(text));
    }

    private static Map<String, Object> listed(Pilet pilet) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", pilet.id().value());
        shown.put("name", pilet.name().value());
        shown.put("version", pilet.version().value());
        shown.put("description", pilet.description().map(Description::value).orElse(null));
        shown.put("size", pilet.size());
        shown.put("hash", pilet.hash().integrity());
        shown.put("enabled", pilet.enabled());
        shown.put("createdAt", pilet.createdAt().toString());
        shown.put("updatedAt", pilet.updatedAt().toString());
        return shown;
    }

    /** What Piral's tools speak: the package says what it is, and what is there already is not replaced. */
    private void publish(Context context) throws IOException {
        Problems.alsoAsMessage(context);
        Call call = publishers.apply(context);
        String kind =
                Optional.ofNullable(context.header("X-Microfrontend-Type")).orElse("npm");
        if (!kind.equalsIgnoreCase("npm")) {
            throw ManagerException.badInput(
                    "X-Microfrontend-Type must be npm; other kinds of packages are not kept here");
        }
        upload(context, call, pilets::publish);
    }

    private void put(Context context) throws IOException {
        Call call = calls.apply(context);
        PiletName name = new PiletName(PiletPaths.name(context));
        SemanticVersion version = version(context);
        upload(context, call, (turn, project, read, description) -> {
            PiletPackage facts = read.facts();
            if (!facts.name().equals(name) || !facts.version().equals(version)) {
                throw ManagerException.badInput("package.json says " + facts.name() + " " + facts.version()
                        + ", and the address says " + name + " " + version + "; both must name the same");
            }
            return pilets.put(turn, project, read, description);
        });
    }

    private interface Keeping {
        Pilet keep(Call call, ProjectId project, PackageArchive read, Optional<Description> description);
    }

    private void upload(Context context, Call call, Keeping keeping) throws IOException {
        PackageLimits limits = files.limits();
        ProjectId project = project(context);
        InputStream body = context.req().getInputStream();
        try {
            pilets.requirePublisher(call, project);
            try (Upload upload = Upload.read(context.contentType(), body, files.uploads(), limits.mostPacked())) {
                PackageArchive read = PackageArchive.read(upload.file(), upload.hash(), upload.size(), limits);
                Optional<Description> description =
                        upload.description().filter(text -> !text.isBlank()).map(Description::new);
                posts.answer(
                        context,
                        call,
                        () -> upload.hash() + " " + upload.description().orElse(""),
                        turn -> published(keeping.keep(turn, project, read, description)));
            }
        } catch (Upload.TooLarge tooLarge) {
            discard(body, 2 * limits.mostPacked());
            Problems.answer(
                    context,
                    413,
                    "PAYLOAD_TOO_LARGE",
                    "A package has at most " + limits.mostPacked() + " bytes; leave out what shells do not load");
        } catch (ManagerException refused) {
            discard(body, 2 * limits.mostPacked());
            throw refused;
        }
    }

    /**
     * Lets a client come to the end of its body if that is not far, since one that is cut off while it sends does not read the
     * answer.
     */
    private static void discard(InputStream body, long mostBytes) {
        byte[] discarded = new byte[DISCARDED_AT_ONCE];
        try {
            for (long most = mostBytes; most > 0; ) {
                int read = body.read(discarded);
                if (read < 0) {
                    return;
                }
                most -= read;
            }
        } catch (IOException gone) {
            return; // nobody is there to read an answer
        }
    }

    private static Map<String, Object> published(Pilet pilet) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", pilet.id().value());
        shown.put("name", pilet.name().value());
        shown.put("version", pilet.version().value());
        shown.put("size", pilet.size());
        shown.put("hash", pilet.hash().integrity());
        shown.put("enabled", pilet.enabled());
        return shown;
    }

    private void download(Context context) throws IOException {
        Pilet pilet = pilets.find(
                calls.apply(context), project(context), new PiletName(PiletPaths.name(context)), version(context));
        context.header("Cache-Control", "private, no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + pilet.name() + "-" + pilet.version() + ".tgz\"");
        context.res().setContentType("application/gzip");
        files.sending().send(context, pilet.project(), pilet.hash(), pilet.size());
    }

    private void delete(Context context) {
        pilets.delete(
                calls.apply(context), project(context), new PiletName(PiletPaths.name(context)), version(context));
        context.header("Cache-Control", "no-store").json(Map.of("success", true));
    }

    private static ProjectId project(Context context) {
        return PathIds.of(context, "project_id", ProjectId::new);
    }

    private static SemanticVersion version(Context context) {
        return new SemanticVersion(context.pathParam("version"));
    }
}
