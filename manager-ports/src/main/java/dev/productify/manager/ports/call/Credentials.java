package dev.productify.manager.ports.call;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a caller presents to prove who they are. No {@code toString} shows a secret. */
public sealed interface Credentials {

    /** Nothing was presented. */
    record None() implements Credentials {}

    /** Something was presented that cannot be read. */
    record Malformed() implements Credentials {}

    /** RFC 6750. */
    record Bearer(String token) implements Credentials {
        public Bearer {
            requireNonNull(token, "token");
        }

        @Override
        public String toString() {
            return "Bearer[…]";
        }
    }

    /** RFC 7617, in UTF-8. */
    record Basic(String username, String password) implements Credentials {
        public Basic {
            requireNonNull(username, "username");
            requireNonNull(password, "password");
        }

        @Override
        public String toString() {
            return "Basic[" + username + ", …]";
        }
    }

    /** The secret of a session that a browser keeps in a cookie. */
    record SessionCookie(String value) implements Credentials {
        public SessionCookie {
            requireNonNull(value, "value");
        }

        @Override
        public String toString() {
            return "SessionCookie[…]";
        }
    }

    /**
     * Reads an {@code Authorization} field (RFC 9110, section 11.6.2).
     *
     * @param header {@code null} when the request has none
     */
    static Credentials ofAuthorization(String header) {
        if (header == null) {
            return new None();
        }
        int blank = header.indexOf(' ');
        if (blank < 0) {
            return new Malformed();
        }
        String scheme = header.substring(0, blank);
        String rest = header.substring(blank + 1).strip();
        if (rest.isEmpty()) {
            return new Malformed();
        }
        if (scheme.equalsIgnoreCase("Bearer")) {
            return new Bearer(rest);
        }
        return scheme.equalsIgnoreCase("Basic") ? basic(rest) : new Malformed();
    }

    /**
     * The same for tools that publish micro-frontends: they send a token as {@code Basic} as it is. It is told apart by its
     * prefix, since base64 has no {@code _}.
     *
     * @param header {@code null} when the request has none
     */
    static Credentials ofPublisher(String header) {
        String scheme = "Basic ";
        if (header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())) {
            String token = header.substring(scheme.length()).strip();
            if (token.startsWith("pfy_")) {
                return new Bearer(token);
            }
        }
        return ofAuthorization(header);
    }

    private static Credentials basic(String encoded) {
        try {
            String pair = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)))
                    .toString();
            int colon = pair.indexOf(':');
            return colon < 0 ? new Malformed() : new Basic(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return new Malformed();
        }
    }
}
