package dev.productify.manager.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.AccessDecision;
import dev.productify.manager.domain.access.AccessRules;
import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.settings.EffectiveSettings;
import dev.productify.manager.domain.settings.ModuleConfig;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.contract.TransactionsContract;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.InMemoryTransactions;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.tx.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The Java of {@code docs/embedding.md}: what stands there is cut from the regions of this file, and runs here. A region
 * begins at a line with {@code // tag::name} and ends at {@code // end::name}.
 */
class EmbeddingDocTest {
    private static final Path GUIDE = Path.of("../docs/embedding.md");
    private static final Path THIS = Path.of("src/test/java/dev/productify/manager/docs/EmbeddingDocTest.java");

    @Test
    void theGuideShowsTheRegionsOfThisFileAndNoOtherJava() throws IOException {
        List<String> regions = regions(Files.readAllLines(THIS));

        assertThat(regions).hasSize(6);
        assertThat(javaIn(Files.readString(GUIDE))).containsExactlyElementsOf(regions);
    }

    @Test
    void anotherLineInTheGuideIsNoticed() throws IOException {
        String changed = Files.readString(GUIDE).replace("Role.EDITOR", "Role.ADMIN");

        assertThat(javaIn(changed)).isNotEqualTo(regions(Files.readAllLines(THIS)));
    }

    @Test
    void accessIsDecided() {
        // tag::access
        ProjectId shop = new ProjectId(UUID.randomUUID());
        Place acme = Place.of(shop, new TenantId(UUID.randomUUID()));
        Place globex = Place.of(shop, new TenantId(UUID.randomUUID()));
        Principal ada = new Principal.Person(new UserId(UUID.randomUUID()), new Username("ada"), false);
        List<Grant> grants = List.of(new Grant(acme, Role.EDITOR)); // fetched by you, from wherever you keep them

        AccessDecision here = AccessRules.decide(ada, grants, Permission.EDIT_CONTENT, acme);
        AccessDecision there = AccessRules.decide(ada, grants, Permission.EDIT_CONTENT, globex);
        // here is Allowed; there is Denied, with the sight NONE: answer as if the place did not exist
        // end::access

        assertThat(here).isInstanceOf(AccessDecision.Allowed.class);
        assertThat(there).isEqualTo(new AccessDecision.Denied(Permission.EDIT_CONTENT, Sight.NONE));
    }

    @Test
    void aTokenIsChecked() {
        Instant now = Instant.parse("2026-01-31T12:00:00Z");
        // tag::token
        TokenText issued = TokenText.generate(TokenKind.PERSONAL_ACCESS, new SecureRandom());
        PersonalAccessToken kept = PersonalAccessToken.of(
                new PersonalAccessTokenId(UUID.randomUUID()),
                new UserId(UUID.randomUUID()),
                new Name("Deployment"),
                issued,
                Optional.of(now.plus(Duration.ofDays(30))),
                now);
        String secret = issued.reveal(); // for its owner, once; keep kept.selector() and kept.hash()

        Optional<TokenText> presented = TokenText.parse(secret); // empty: refused without a look-up
        boolean admitted = presented.map(token -> kept.admits(token, now)).orElse(false);
        // end::token

        assertThat(admitted).isTrue();
        assertThat(TokenText.parse(secret + "x")).isEmpty();
        assertThat(kept.admits(issued, now.plus(Duration.ofDays(30)))).isFalse();
    }

    @Test
    void aSlugIsMade() {
        // tag::slug
        Slug wished = Slug.suggestedBy(new Name("Café Zürich"));
        Slug free = wished.orNextFree(Set.of(wished)); // the set holds the slugs that are taken
        // wished is cafe-zurich, free is cafe-zurich-2
        // end::slug

        assertThat(wished).hasToString("cafe-zurich");
        assertThat(free).hasToString("cafe-zurich-2");
    }

    @Test
    void settingsAreMerged() {
        // tag::settings
        ModuleConfig project = ModuleConfig.empty(SettingsKind.FRONTEND)
                .with(SettingField.ENABLED_LOCALES, SettingValue.of(List.of("en", "hu")))
                .with(SettingField.DEFAULT_LOCALE, SettingValue.of("en"));
        ModuleConfig application =
                ModuleConfig.empty(SettingsKind.FRONTEND).with(SettingField.DEFAULT_LOCALE, SettingValue.of("hu"));

        EffectiveSettings inForce =
                EffectiveSettings.of(Level.PROJECT, project).overriddenBy(Level.APPLICATION, application);
        Optional<String> locale = inForce.defaultLocale(); // hu, of the application
        List<EffectiveSettings.Origin> origins = inForce.origins(); // which level each value comes from
        // end::settings

        assertThat(locale).contains("hu");
        assertThat(inForce.enabledLocales()).contains(List.of("en", "hu"));
        assertThat(origins)
                .extracting(EffectiveSettings.Origin::level)
                .containsExactly(Level.PROJECT, Level.APPLICATION);
    }

    @Test
    void aUseCaseRunsWithoutADatabase() {
        // tag::fakes
        World world = new World(); // the use cases on stores in memory, a clock that stands still, and an administrator
        Project shop = world.project("shop");
        Call ada = world.person("ada"); // somebody without any role

        world.useCases.projects().update(world.admin, shop.id(), protect());

        assertThatThrownBy(() -> world.useCases.projects().delete(world.admin, shop.id()))
                .isInstanceOf(ManagerException.class)
                .hasMessage("This project is protected; set protected to false before deleting it");
        assertThat(world.useCases.projects().list(ada, ListQuery.all())).isEmpty();
        assertThat(world.audited()).endsWith("update Project");
        // end::fakes

        assertThatThrownBy(() -> world.useCases.projects().delete(ada, shop.id()))
                .isInstanceOfSatisfying(
                        ManagerException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    private static Project.Change protect() {
        return new Project.Change(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(true));
    }

    // tag::contract
    @Nested
    class MyTransactionsTest extends TransactionsContract {
        private final Transactions mine = new InMemoryTransactions(); // yours instead

        @Override
        protected Transactions transactions() {
            return mine;
        }
    }
    // end::contract

    private static List<String> regions(List<String> lines) {
        List<String> regions = new ArrayList<>();
        List<String> region = null;
        for (String line : lines) {
            if (line.strip().startsWith("// tag::")) {
                region = new ArrayList<>();
            } else if (line.strip().startsWith("// end::")) {
                regions.add(String.join("\n", region).stripIndent());
                region = null;
            } else if (region != null) {
                region.add(line);
            }
        }
        return regions;
    }

    /** The blocks between {@code ```java} and {@code ```}. */
    private static List<String> javaIn(String markdown) {
        List<String> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line : markdown.lines().toList()) {
            if (block == null && line.equals("```java")) {
                block = new ArrayList<>();
            } else if (block != null && line.equals("```")) {
                blocks.add(String.join("\n", block));
                block = null;
            } else if (block != null) {
                block.add(line);
            }
        }
        return blocks;
    }
}
