package dev.productify.manager.rest.pilet;

import io.javalin.http.Context;
import java.util.List;

/** Addresses of versions. The name of a scoped pilet is one segment, {@code @a%2Fb}, or two, {@code @a/b}. */
final class PiletPaths {
    static final String PROJECT = "/pilets/{project_id}";
    static final List<String> VERSIONS = List.of(PROJECT + "/{name}/{version}", PROJECT + "/{scope}/{name}/{version}");

    private static final String SCOPE = "scope";

    private PiletPaths() {}

    /** The name, whatever it looks like. */
    static String name(Context context) {
        String name = context.pathParam("name");
        return context.pathParamMap().containsKey(SCOPE) ? context.pathParam(SCOPE) + "/" + name : name;
    }
}
