package dev.productify.manager.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignInTicketTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.900Z");
    private static final URI REDIRECT = URI.create("https://manager.example.com/api/auth/callback");

    private final SignInTicket ticket = SignInTicket.issue(REDIRECT, new ReturnPath("/a?b=c"), new Random(1), NOW);

    @Test
    void itComesBackFromTheCookieAsItWas() {
        assertThat(SignInTicket.parse(ticket.text())).contains(ticket);
        assertThat(ticket.text()).matches("[A-Za-z0-9_.-]{50,4000}");
    }

    @Test
    void whatIsNoTicketIsNone() {
        for (String text : List.of(
                "", "...", "a.b.c.d", ticket.text() + ".x", ticket.text().substring(1))) {
            assertThat(SignInTicket.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void stateNonceAndVerifierDifferAndTellNothingOfTheSecret() throws Exception {
        Set<String> derived = Set.of(ticket.state(), ticket.nonce(), ticket.codeVerifier(), ticket.codeChallenge());

        assertThat(derived).hasSize(4).noneMatch(text -> text.contains(ticket.secret()));
        // RFC 7636, section 4.1: 43 to 128 characters; section 4.2: the challenge.
        assertThat(ticket.codeVerifier()).matches("[A-Za-z0-9._~-]{43,128}");
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(ticket.codeVerifier().getBytes());
        assertThat(ticket.codeChallenge())
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        assertThat(ticket.toString()).doesNotContain(ticket.secret());
    }

    @Test
    void whateverIsChangedInItMakesItAnotherOne() {
        SignInTicket other = SignInTicket.issue(REDIRECT, ticket.returnTo(), new Random(2), NOW);
        Set<String> states = new HashSet<>();
        for (SignInTicket one : List.of(
                ticket,
                other,
                new SignInTicket(ticket.secret(), NOW.plusSeconds(1), REDIRECT, ticket.returnTo()),
                new SignInTicket(ticket.secret(), ticket.issuedAt(), REDIRECT, ReturnPath.ROOT),
                new SignInTicket(
                        ticket.secret(),
                        ticket.issuedAt(),
                        URI.create("https://other.example.com/"),
                        ticket.returnTo()))) {
            states.add(one.state());
            assertThat(ticket.hasState(one.state())).isEqualTo(one == ticket);
        }
        assertThat(states).hasSize(5);
    }

    @Test
    void itHoldsForTenMinutes() {
        Instant end = ticket.issuedAt().plus(SignInTicket.LIFETIME);

        assertThat(ticket.isExpired(end.minusMillis(1))).isFalse();
        assertThat(ticket.isExpired(end)).isTrue();
    }
}
