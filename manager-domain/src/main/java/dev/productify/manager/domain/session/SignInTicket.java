package dev.productify.manager.domain.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What a browser holds while its user is at the provider. It makes the way there and the way back belong together: {@code
 * state}, {@code nonce} and the verifier of PKCE (RFC 7636) follow from its secret, each by a hash of its own, and from
 * everything else that it says. So nothing has to be kept meanwhile, any node can take the browser back, and a ticket of
 * which anything was changed fits no answer of the provider.
 *
 * @param secret 256 random bits in base64url
 * @param redirect where the provider sends the browser back to
 */
public record SignInTicket(String secret, Instant issuedAt, URI redirect, ReturnPath returnTo) {
    /** How long somebody may take at the provider. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final int SECRET_BYTES = 32;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    public SignInTicket {
        requireNonNull(secret, "secret");
        requireNonNull(issuedAt, "issuedAt");
        requireNonNull(redirect, "redirect");
        requireNonNull(returnTo, "returnTo");
        if (!SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException("a ticket has 32 bytes in base64url");
        }
    }

    /** @param random must be unpredictable: {@code SecureRandom} outside of tests */
    public static SignInTicket issue(URI redirect, ReturnPath returnTo, RandomGenerator random, Instant now) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new SignInTicket(
                ENCODER.encodeToString(secret), Instant.ofEpochSecond(now.getEpochSecond()), redirect, returnTo);
    }

    /** Reads what {@link #text} wrote; empty for anything else. */
    public static Optional<SignInTicket> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SignInTicket(
                    parts[0],
                    Instant.ofEpochSecond(Long.parseLong(parts[1])),
                    URI.create(decoded(parts[2])),
                    new ReturnPath(decoded(parts[3]))));
        } catch (RuntimeException notOurs) {
            return Optional.empty();
        }
    }

    /** One line of ASCII that fits into a cookie. */
    public String text() {
        return secret
                + '.'
                + issuedAt.getEpochSecond()
                + '.'
                + encoded(redirect.toString())
                + '.'
                + encoded(returnTo.value());
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(issuedAt.plus(LIFETIME));
    }

    /** What the provider sends back as it was ({@code state} of RFC 6749). */
    public String state() {
        return derived("state");
    }

    /** What the provider puts into the ID token. */
    public String nonce() {
        return derived("nonce");
    }

    /** What proves to the provider that who brings the code is who asked for it. */
    public String codeVerifier() {
        return derived("verifier");
    }

    /** What the provider is told of the verifier: its SHA-256, method {@code S256}. */
    public String codeChallenge() {
        return ENCODER.encodeToString(sha256(codeVerifier()));
    }

    /** Whether that is the state of this ticket; takes the same time wherever the difference is. */
    public boolean hasState(String presented) {
        return MessageDigest.isEqual(state().getBytes(UTF_8), presented.getBytes(UTF_8));
    }

    private String derived(String purpose) {
        return ENCODER.encodeToString(sha256(purpose + ' ' + text()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String encoded(String text) {
        return ENCODER.encodeToString(text.getBytes(UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), UTF_8);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SignInTicket[" + issuedAt + ", " + returnTo + "]";
    }
}
