package dev.productify.manager.ports.session;

import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.domain.shared.ErrorCode.UNAVAILABLE;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.session.ProvidedPerson;
import dev.productify.manager.domain.session.ProviderClaims;
import dev.productify.manager.domain.session.ReturnPath;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.domain.session.SignInTicket;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Caller;
import dev.productify.manager.ports.call.Credentials;
import dev.productify.manager.ports.call.Proof;
import dev.productify.manager.ports.testing.InMemoryIdentityProvider;
import dev.productify.manager.ports.testing.World;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signing in, being signed in, and calling with the provider's tokens, on a provider without a network. */
class SignInTest {
    private static final URI REDIRECT = URI.create("https://manager.example.com/api/auth/callback");
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration LIFETIME = Duration.ofHours(3);
    private static final ProvidedPerson ADA =
            new ProvidedPerson(Optional.of("ada"), Optional.of("ada@example.com"), Optional.of("Ada"));

    private final World world = new World();
    private final UseCases useCases = world.withProvider(new SessionTimes(IDLE, LIFETIME));
    private final SignIn signIn = useCases.signIn();

    private SignInTicket begin() {
        return signIn.begin(REDIRECT, new ReturnPath("/projects")).ticket();
    }

    private static SignIn.Arrival arrival(SignInTicket ticket, String state, String code) {
        return new SignIn.Arrival(
                Optional.ofNullable(ticket),
                Optional.ofNullable(state),
                Optional.ofNullable(code),
                Optional.empty(),
                Optional.empty(),
                "request",
                Optional.of("192.0.2.7"),
                Optional.of("Browser"));
    }

    private SignIn.SignedIn signedIn(String subject, ProvidedPerson person) {
        SignInTicket ticket = begin();
        world.provider.gives("code", InMemoryIdentityProvider.claims(subject, person, ticket.nonce(), world.instant()));
        return signIn.complete(arrival(ticket, ticket.state(), "code"));
    }

    private Caller caller(SignIn.SignedIn signedIn) {
        return useCases.authentication()
                .authenticate(new Credentials.SessionCookie(signedIn.secret().reveal()));
    }

    private User user(SignIn.SignedIn signedIn) {
        return useCases.users().me(World.call(caller(signedIn)));
    }

    @Test
    void whoComesForTheFirstTimeBecomesAUserWithoutRights() {
        SignIn.SignedIn signedIn = signedIn("s1", ADA);

        assertThat(signedIn.returnTo()).isEqualTo(new ReturnPath("/projects"));
        User user = user(signedIn);
        assertThat(user.identity()).contains(new ExternalIdentity(InMemoryIdentityProvider.ISSUER, "s1"));
        assertThat(user.username().value()).isEqualTo("ada");
        assertThat(user.platformAdministrator()).isFalse();
        assertThat(caller(signedIn).proof())
                .isEqualTo(new Proof.OfSession(signedIn.session().id()));
        assertThat(world.transactions.auditLog())
                .extracting(row -> row.action().word() + " " + row.entityType().word())
                .endsWith("create User", "login Session");
        assertThat(world.lastAudited().actor()).isEqualTo(caller(signedIn).principal());
        assertThat(world.lastAudited().ipAddress()).contains("192.0.2.7");
        assertThat(world.lastAudited().toString())
                .doesNotContain(signedIn.secret().reveal().substring(4));
    }

    @Test
    void theSamePersonIsTheSameUserWhateverTheyAreCalledNow() {
        User before = user(signedIn("s1", ADA));
        User after = user(signedIn("s1", new ProvidedPerson(Optional.of("eve"), Optional.empty(), Optional.empty())));

        assertThat(after).isEqualTo(before);
    }

    @Test
    void neitherUsernameNorEmailLinksAnAccount() {
        Call known = world.person("ada");

        User user = user(signedIn("s1", ADA));

        assertThat(user.id()).isNotEqualTo(((Principal.Person) known.principal()).id());
        assertThat(user.username().value()).isEqualTo("ada-2");
        assertThat(user.email().value()).isEqualTo("ada@example.com");
    }

    @Test
    void whatDoesNotBelongToTheTicketIsRefused() {
        SignInTicket ticket = begin();
        SignInTicket other = begin();
        for (SignIn.Arrival wrong : List.of(
                arrival(null, ticket.state(), "code"),
                arrival(ticket, null, "code"),
                arrival(ticket, other.state(), "code"),
                arrival(ticket, ticket.state(), null))) {
            world.provider.gives("code", InMemoryIdentityProvider.claims("s1", ADA, ticket.nonce(), world.instant()));
            assertThat(assertRefused(UNAUTHENTICATED, () -> signIn.complete(wrong)))
                    .contains("/api/auth/login");
        }
        assertThat(world.transactions.auditLog())
                .noneMatch(row -> row.action().word().equals("login"));
    }

    @Test
    void aTicketHoldsForTenMinutes() {
        SignInTicket ticket = begin();
        world.passes(SignInTicket.LIFETIME.minusMillis(1));
        world.provider.gives("code", InMemoryIdentityProvider.claims("s1", ADA, ticket.nonce(), world.instant()));
        signIn.complete(arrival(ticket, ticket.state(), "code"));

        world.passes(Duration.ofMillis(1));
        world.provider.gives("code", InMemoryIdentityProvider.claims("s1", ADA, ticket.nonce(), world.instant()));
        assertRefused(UNAUTHENTICATED, () -> signIn.complete(arrival(ticket, ticket.state(), "code")));
    }

    @Test
    void aCodeThatWasUsedAndANonceOfAnotherSignInAreRefused() {
        SignInTicket ticket = begin();
        world.provider.gives("code", InMemoryIdentityProvider.claims("s1", ADA, ticket.nonce(), world.instant()));
        signIn.complete(arrival(ticket, ticket.state(), "code"));
        assertRefused(UNAUTHENTICATED, () -> signIn.complete(arrival(ticket, ticket.state(), "code")));

        SignInTicket next = begin();
        world.provider.gives("code", InMemoryIdentityProvider.claims("s1", ADA, ticket.nonce(), world.instant()));
        assertThat(assertRefused(UNAUTHENTICATED, () -> signIn.complete(arrival(next, next.state(), "code"))))
                .contains("nonce");
    }

    @Test
    void aRefusalOfTheProviderIsToldWithoutWhatSomebodyPutIntoIt() {
        SignInTicket ticket = begin();
        for (String error : List.of("access_denied", "<script>alert(1)</script>")) {
            SignIn.Arrival denied = new SignIn.Arrival(
                    Optional.of(ticket),
                    Optional.of(ticket.state()),
                    Optional.empty(),
                    Optional.of(error),
                    Optional.empty(),
                    "request",
                    Optional.empty(),
                    Optional.empty());
            String message = assertRefused(UNAUTHENTICATED, () -> signIn.complete(denied));
            assertThat(message.contains(error)).isEqualTo(error.equals("access_denied"));
        }
    }

    @Test
    void anAnswerOfAnotherIssuerIsRefused() {
        SignInTicket ticket = begin();
        world.provider.gives("code", InMemoryIdentityProvider.claims("s1", ADA, ticket.nonce(), world.instant()));
        SignIn.Arrival mixedUp = new SignIn.Arrival(
                Optional.of(ticket),
                Optional.of(ticket.state()),
                Optional.of("code"),
                Optional.empty(),
                Optional.of("https://evil.example.com"),
                "request",
                Optional.empty(),
                Optional.empty());

        assertRefused(UNAUTHENTICATED, () -> signIn.complete(mixedUp));
    }

    @Test
    void eachSignInHasASecretOfItsOwn() {
        SignIn.SignedIn first = signedIn("s1", ADA);
        SignIn.SignedIn second = signedIn("s1", ADA);

        assertThat(second.secret()).isNotEqualTo(first.secret());
        assertThat(caller(first).principal()).isEqualTo(caller(second).principal());
    }

    @Test
    void aPersonHasABoundedNumberOfSessionsAndTheOldestGives() {
        SignIn.SignedIn first = signedIn("s1", ADA);
        world.passes(Duration.ofMillis(1));
        SignIn.SignedIn second = signedIn("s1", ADA);
        for (int more = 2; more < Session.MOST_PER_USER; more++) {
            signedIn("s1", ADA);
        }
        assertThat(caller(first)).isNotNull();

        SignIn.SignedIn last = signedIn("s1", ADA);

        assertRefused(UNAUTHENTICATED, () -> caller(first));
        assertThat(caller(second)).isNotNull();
        assertThat(useCases.sessions().list(World.call(caller(last)))).hasSize(Session.MOST_PER_USER);
    }

    @Test
    void aSessionEndsWhenItWasNotUsedForSoLong() {
        SignIn.SignedIn signedIn = signedIn("s1", ADA);
        world.passes(IDLE.minusMillis(1));
        caller(signedIn);
        // Only now is the use before noted of it; the copy of the node is older.
        world.passes(IDLE.minusMillis(1));
        caller(signedIn);

        world.passes(IDLE);
        assertRefused(UNAUTHENTICATED, () -> caller(signedIn));
    }

    @Test
    void aSessionEndsHoweverMuchItIsUsed() {
        SignIn.SignedIn signedIn = signedIn("s1", ADA);
        Duration step = Duration.ofMinutes(30);
        for (Duration used = step; used.compareTo(LIFETIME) < 0; used = used.plus(step)) {
            world.passes(step);
            caller(signedIn);
        }
        world.passes(step.minusMillis(1));
        caller(signedIn);

        world.passes(Duration.ofMillis(1));
        assertRefused(UNAUTHENTICATED, () -> caller(signedIn));
    }

    @Test
    void aDisabledUsersSessionsEndAndStayEnded() {
        SignIn.SignedIn signedIn = signedIn("s1", ADA);
        User user = user(signedIn);

        useCases.users().setDisabled(world.admin, user.id(), true);
        assertRefused(UNAUTHENTICATED, () -> caller(signedIn));
        assertThat(assertRefused(UNAUTHENTICATED, () -> signedIn("s1", ADA))).contains("disabled");

        useCases.users().setDisabled(world.admin, user.id(), false);
        assertRefused(UNAUTHENTICATED, () -> caller(signedIn));
        assertThat(user(signedIn("s1", ADA)).id()).isEqualTo(user.id());
    }

    @Test
    void endedSessionsAreRefusedAtOnceAndEachEndIsAudited() {
        SignIn.SignedIn here = signedIn("s1", ADA);
        world.passes(Duration.ofMillis(1));
        SignIn.SignedIn there = signedIn("s1", ADA);
        Call call = World.call(caller(here));
        assertThat(useCases.sessions().list(call)).containsExactly(there.session(), here.session());

        useCases.sessions().end(call, there.session().id());
        assertRefused(UNAUTHENTICATED, () -> caller(there));
        assertThat(world.lastAudited().description()).isEqualTo("Session deleted");
        assertRefused(
                NOT_FOUND, () -> useCases.sessions().end(call, there.session().id()));

        SignIn.SignedIn again = signedIn("s1", ADA);
        int rows = world.transactions.auditLog().size();
        assertThat(useCases.sessions().endAll(call)).isEqualTo(2);
        assertRefused(UNAUTHENTICATED, () -> caller(here));
        assertRefused(UNAUTHENTICATED, () -> caller(again));
        assertThat(world.transactions.auditLog()).hasSize(rows + 1);
        assertThat(useCases.sessions().endAll(call)).isZero();
        assertThat(world.transactions.auditLog()).hasSize(rows + 1);
    }

    @Test
    void signingOutEndsTheSessionThatOneIsKnownByAndNothingElse() {
        SignIn.SignedIn here = signedIn("s1", ADA);
        SignIn.SignedIn there = signedIn("s1", ADA);

        useCases.sessions().signOut(World.call(caller(here).principal()));
        assertThat(caller(here)).isNotNull();
        useCases.sessions().signOut(World.call(caller(here)));
        assertRefused(UNAUTHENTICATED, () -> caller(here));
        assertThat(caller(there)).isNotNull();
    }

    @Test
    void anothersSessionLooksAsIfItDidNotExist() {
        SignIn.SignedIn ada = signedIn("s1", ADA);
        SignIn.SignedIn bob =
                signedIn("s2", new ProvidedPerson(Optional.of("bob"), Optional.empty(), Optional.empty()));
        for (Call call : List.of(World.call(caller(bob)), world.admin)) {
            assertRefused(
                    NOT_FOUND,
                    () -> useCases.sessions().find(call, ada.session().id()));
            assertRefused(
                    NOT_FOUND, () -> useCases.sessions().end(call, ada.session().id()));
        }
        assertThat(caller(ada)).isNotNull();
    }

    @Test
    void aSecretOfAnotherKindIsNoCookie() {
        String token = world.adminToken().reveal();

        assertThat(useCases.authentication().authenticate(new Credentials.Bearer(token)))
                .isNotNull();
        assertRefused(
                UNAUTHENTICATED, () -> useCases.authentication().authenticate(new Credentials.SessionCookie(token)));
    }

    @Test
    void aTokenOfTheProviderTellsWhoCalls() {
        User user = user(signedIn("s1", ADA));
        ProviderClaims claims = InMemoryIdentityProvider.claims("s1", ProvidedPerson.UNKNOWN, null, world.instant());
        world.provider.signs("a.b.c", claims);

        Caller caller = useCases.authentication().authenticate(new Credentials.Bearer("a.b.c"));

        assertThat(((Principal.Person) caller.principal()).id()).isEqualTo(user.id());
        assertThat(caller.proof()).isEqualTo(new Proof.OfProviderToken(claims.expiresAt()));
        useCases.users().setDisabled(world.admin, user.id(), true);
        assertRefused(UNAUTHENTICATED, () -> bearer("a.b.c"));
    }

    @Test
    void aTokenOfSomebodyNewMakesAUserIfItSaysWhatTheyAreCalled() {
        world.provider.signs("a.b.c", InMemoryIdentityProvider.claims("s1", ADA, null, world.instant()));
        world.provider.signs(
                "d.e.f", InMemoryIdentityProvider.claims("s2", ProvidedPerson.UNKNOWN, null, world.instant()));

        assertThat(bearer("a.b.c").name()).isEqualTo("ada");
        assertThat(bearer("a.b.c").name()).isEqualTo("ada");
        assertThat(world.lastAudited().description()).isEqualTo("User created");
        assertRefused(UNAUTHENTICATED, () -> bearer("d.e.f"));
    }

    @Test
    void aTokenThatDoesNotCountIsRefusedEvenWhileTheProviderIsAwayAndOneThatMayIsNot() {
        world.provider.signs("a.b.c", InMemoryIdentityProvider.claims("s1", ADA, null, world.instant()));
        world.provider.away(true);

        assertRefused(UNAVAILABLE, () -> bearer("a.b.c"));
        world.passes(Duration.ofHours(1));
        assertRefused(UNAUTHENTICATED, () -> bearer("a.b.c"));
        assertRefused(UNAUTHENTICATED, () -> bearer("unknown"));
        assertRefused(UNAVAILABLE, () -> begin());
    }

    @Test
    void withoutAProviderNobodySignsIn() {
        assertThat(assertRefused(NOT_FOUND, () -> world.useCases.signIn().begin(REDIRECT, ReturnPath.ROOT)))
                .contains("oidc.issuer");
        assertRefused(
                UNAUTHENTICATED, () -> world.useCases.authentication().authenticate(new Credentials.Bearer("a.b.c")));
    }

    @Test
    void theProxyIsToldOfSessionsAndOfTokensOfTheProvider() {
        SignIn.SignedIn signedIn = signedIn("s1", ADA);
        world.provider.signs("a.b.c", InMemoryIdentityProvider.claims("s1", ADA, null, world.instant()));

        for (String secret : List.of(signedIn.secret().reveal(), "a.b.c")) {
            assertThat(useCases.credentialChecks().person(secret, "192.0.2.9"))
                    .map(Principal.Person::name)
                    .contains("ada");
        }
        useCases.sessions().endAll(World.call(caller(signedIn)));
        assertThat(useCases.credentialChecks().person(signedIn.secret().reveal(), "192.0.2.9"))
                .isEmpty();
    }

    private Principal bearer(String token) {
        return useCases.authentication()
                .authenticate(new Credentials.Bearer(token))
                .principal();
    }
}
