package dev.productify.manager.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link User} and {@link ExternalIdentity}. */
class UserTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final ExternalIdentity IDENTITY = new ExternalIdentity("https://id.example.com", "4711");

    private final User user = User.create(
            new UserId(new UUID(0, 1)),
            new User.Draft(new Username("ada"), new Email("ada@example.com"), Optional.of(new Name("Ada"))),
            IDENTITY,
            true,
            NOW);

    @Test
    void whatIsGivenChangesAndWhatIsLeftOutStays() {
        User changed = user.with(
                new User.Change(Patch.set(new Username("Ada")), Patch.set(new Email("a@b")), Patch.clear()), LATER);

        assertThat(changed)
                .isEqualTo(new User(
                        user.id(),
                        new Username("Ada"),
                        new Email("a@b"),
                        Optional.empty(),
                        Optional.of(IDENTITY),
                        true,
                        false,
                        NOW,
                        LATER,
                        2));
    }

    @Test
    void theSameAgainIsTheSameObject() {
        User.Change same = new User.Change(
                Patch.set(new Username("ada")), Patch.set(new Email(" ada@example.com ")), Patch.set(new Name("Ada")));

        assertThat(user.with(same, LATER)).isSameAs(user);
        assertThat(user.with(new User.Change(Patch.keep(), Patch.keep(), Patch.keep()), LATER))
                .isSameAs(user);
        assertThat(user.withDisabled(true, LATER)).isSameAs(user);
        assertThat(user.withPlatformAdministrator(false, LATER)).isSameAs(user);
    }

    @Test
    void usernameAndEmailCannotBeTakenAway() {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new User.Change(Patch.clear(), Patch.keep(), Patch.keep()))
                .withMessageContaining("username cannot be null")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new User.Change(Patch.keep(), Patch.clear(), Patch.keep()))
                .withMessageContaining("email cannot be null");
    }

    @Test
    void theLogSaysWhoTheProviderSaysItIs() {
        assertThat(user.audited())
                .contains(entry("issuer", "https://id.example.com"), entry("subject", "4711"), entry("disabled", true));
    }

    @Test
    void anIdentityIsOfVisibleAsciiOfLimitedLength() {
        assertThat(new ExternalIdentity("i".repeat(500), "s".repeat(255))).isNotNull();
        for (String wrong : new String[] {"", " ", "a b", "a\n", "ä", "s".repeat(256)}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> new ExternalIdentity("i", wrong));
        }
        for (String wrong : new String[] {"", "a b", "i".repeat(501)}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> new ExternalIdentity(wrong, "s"));
        }
    }
}
