package dev.productify.manager.domain.machineuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MachineUserTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Random RANDOM = new Random(23);
    private static final Place PLACE = Place.of(new ProjectId(new UUID(0, 1)), new TenantId(new UUID(0, 2)));

    private final TokenText text = TokenText.generate(TokenKind.MACHINE_USER, RANDOM);
    private final TokenText next = TokenText.generate(TokenKind.MACHINE_USER, RANDOM);
    private final MachineUser user = user(true, Role.EDITOR, token(text));

    @Test
    void itsOwnTokenIsTakenAndNoOther() {
        assertThat(user.admits(text, NOW)).isTrue();
        assertThat(user.admits(next, NOW)).isFalse();
    }

    @Test
    void aDisabledOneIsRefusedWithWhateverItHas() {
        MachineUser rotated = user.rotated(token(next), Overlap.ofSeconds(60), NOW);
        MachineUser disabled =
                rotated.with(new MachineUser.Change(Patch.keep(), Patch.keep(), Patch.set(false), Patch.keep()), NOW);

        assertThat(disabled.admits(next, NOW)).isFalse();
        assertThat(disabled.admits(text, NOW)).isFalse();
        assertThat(rotated.admits(next, NOW)).isTrue();
        assertThat(rotated.admits(text, NOW)).isTrue();
    }

    @Test
    void theFormerTokenIsTakenUntilTheOverlapEnds() {
        MachineUser rotated = user.rotated(token(next), Overlap.ofSeconds(60), NOW);

        assertThat(rotated.admits(text, LATER.minusNanos(1))).isTrue();
        assertThat(rotated.admits(text, LATER)).isFalse();
        assertThat(rotated.admits(next, LATER)).isTrue();
        assertThat(rotated.version()).isEqualTo(2);
        assertThat(rotated.updatedAt()).isEqualTo(NOW);
    }

    @Test
    void withoutAnOverlapTheFormerTokenEndsAtOnce() {
        MachineUser rotated = user.rotated(token(next), Overlap.NONE, NOW);

        assertThat(rotated.admits(text, NOW)).isFalse();
        assertThat(rotated.retiring()).isEmpty();
    }

    @Test
    void aSecondRotationEndsTheTokenBeforeTheFormerOne() {
        TokenText third = TokenText.generate(TokenKind.MACHINE_USER, RANDOM);
        MachineUser rotated =
                user.rotated(token(next), Overlap.ofSeconds(60), NOW).rotated(token(third), Overlap.ofSeconds(60), NOW);

        assertThat(rotated.admits(text, NOW)).isFalse();
        assertThat(rotated.admits(next, NOW)).isTrue();
        assertThat(rotated.admits(third, NOW)).isTrue();
    }

    @Test
    void aPasswordDoesNotOverlap() {
        MachineUser chosen = user(true, Role.EDITOR, password());

        assertRefused(() -> chosen.rotated(token(text), Overlap.ofSeconds(1), NOW));
        assertThat(chosen.rotated(token(text), Overlap.NONE, NOW).admits(text, NOW))
                .isTrue();
        // A token does, also when a password follows it.
        assertThat(user.rotated(password(), Overlap.ofSeconds(1), NOW).admits(text, NOW))
                .isTrue();
    }

    @Test
    void overlapsLast0To7Days() {
        assertThat(Overlap.ofSeconds(0)).isEqualTo(Overlap.NONE);
        assertThat(Overlap.ofSeconds(604_800).length()).isEqualTo(Overlap.LONGEST);
        assertRefused(() -> Overlap.ofSeconds(-1));
        assertRefused(() -> Overlap.ofSeconds(604_801));
    }

    @Test
    void itIsAnEditorOrLess() {
        assertThat(user(true, Role.VIEWER, token(text)).principal())
                .isEqualTo(new Principal.Machine(
                        user.id(), "backend-service", user.project(), user.tenant(), Role.VIEWER));
        assertRefused(() -> user(true, Role.ADMIN, token(text)));
    }

    @Test
    void aChangeThatSaysNothingNewIsNone() {
        MachineUser.Change same = new MachineUser.Change(
                Patch.set(user.name()), Patch.set(user.username()), Patch.set(true), Patch.set(Role.EDITOR));

        assertThat(user.with(same, LATER)).isSameAs(user);
    }

    @Test
    void everyFieldCanBeChangedAndNoneCleared() {
        MachineUser changed = user.with(
                new MachineUser.Change(
                        Patch.set(new Name("Billing")),
                        Patch.set(new Username("billing")),
                        Patch.set(false),
                        Patch.set(Role.VIEWER)),
                LATER);

        assertThat(changed.name()).isEqualTo(new Name("Billing"));
        assertThat(changed.username()).isEqualTo(new Username("billing"));
        assertThat(changed.enabled()).isFalse();
        assertThat(changed.role()).isEqualTo(Role.VIEWER);
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.updatedAt()).isEqualTo(LATER);
        assertThat(changed.credentialsSince()).isEqualTo(NOW);
        assertRefused(() -> new MachineUser.Change(Patch.clear(), Patch.keep(), Patch.keep(), Patch.keep()));
        assertRefused(() -> new MachineUser.Change(Patch.keep(), Patch.clear(), Patch.keep(), Patch.keep()));
        assertRefused(() -> new MachineUser.Change(Patch.keep(), Patch.keep(), Patch.clear(), Patch.keep()));
        assertRefused(() -> new MachineUser.Change(Patch.keep(), Patch.keep(), Patch.keep(), Patch.clear()));
    }

    @Test
    void useIsNoChange() {
        MachineUser used = user.usedAt(LATER);

        assertThat(used.lastUsedAt()).contains(LATER);
        assertThat(used.version()).isEqualTo(1);
        assertThat(used.updatedAt()).isEqualTo(NOW);
    }

    @Test
    void theAuditLogSeesThatASecretChangedAndNotTheSecret() {
        assertThat(user.audited())
                .contains(entry("credential", "token"), entry("tokenPrefix", text.displayPrefix()))
                .doesNotContainValue(text.reveal());
        MachineUser chosen = user(true, Role.EDITOR, password());
        MachineUser again = chosen.rotated(password(), Overlap.NONE, LATER);
        assertThat(again.audited()).isNotEqualTo(chosen.audited());
        assertThat(again.audited().toString()).doesNotContain("argon2");
        assertThat(user.toString()).doesNotContain(text.reveal());
    }

    private static MachineUser user(boolean enabled, Role role, MachineCredential credential) {
        return MachineUser.create(
                new MachineUserId(new UUID(0, 3)),
                PLACE,
                new MachineUser.Draft(new Name("Backend Service"), new Username("backend-service"), enabled, role),
                credential,
                NOW);
    }

    private static MachineCredential token(TokenText text) {
        return new MachineCredential.Token(IssuedToken.of(text));
    }

    private static MachineCredential password() {
        return new MachineCredential.Password(
                PasswordHash.of(new PasswordHash.Cost(8, 1, 1), new byte[16], new byte[32]));
    }

    private static void assertRefused(Runnable work) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
    }
}
