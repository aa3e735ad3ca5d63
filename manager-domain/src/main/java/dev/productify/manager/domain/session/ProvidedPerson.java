package dev.productify.manager.domain.session;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a provider tells of a person (OpenID Connect Core 1.0, section 5.1). Nothing of it says who somebody is: that is issuer
 * and subject alone (contract A8). It is what a new user is called, and is looked at once.
 *
 * @param email empty when the provider says that it was not verified: somebody else's address must not be shown as theirs
 */
public record ProvidedPerson(Optional<String> username, Optional<String> email, Optional<String> name) {
    public static final ProvidedPerson UNKNOWN =
            new ProvidedPerson(Optional.empty(), Optional.empty(), Optional.empty());

    private static final int DIGITS = 12;

    public ProvidedPerson {
        requireNonNull(username, "username");
        requireNonNull(email, "email");
        requireNonNull(name, "name");
    }

    /** Whether there is anything by which other people could recognise them. */
    public boolean isNamed() {
        return username.isPresent() || email.isPresent();
    }

    /**
     * The user to be made of them. What cannot be a username here is made fit; who has no address gets one that can never
     * receive mail (RFC 2606, section 2).
     */
    public User.Draft draft(ExternalIdentity identity) {
        String fallback = "user-" + fingerprint(identity);
        return new User.Draft(
                username.flatMap(ProvidedPerson::fit)
                        .or(() -> email.flatMap(ProvidedPerson::fit))
                        .orElseGet(() -> new Username(fallback)),
                email.flatMap(text -> checked(text, Email::new))
                        .orElseGet(() -> new Email(fallback + "@no-email.invalid")),
                name.flatMap(text -> checked(text, Name::new)));
    }

    private static Optional<Username> fit(String text) {
        String fitting = text.strip().replaceAll("[^A-Za-z0-9._@+-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        String bounded = fitting.substring(0, Math.min(fitting.length(), Username.MAX_LENGTH));
        return checked(bounded, Username::new);
    }

    private static <T> Optional<T> checked(String text, Function<String, T> form) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(form.apply(text));
        } catch (ManagerException notOfThatForm) {
            return Optional.empty();
        }
    }

    private static String fingerprint(ExternalIdentity identity) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((identity.issuer() + ' ' + identity.subject()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
