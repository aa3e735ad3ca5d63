package dev.productify.manager.rest;

import dev.productify.manager.domain.shared.ManagerException;
import io.javalin.http.Context;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Ids in the paths of routes. */
public final class PathIds {
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

    private PathIds() {}

    /** @throws ManagerException {@code BAD_USER_INPUT} that names the parameter when it is no UUID */
    public static <I> I of(Context context, String parameter, Function<UUID, I> kind) {
        String text = context.pathParam(parameter);
        if (!FORM.matcher(text).matches()) {
            throw ManagerException.badInput(parameter + " must be a UUID");
        }
        return kind.apply(UUID.fromString(text));
    }
}
