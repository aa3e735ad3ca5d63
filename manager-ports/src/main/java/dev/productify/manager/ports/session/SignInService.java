package dev.productify.manager.ports.session;

import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.audit.AuditAction;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.session.ProviderClaims;
import dev.productify.manager.domain.session.ReturnPath;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.domain.session.SignInTicket;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Caller;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

final class SignInService implements SignIn {
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,60}");
    private static final String AGAIN = "; begin again at /api/auth/login";

    private final Optional<OpenIdConnect> oidc;
    private final Transactions transactions;
    private final Journal journal;
    private final SessionTimes times;
    private final RandomGenerator random;
    private final Newcomers newcomers;

    SignInService(
            Optional<OpenIdConnect> oidc,
            Transactions transactions,
            Journal journal,
            SessionTimes times,
            RandomGenerator random) {
        this.oidc = requireNonNull(oidc, "oidc");
        this.transactions = requireNonNull(transactions, "transactions");
        this.journal = requireNonNull(journal, "journal");
        this.times = requireNonNull(times, "times");
        this.random = requireNonNull(random, "random");
        this.newcomers = new Newcomers(transactions, journal);
    }

    @Override
    public Beginning begin(URI redirect, ReturnPath returnTo) {
        SignInTicket ticket = SignInTicket.issue(redirect, returnTo, random, journal.now());
        return new Beginning(configured().provider().authorization(ticket), ticket);
    }

    @Override
    public SignedIn complete(Arrival arrival) {
        OpenIdConnect configured = configured();
        SignInTicket ticket = ticket(arrival);
        if (arrival.issuer()
                .filter(issuer -> !issuer.equals(configured.rules().issuer()))
                .isPresent()) {
            throw refused("Another provider answered");
        }
        arrival.error().ifPresent(error -> {
            String shown = ERROR.matcher(error).matches() ? " (" + error + ")" : "";
            throw refused("The identity provider did not sign you in" + shown);
        });
        String code = arrival.code().orElseThrow(() -> refused("The identity provider sent no code"));
        ProviderClaims claims = configured.provider().redeem(code, ticket);
        configured
                .rules()
                .refusalOfSignIn(claims, ticket.nonce(), journal.now())
                .ifPresent(why -> {
                    throw refused("The identity provider's ID token does not count: " + why);
                });
        User user = newcomers.user(newcomer(arrival), identity(claims), claims.person());
        if (user.disabled()) {
            throw new ManagerException(UNAUTHENTICATED, "This user is disabled; ask a platform administrator");
        }
        return begun(arrival, user, ticket.returnTo());
    }

    private OpenIdConnect configured() {
        return oidc.orElseThrow(() -> new ManagerException(
                NOT_FOUND, "Nobody can sign in here: the operator has to set oidc.issuer and oidc.client_id"));
    }

    private SignInTicket ticket(Arrival arrival) {
        SignInTicket ticket = arrival.ticket()
                .orElseThrow(() -> refused("This browser did not begin to sign in, or has done so already"));
        if (arrival.state().filter(ticket::hasState).isEmpty()) {
            throw refused("What the identity provider sent belongs to another attempt to sign in");
        }
        if (ticket.isExpired(journal.now())) {
            throw refused("Signing in took longer than " + SignInTicket.LIFETIME.toMinutes() + " minutes");
        }
        return ticket;
    }

    private static ExternalIdentity identity(ProviderClaims claims) {
        try {
            return new ExternalIdentity(claims.issuer(), claims.subject());
        } catch (IllegalArgumentException e) {
            throw refused("The identity provider's ID token does not count: its subject is no subject");
        }
    }

    private SignedIn begun(Arrival arrival, User user, ReturnPath returnTo) {
        TokenText secret = TokenText.generate(TokenKind.SESSION, random);
        Session session = Session.begin(
                new SessionId(journal.newId()),
                user.id(),
                secret,
                times,
                arrival.sourceAddress(),
                arrival.userAgent(),
                journal.now());
        Call call = call(arrival, new Principal.Person(user.id(), user.username(), user.platformAdministrator()));
        transactions.write(door -> new Admission<>(new Binding.Own(user.id()), user.id()), (stores, owner) -> {
            makeRoom(stores, owner);
            stores.sessions().insert(session);
            journal.did(
                    AuditAction.LOGIN,
                    stores,
                    call,
                    EntityType.SESSION,
                    session.id(),
                    Optional.empty(),
                    Map.of(),
                    session.audited());
            return true;
        });
        return new SignedIn(secret, session, returnTo);
    }

    private static void makeRoom(Stores stores, UserId user) {
        List<Session> present = stores.sessions().list(user);
        present.stream()
                .sorted(Comparator.comparing(Session::lastUsedAt))
                .limit(Math.max(0, present.size() - Session.MOST_PER_USER + 1))
                .forEach(oldest -> stores.sessions().delete(user, oldest.id()));
    }

    private static Call newcomer(Arrival arrival) {
        return call(arrival, new Principal.System("sign-in"));
    }

    private static Call call(Arrival arrival, Principal principal) {
        return new Call(Caller.of(principal), arrival.requestId(), arrival.sourceAddress(), arrival.userAgent());
    }

    private static ManagerException refused(String why) {
        return new ManagerException(UNAUTHENTICATED, why + AGAIN);
    }
}
