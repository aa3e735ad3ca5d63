package dev.productify.manager.esb.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.ports.access.UserDirectory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The people of a Pocket ID. Their ids there are UUIDs, and they are the subjects of its OpenID Connect as well; so who is
 * found here keeps that id as a user, and is the same person when they sign in. Safe for use by many threads.
 */
public final class PocketIdDirectory implements UserDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(PocketIdDirectory.class);

    /** Ids that the Manager makes are of this version: nobody of the directory may have one that a user could have. */
    private static final int VERSION_OF_OWN_IDS = 7;

    private final PocketIdApi api;
    private volatile String issuer;

    /**
     * @param host where Pocket ID answers
     * @param apiKey of a Pocket ID administrator; never shown or logged
     */
    public PocketIdDirectory(URI host, String apiKey) {
        this(new PocketIdApi(host, apiKey, PocketIdApi.Limits.DEFAULT));
    }

    PocketIdDirectory(PocketIdApi api) {
        this.api = api;
    }

    @Override
    public List<Entry> search(SearchText text) {
        // Pocket ID takes % and _ for wildcards and knows no other order of what fits best.
        return found(text, user -> texts(user).anyMatch(text::isIn), MOST);
    }

    @Override
    public List<Entry> exactly(SearchText text) {
        Predicate<JsonNode> exact = user -> text.is(user.path("username").asText(""))
                || text.is(user.path("email").asText(""));
        return found(text, exact, MOST);
    }

    private static Stream<String> texts(JsonNode user) {
        return Stream.of("username", "email", "firstName", "lastName", "displayName")
                .map(member -> user.path(member).asText(""));
    }

    /** Page by page, so far as needed, but for no text more pages than there is time for. */
    private List<Entry> found(SearchText text, Predicate<JsonNode> condition, int most) {
        List<Entry> found = new ArrayList<>();
        for (int page = 1; page <= api.limits().pages(); page++) {
            PocketIdApi.Page answer = api.users(text.value(), page);
            for (JsonNode user : answer.users()) {
                if (found.size() < most && condition.test(user)) {
                    entry(user).ifPresent(found::add);
                }
            }
            if (found.size() == most || page >= answer.pages()) {
                break;
            }
        }
        return found;
    }

    @Override
    public Optional<Entry> find(UserId id) {
        return id.value().version() == VERSION_OF_OWN_IDS
                ? Optional.empty()
                : api.user(id.value())
                        .flatMap(this::entry)
                        .filter(entry -> entry.id().equals(id));
    }

    /** Empty for who could not be a user here. */
    private Optional<Entry> entry(JsonNode user) {
        Optional<UUID> id = uuid(user.path("id").asText());
        Optional<Username> username = checked(user.path("username").asText(), Username::new);
        if (id.isEmpty() || username.isEmpty()) {
            LOG.atDebug()
                    .addKeyValue("subject", user.path("id").asText())
                    .log("somebody in Pocket ID has an id or a username that users cannot have");
            return Optional.empty();
        }
        return Optional.of(new Entry(
                new UserId(id.get()),
                new ExternalIdentity(issuer(), id.get().toString()),
                username.get(),
                checked(user.path("email").asText(""), Email::new).orElseGet(() -> withoutEmail(id.get())),
                displayName(user),
                user.path("disabled").asBoolean()));
    }

    /** Only the usual form in lower case: the subject is compared by characters. */
    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text))
                    .filter(id -> id.toString().equals(text))
                    .filter(id -> id.version() != VERSION_OF_OWN_IDS);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Name> displayName(JsonNode user) {
        String full =
                user.path("firstName").asText("") + " " + user.path("lastName").asText("");
        return checked(user.path("displayName").asText(""), Name::new).or(() -> checked(full, Name::new));
    }

    /** Who has no address there gets one that can never receive mail (RFC 2606, section 2). */
    private static Email withoutEmail(UUID id) {
        return new Email(id + "@no-email.invalid");
    }

    private static <T> Optional<T> checked(String text, Function<String, T> form) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(form.apply(text));
        } catch (ManagerException e) {
            return Optional.empty();
        }
    }

    /** By what name tokens of this Pocket ID know it, which need not be the address at which the Manager reaches it. */
    private String issuer() {
        if (issuer == null) {
            issuer = api.issuer();
        }
        return issuer;
    }
}
