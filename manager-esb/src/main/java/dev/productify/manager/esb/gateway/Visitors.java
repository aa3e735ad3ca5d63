package dev.productify.manager.esb.gateway;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.endpoint.BusCaller;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Authentication;
import dev.productify.manager.ports.call.Credentials;
import dev.productify.manager.ports.call.VouchedPeople;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Finds out who calls the bus (contract E2, A7): the machine user whom {@code Authorization} proves, or the person whom {@code
 * X-User-ID} names, if a proxy says so that proves itself by {@code X-Proxy-Token}.
 */
public final class Visitors {
    private static final String PROXY_TOKEN = "X-Proxy-Token";
    private static final String USER_ID = "X-User-ID";
    private static final int UUID_LENGTH = 36;

    private final Authentication authentication;
    private final Function<UserId, Optional<VouchedPeople.Vouched>> people;
    private final Optional<byte[]> proxyToken;

    /**
     * @param people the person of an id, unless there is none or it is disabled
     * @param proxyToken what a proxy must show; without one none is believed
     */
    public Visitors(
            Authentication authentication,
            Function<UserId, Optional<VouchedPeople.Vouched>> people,
            Optional<String> proxyToken) {
        this.authentication = requireNonNull(authentication, "authentication");
        this.people = requireNonNull(people, "people");
        this.proxyToken = proxyToken.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Who calls.
     *
     * @throws ManagerException {@code UNAUTHENTICATED} when nobody can be made out, {@code FORBIDDEN} to people who come by
     *     themselves, {@code RATE_LIMITED}
     */
    BusCaller visitor(HttpFields headers, String source) {
        if (proxyToken.isPresent() && headers.contains(PROXY_TOKEN)) {
            requireProxy(proxyToken.get(), headers);
            List<String> ids = headers.getValuesList(USER_ID);
            if (!ids.isEmpty()) {
                VouchedPeople.Vouched person = person(ids);
                return new BusCaller(person.principal(), BusCaller.How.PROXY, Optional.of(person.profile()));
            }
        }
        Principal principal =
                authentication.authenticate(credentials(headers), source).principal();
        if (!(principal instanceof Principal.Machine)) {
            throw new ManagerException(
                    ErrorCode.FORBIDDEN,
                    "The bus takes calls of machine users, and of people whom a proxy names;"
                            + " a personal access token is for /query and /api");
        }
        return new BusCaller(principal, BusCaller.How.MACHINE_USER, Optional.empty());
    }

    private static void requireProxy(byte[] expected, HttpFields headers) {
        List<String> shown = headers.getValuesList(PROXY_TOKEN);
        if (shown.size() != 1 || !MessageDigest.isEqual(expected, shown.get(0).getBytes(StandardCharsets.UTF_8))) {
            throw new ManagerException(ErrorCode.UNAUTHENTICATED, "X-Proxy-Token is not the one of this installation");
        }
    }

    private VouchedPeople.Vouched person(List<String> ids) {
        return Optional.of(ids)
                .filter(one -> one.size() == 1)
                .flatMap(one -> uuid(one.get(0)))
                .flatMap(id -> people.apply(new UserId(id)))
                .orElseThrow(() ->
                        new ManagerException(ErrorCode.UNAUTHENTICATED, "X-User-ID names nobody who may sign in"));
    }

    /** Which of two would be meant is for nobody to guess. */
    private static Credentials credentials(HttpFields headers) {
        String found = null;
        for (HttpField field : headers) {
            if (field.getHeader() == HttpHeader.AUTHORIZATION) {
                if (found != null) {
                    return new Credentials.Malformed();
                }
                found = field.getValue();
            }
        }
        return ours(Credentials.ofAuthorization(found));
    }

    /** Tokens of the identity provider are people's, who are refused here anyway; and to verify one may take a question to it. */
    private static Credentials ours(Credentials presented) {
        boolean isForeign =
                presented instanceof Credentials.Bearer bearer && bearer.token().indexOf('.') >= 0;
        return isForeign ? new Credentials.Malformed() : presented;
    }

    /** In the usual form alone, which {@link UUID#fromString} does not ask for. */
    static Optional<UUID> uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
