package dev.productify.manager.rest.languagepack;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.languagepack.FlatJson;
import dev.productify.manager.ports.languagepack.ImportMode;
import dev.productify.manager.ports.languagepack.LanguagePacks;
import dev.productify.manager.rest.PathIds;
import dev.productify.manager.rest.Problems;
import dev.productify.manager.rest.RouteModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Export and import of language packs: one file of flat JSON for each language. */
public final class LanguagePackRoutes implements RouteModule {
    /** Of a body. What is exported never is longer: each character takes two bytes at most that would take one. */
    public static final long MOST_BODY_BYTES = 17L * 1024 * 1024;

    private static final String PATH = "/api/projects/{project_id}/language-packs/{name}";

    private final LanguagePacks packs;
    private final Function<Context, Call> calls;
    private final FlatJsonReader reader = new FlatJsonReader(MOST_BODY_BYTES);

    /** @param calls who makes a request; throws {@code UNAUTHENTICATED} for nobody we know */
    public LanguagePackRoutes(LanguagePacks packs, Function<Context, Call> calls) {
        this.packs = requireNonNull(packs, "packs");
        this.calls = requireNonNull(calls, "calls");
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(PATH, this::exported);
        routes.put(PATH, this::imported);
    }

    private void exported(Context context) {
        Call call = calls.apply(context);
        LanguageTag name = name(context);
        byte[] json = FlatJson.lines(packs.exported(call, project(context), name));
        context.header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "attachment; filename=\"" + name + ".json\"")
                .contentType("application/json")
                .result(json);
    }

    private void imported(Context context) throws IOException {
        Call call = calls.apply(context);
        Optional<Translations> content = reader.read(context.bodyInputStream(), context.contentLength());
        if (content.isEmpty()) {
            Problems.answer(context, 413, "PAYLOAD_TOO_LARGE", "The body has more than " + MOST_BODY_BYTES + " bytes");
            return;
        }
        ImportMode mode = mode(context);
        LanguagePacks.Imported imported =
                packs.importContent(call, project(context), name(context), content.get(), mode);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", imported.pack().id().value());
        body.put("name", imported.pack().name().value());
        body.put("version", imported.pack().version());
        body.put("contentCount", imported.pack().keys());
        for (String count : List.of("keysAdded", "keysChanged", "keysRemoved")) {
            body.put(count, imported.counts().get(count));
        }
        context.status(imported.created() ? 201 : 200)
                .header("Cache-Control", "no-store")
                .json(body);
    }

    private static ImportMode mode(Context context) {
        String mode = Optional.ofNullable(context.queryParam("mode")).orElse("replace");
        return switch (mode) {
            case "replace" -> ImportMode.REPLACE;
            case "merge" -> ImportMode.MERGE;
            default -> throw ManagerException.badInput("mode must be replace or merge");
        };
    }

    private static ProjectId project(Context context) {
        return PathIds.of(context, "project_id", ProjectId::new);
    }

    private static LanguageTag name(Context context) {
        return new LanguageTag(context.pathParam("name"));
    }
}
