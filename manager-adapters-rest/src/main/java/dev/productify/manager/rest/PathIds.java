package dev.productify.manager.rest;

import dev.productify.manager.domain.shared.ManagerException;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Ids in the paths of routes: UUIDs in their usual form (RFC 9562, section 4), in either case. */
public final class PathIds {
    private static final int LENGTH = 36;
    private static final int NO_DIGIT = -1;

    private PathIds() {}

    /** @throws ManagerException {@code BAD_USER_INPUT} that names the parameter when it is no UUID */
    public static <I> I of(Context context, String parameter, Function<UUID, I> kind) {
        return find(context, parameter, kind)
                .orElseThrow(() -> ManagerException.badInput(parameter + " must be a UUID"));
    }

    /** As {@link #of}, for routes where what is no id is just nothing that exists. */
    public static <I> Optional<I> find(Context context, String parameter, Function<UUID, I> kind) {
        return find(context.pathParam(parameter), kind);
    }

    /** The id that a text is; empty when it is none. */
    public static <I> Optional<I> find(String text, Function<UUID, I> kind) {
        UUID id = parsed(text);
        return id == null ? Optional.empty() : Optional.of(kind.apply(id));
    }

    /** By hand, since it is done for each request: {@link UUID#fromString} takes more forms than this one. */
    private static UUID parsed(String text) {
        if (text.length() != LENGTH) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return null;
                }
                continue;
            }
            int digit = c < 0x80 ? Character.digit(c, 16) : NO_DIGIT;
            if (digit == NO_DIGIT) {
                return null;
            }
            if (i < 18) {
                high = high << 4 | digit;
            } else {
                low = low << 4 | digit;
            }
        }
        return new UUID(high, low);
    }
}
