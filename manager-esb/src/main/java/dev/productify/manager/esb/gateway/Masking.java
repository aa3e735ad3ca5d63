package dev.productify.manager.esb.gateway;

import dev.productify.manager.domain.endpoint.HeaderNames;
import dev.productify.manager.domain.shared.SecretMask;
import java.util.List;

/** What is hidden of headers that are kept. */
final class Masking {
    /** What names of headers begin with by which somebody may have tried to pass for another (contract A7). */
    private static final List<String> IDENTITY =
            List.of("x-user-", "x-tenant-", "x-machine-user-", "x-productify-", "x-application-id");

    private Masking() {}

    /** The value of a header as it may be kept. */
    static String value(String name, String value) {
        return SecretMask.isSecretHeader(name) || isIdentity(name) ? SecretMask.MASK : SecretMask.masked(value);
    }

    private static boolean isIdentity(String name) {
        return IDENTITY.stream().anyMatch(beginning -> HeaderNames.startsWith(name, beginning));
    }
}
