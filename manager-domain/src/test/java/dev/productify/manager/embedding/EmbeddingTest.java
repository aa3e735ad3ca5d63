package dev.productify.manager.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.AccessDecision;
import dev.productify.manager.domain.access.AccessRules;
import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenHash;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A service that is not the Manager and uses its domain as a library: what is public is enough. */
class EmbeddingTest {
    private final UuidV7 ids = new UuidV7(InstantSource.system(), new SecureRandom());

    @Test
    void accessIsDecidedFromGrantsThatTheServiceFetchedItself() {
        ProjectId project = new ProjectId(ids.get());
        Place tenant = Place.of(project, new TenantId(ids.get()));
        Place application = Place.of(project, tenant.tenant().orElseThrow(), new ApplicationId(ids.get()));
        Principal ada = new Principal.Person(new UserId(ids.get()), new Username("ada"), false);
        List<Grant> grants = List.of(new Grant(tenant, Role.EDITOR));

        AccessDecision edit = AccessRules.decide(ada, grants, Permission.EDIT_CONTENT, application);
        AccessDecision delete = AccessRules.decide(ada, grants, Permission.DELETE, tenant);
        Sight above = AccessRules.sight(ada, grants, Place.of(project));

        assertThat(edit).isInstanceOf(AccessDecision.Allowed.class);
        assertThat(delete).isEqualTo(new AccessDecision.Denied(Permission.DELETE, Sight.CONTENT));
        assertThat(above).isEqualTo(Sight.NAME);
    }

    @Test
    void aTokenIsCheckedAgainstWhatTheServiceKept() {
        Instant now = Instant.now();
        TokenText issued = TokenText.generate(TokenKind.PERSONAL_ACCESS, new SecureRandom());
        PersonalAccessToken kept = PersonalAccessToken.of(
                new PersonalAccessTokenId(ids.get()),
                new UserId(ids.get()),
                new Name("Service"),
                issued,
                Optional.of(now.plus(Duration.ofDays(1))),
                now);
        byte[] column = kept.hash().toBytes();

        Optional<TokenText> presented = TokenText.parse(issued.reveal());

        assertThat(presented.map(TokenText::selector)).contains(kept.selector());
        assertThat(presented.map(TokenText::hash)).contains(TokenHash.ofBytes(column));
        assertThat(presented.filter(token -> kept.admits(token, now))).isPresent();
        assertThat(presented.filter(token -> kept.admits(token, now.plus(Duration.ofDays(2)))))
                .isEmpty();
        assertThat(TokenText.parse(issued.reveal() + "x")).isEmpty();
    }

    @Test
    void aSlugIsMadeFromAName() {
        Slug wished = Slug.suggestedBy(new Name("Größere Läden"));

        assertThat(wished).hasToString("grossere-laden");
        assertThat(wished.orNextFree(Set.of(wished))).hasToString("grossere-laden-2");
    }
}
