package dev.productify.manager.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MemberTest {
    private static final Instant THEN = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

    private final Member member = new Member(
            new MemberId(new UUID(1, 1)),
            new UserId(new UUID(2, 2)),
            new Grant(Place.of(new ProjectId(new UUID(3, 3))), Role.ADMIN),
            THEN,
            THEN);

    @Test
    void anotherRoleIsAChangeAndTheSameIsNone() {
        Member demoted = member.withRole(Role.VIEWER, NOW);

        assertThat(demoted.grant()).isEqualTo(new Grant(member.grant().place(), Role.VIEWER));
        assertThat(demoted.createdAt()).isEqualTo(THEN);
        assertThat(demoted.updatedAt()).isEqualTo(NOW);
        assertThat(member.withRole(Role.ADMIN, NOW)).isSameAs(member);
    }

    @Test
    void theAuditLogIsToldWhoIsWhat() {
        assertThat(member.audited()).isEqualTo(Map.of("userId", new UUID(2, 2).toString(), "role", "admin"));
    }

    @Test
    void aUserIsDisabledAndMadeAdministratorOnceAndBack() {
        User.Draft draft = new User.Draft(new Username("ada"), new Email("ada@example.com"), Optional.empty());
        User ada = User.create(new UserId(new UUID(2, 2)), draft, false, THEN);

        User disabled = ada.withDisabled(true, NOW);
        User administrator = ada.withPlatformAdministrator(true, NOW);

        assertThat(disabled.disabled()).isTrue();
        assertThat(disabled.version()).isEqualTo(2);
        assertThat(disabled.updatedAt()).isEqualTo(NOW);
        assertThat(disabled.administers()).isFalse();
        assertThat(ada.administers()).isFalse();
        assertThat(administrator.platformAdministrator()).isTrue();
        assertThat(administrator.administers()).isTrue();
        assertThat(administrator.withDisabled(true, NOW).administers()).isFalse();
        assertThat(ada.withDisabled(false, NOW)).isSameAs(ada);
        assertThat(ada.withPlatformAdministrator(false, NOW)).isSameAs(ada);
    }
}
