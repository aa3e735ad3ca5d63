package dev.productify.manager.ports.session;

import dev.productify.manager.domain.session.ProviderClaims;
import dev.productify.manager.domain.session.SignInTicket;
import dev.productify.manager.domain.shared.ManagerException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The provider of OpenID Connect at which people sign in. It is asked over the network, so never within a transaction. Each
 * method throws {@link ManagerException} {@code UNAVAILABLE} when the provider does not answer, or not as it should.
 */
public interface IdentityProvider {
    /** Where a browser goes to sign in, with what the ticket says of it. */
    URI authorization(SignInTicket ticket);

    /**
     * What the provider says of the person for whom it gave out the code.
     *
     * @return claims whose signature is the provider's; nothing else of them was looked at
     * @throws ManagerException {@code UNAUTHENTICATED} when it does not take the code
     */
    ProviderClaims redeem(String code, SignInTicket ticket);

    /**
     * What a token says that somebody calls with.
     *
     * @param worthwhile asked before the signature is looked at, so that tokens which do not count anyway cost nothing
     * @return empty for what is no token, is not worthwhile, or was not signed by the provider
     */
    Optional<ProviderClaims> verified(String token, Predicate<ProviderClaims> worthwhile);
}
