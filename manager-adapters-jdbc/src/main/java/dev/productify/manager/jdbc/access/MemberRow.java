package dev.productify.manager.jdbc.access;

import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code member}. */
public record MemberRow(
        UUID id,
        UUID userId,
        UUID projectId,
        UUID tenantId,
        UUID applicationId,
        String role,
        Instant createdAt,
        Instant updatedAt) {

    static MemberRow of(Member member) {
        Place place = member.grant().place();
        return new MemberRow(
                member.id().value(),
                member.user().value(),
                place.project().value(),
                place.tenant().map(TenantId::value).orElse(null),
                place.application().map(ApplicationId::value).orElse(null),
                member.grant().role().name().toLowerCase(Locale.ROOT),
                member.createdAt(),
                member.updatedAt());
    }

    Member toMember() {
        Place place = new Place(
                new ProjectId(projectId),
                Optional.ofNullable(tenantId).map(TenantId::new),
                Optional.ofNullable(applicationId).map(ApplicationId::new));
        return new Member(
                new MemberId(id),
                new UserId(userId),
                new Grant(place, Role.valueOf(role.toUpperCase(Locale.ROOT))),
                createdAt,
                updatedAt);
    }
}
