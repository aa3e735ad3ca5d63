package dev.productify.manager.ports.call;

import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.signin.LastUses;
import dev.productify.manager.ports.testing.WatchedTransactions;
import dev.productify.manager.ports.testing.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
    private static final Random RANDOM = new Random(23);

    private final World world = new World();
    private final WatchedTransactions watched = new WatchedTransactions(world.transactions, door -> door);
    private final Authentication authentication =
            Authentication.of(KnownTokens.over(watched), world, new LastUses(world.transactions, work -> {}));
    private final Call ada = world.person("ada");

    @Test
    void aTokenTellsWhoseItIs() {
        TokenText token = kept(ada, Optional.empty(), Optional.empty());

        assertThat(authenticate(token.reveal())).isEqualTo(ada.principal());
        assertThat(watched.opened()).isEqualTo(1);
    }

    @Test
    void theProofIsTheTokenWithItsExpiry() {
        Optional<Instant> expiry = Optional.of(World.START.plus(Duration.ofHours(1)));
        for (Optional<Instant> expiresAt : List.of(expiry, Optional.<Instant>empty())) {
            TokenText token = kept(ada, expiresAt, Optional.empty());

            Proof proof = authentication
                    .authenticate(new Credentials.Bearer(token.reveal()))
                    .proof();

            PersonalAccessTokenId id = world.transactions
                    .door(door -> door.personalAccessToken(token.selector()))
                    .orElseThrow()
                    .token()
                    .id();
            assertThat(proof).isEqualTo(new Proof.OfPersonalAccessToken(id, expiresAt));
        }
    }

    @Test
    void aTokenIsRefusedFromItsExpiryOn() {
        TokenText token = kept(ada, Optional.of(World.START.plus(Duration.ofHours(1))), Optional.empty());

        world.passes(Duration.ofHours(1).minusMillis(1));
        assertThat(authenticate(token.reveal())).isEqualTo(ada.principal());
        world.passes(Duration.ofMillis(1));
        assertRefused(UNAUTHENTICATED, () -> authenticate(token.reveal()));
    }

    @Test
    void everySecretThatIsRefusedIsRefusedInTheSameWords() {
        TokenText revoked = kept(ada, Optional.empty(), Optional.of(World.START));
        TokenText ofDisabled = kept(world.disabledPerson("eve"), Optional.empty(), Optional.empty());
        TokenText unknown = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);
        TokenText machine = TokenText.generate(TokenKind.MACHINE_USER, RANDOM);
        TokenText good = kept(ada, Optional.empty(), Optional.empty());
        List<Credentials> refused = List.of(
                new Credentials.Bearer(revoked.reveal()),
                new Credentials.Bearer(ofDisabled.reveal()),
                new Credentials.Bearer(unknown.reveal()),
                new Credentials.Bearer(machine.reveal()),
                new Credentials.Bearer(good.reveal() + "x"),
                new Credentials.Bearer("secret"),
                new Credentials.Bearer(""),
                new Credentials.Basic("ada", good.reveal()),
                new Credentials.Malformed());

        assertThat(refused)
                .extracting(
                        credentials -> assertRefused(UNAUTHENTICATED, () -> authentication.authenticate(credentials)))
                .containsOnly("The credentials are not valid, or no longer");
    }

    @Test
    void aSecretWithTheSelectorOfAnotherIsRefused() {
        TokenText good = kept(ada, Optional.empty(), Optional.empty());
        TokenText other = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);
        PersonalAccessToken stolen = token(ada, other, Optional.empty(), Optional.empty());
        PersonalAccessToken mixed = new PersonalAccessToken(
                stolen.id(),
                stolen.user(),
                stolen.name(),
                other.selector(),
                good.hash(),
                stolen.displayPrefix(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                stolen.createdAt());
        world.platform(stores -> stores.personalAccessTokens().insert(mixed));

        assertRefused(UNAUTHENTICATED, () -> authenticate(other.reveal()));
    }

    @Test
    void aWrongChecksumIsRefusedWithoutAnyTransaction() {
        String good = kept(ada, Optional.empty(), Optional.empty()).reveal();
        char last = good.charAt(good.length() - 1);
        String mistyped = good.substring(0, good.length() - 1) + (last == 'a' ? 'b' : 'a');

        assertRefused(UNAUTHENTICATED, () -> authenticate(mistyped));
        assertRefused(UNAUTHENTICATED, () -> authenticate("pfy_secret"));
        assertRefused(UNAUTHENTICATED, () -> authentication.authenticate(new Credentials.None()));
        assertRefused(UNAUTHENTICATED, () -> authentication.authenticate(new Credentials.Malformed()));

        assertThat(watched.opened()).isZero();
    }

    @Test
    void aTokenThatIsKnownCostsNoTransactionAndIsCheckedEachTime() {
        TokenText token = kept(ada, Optional.of(World.START.plus(Duration.ofHours(1))), Optional.empty());
        TokenText guess = TokenText.parse(sameSelector(token)).orElseThrow();

        for (int i = 0; i < 5; i++) {
            assertThat(authenticate(token.reveal())).isEqualTo(ada.principal());
            assertRefused(UNAUTHENTICATED, () -> authenticate(guess.reveal()));
        }
        world.passes(Duration.ofHours(1));
        assertRefused(UNAUTHENTICATED, () -> authenticate(token.reveal()));

        assertThat(watched.opened()).isEqualTo(1);
    }

    /** Another secret of the right form, with the selector of that one. */
    private static String sameSelector(TokenText token) {
        String selector = token.selector().value();
        String other = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM).reveal();
        String body = selector + other.substring(4 + selector.length(), other.length() - 6);
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        StringBuilder checksum = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            checksum.insert(
                    0, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".charAt((int) (rest % 62)));
            rest /= 62;
        }
        return "pfy_" + body + checksum;
    }

    @Test
    void withoutWordOfChangesEachCallLooksAnew() {
        TokenText token = kept(ada, Optional.empty(), Optional.empty());
        authenticate(token.reveal());
        world.transactions.audible(false);

        authenticate(token.reveal());
        authenticate(token.reveal());
        assertThat(watched.opened()).isEqualTo(3);

        world.transactions.audible(true);
        authenticate(token.reveal());
        authenticate(token.reveal());
        assertThat(watched.opened()).isEqualTo(4);
    }

    @Test
    void aTokenThatNobodyHasIsLookedUpEachTime() {
        TokenText unknown = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);
        assertRefused(UNAUTHENTICATED, () -> authenticate(unknown.reveal()));
        assertRefused(UNAUTHENTICATED, () -> authenticate(unknown.reveal()));
        assertThat(watched.opened()).isEqualTo(2);

        world.platform(stores ->
                stores.personalAccessTokens().insert(token(ada, unknown, Optional.empty(), Optional.empty())));
        assertThat(authenticate(unknown.reveal())).isEqualTo(ada.principal());
    }

    @Test
    void whoSendsNothingIsToldWhatToSend() {
        assertThat(assertRefused(UNAUTHENTICATED, () -> authentication.authenticate(new Credentials.None())))
                .contains("Authorization: Bearer");
    }

    private Principal authenticate(String secret) {
        return authentication.authenticate(new Credentials.Bearer(secret)).principal();
    }

    private TokenText kept(Call holder, Optional<Instant> expiresAt, Optional<Instant> revokedAt) {
        TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);
        world.platform(stores -> stores.personalAccessTokens().insert(token(holder, text, expiresAt, revokedAt)));
        return text;
    }

    private static PersonalAccessToken token(
            Call holder, TokenText text, Optional<Instant> expiresAt, Optional<Instant> revokedAt) {
        UserId user = ((Principal.Person) holder.principal()).id();
        return new PersonalAccessToken(
                new PersonalAccessTokenId(new UUID(RANDOM.nextLong(), 1)),
                user,
                new Name("Token"),
                text.selector(),
                text.hash(),
                text.displayPrefix(),
                expiresAt,
                revokedAt,
                Optional.empty(),
                World.START);
    }
}
