package dev.productify.manager.ports.languagepack;

import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.shared.PublishedBytes;
import dev.productify.manager.ports.testing.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class PublicLanguagePacksTest {
    private final World world = new World();
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");
    private final Application application = world.application(tenant, "web");
    private final LanguagePacks packs = world.useCases.languagePacks();
    private final AtomicReference<Optional<LanguageTag>> standard = new AtomicReference<>(Optional.empty());
    private final PublicLanguagePacks published = new PublicLanguagePacks(world.transactions, id -> standard.get());

    private static Translations texts(String... texts) {
        Translations.Builder builder = new Translations.Builder();
        for (int i = 0; i < texts.length; i += 2) {
            builder.add(texts[i], texts[i + 1]);
        }
        return builder.build();
    }

    private LanguagePackId pack(String name, String... texts) {
        return packs.create(world.admin, project.id(), new LanguageTag(name), texts(texts))
                .id();
    }

    private String json(String language) {
        return new String(
                published
                        .of(application.id(), new LanguageTag(language))
                        .json()
                        .plain()
                        .bytes(),
                UTF_8);
    }

    @Test
    void whatALanguageLacksIsTakenFromThoseBehindIt() {
        pack("hu-HU", "a", "hu-HU");
        pack("hu", "a", "hu", "b", "hu");
        pack("en-GB", "b", "en-GB", "c", "en-GB");
        pack("en", "c", "en", "d", "en");
        pack("de", "e", "de");

        assertThat(json("hu-HU")).isEqualTo("{\"a\":\"hu-HU\",\"b\":\"hu\"}");
        standard.set(Optional.of(new LanguageTag("en-GB")));
        assertThat(json("hu-HU")).isEqualTo("{\"a\":\"hu-HU\",\"b\":\"hu\",\"c\":\"en-GB\",\"d\":\"en\"}");
        assertThat(json("hu-RO")).isEqualTo("{\"a\":\"hu\",\"b\":\"hu\",\"c\":\"en-GB\",\"d\":\"en\"}");
        assertThat(json("en-GB")).isEqualTo("{\"b\":\"en-GB\",\"c\":\"en-GB\",\"d\":\"en\"}");
        assertThat(json("fr")).isEqualTo("{\"b\":\"en-GB\",\"c\":\"en-GB\",\"d\":\"en\"}");
        assertThat(published.of(application.id(), new LanguageTag("hu-RO")).language())
                .hasToString("hu");
    }

    @Test
    void aDefaultThatIsNoLanguageIsNone() {
        DefaultLocales locales = DefaultLocales.inWords(id -> Optional.of("en_US"));

        assertThat(locales.of(application.id())).isEmpty();
        assertThat(DefaultLocales.inWords(id -> Optional.of("EN-us")).of(application.id()))
                .contains(new LanguageTag("en-US"));
    }

    @Test
    void textsAreEscapedWhereJsonWantsIt() {
        pack("hu", "a\"\\", "\n\r\t\"\\/<b>é😀\u2028");

        assertThat(json("hu")).isEqualTo("{\"a\\\"\\\\\":\"\\n\\r\\t\\\"\\\\/<b>é😀\u2028\"}");
        assertThat(new String(FlatJson.lines(texts("a", "1", "b", "2").entries()), UTF_8))
                .isEqualTo("{\n  \"a\": \"1\",\n  \"b\": \"2\"\n}\n");
    }

    @Test
    void bothFormsSayTheSameAndEqualTextsHaveEqualDigests() throws IOException {
        pack("hu", "a", "á".repeat(1000));
        pack("de", "a", "á".repeat(1000));
        pack("en", "a", "b");
        PublishedBytes texts = published("hu");

        try (GZIPInputStream gzip =
                new GZIPInputStream(new ByteArrayInputStream(texts.gzip().bytes()))) {
            assertThat(gzip.readAllBytes()).isEqualTo(texts.plain().bytes());
        }
        assertThat(texts.gzip().bytes().length).isLessThan(texts.plain().bytes().length);
        assertThat(texts.gzip().entityTag()).isNotEqualTo(texts.plain().entityTag());
        assertThat(published("de").plain().entityTag()).isEqualTo(texts.plain().entityTag());
        assertThat(published("de").gzip().entityTag()).isEqualTo(texts.gzip().entityTag());
        assertThat(published("en").plain().entityTag())
                .isNotEqualTo(texts.plain().entityTag());
        // Nothing would be gained.
        assertThat(published("en").gzip()).isSameAs(published("en").plain());
    }

    private PublishedBytes published(String language) {
        return published.of(application.id(), new LanguageTag(language)).json();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        LanguageTag hungarian = new LanguageTag("hu");
        assertRefused(NOT_FOUND, () -> published.of(new ApplicationId(UUID.randomUUID()), hungarian));
        assertRefused(NOT_FOUND, () -> published.of(application.id(), hungarian));
        pack("hu-HU", "a", "1");
        // A more special language does not stand in for a less special one.
        assertRefused(NOT_FOUND, () -> published.of(application.id(), hungarian));
        packs.create(world.admin, world.project("other").id(), hungarian, texts("a", "foreign"));
        assertRefused(NOT_FOUND, () -> published.of(application.id(), hungarian));
    }

    @Test
    void everyChangeIsSeenAtOnce() {
        LanguagePackId id = pack("hu", "a", "1");
        LanguageTag hungarian = new LanguageTag("hu");
        assertThat(json("hu-HU")).isEqualTo("{\"a\":\"1\"}");

        packs.replaceContent(world.admin, id, texts("a", "2"), Optional.empty());
        assertThat(json("hu-HU")).isEqualTo("{\"a\":\"2\"}");

        LanguagePackId nearer = pack("hu-HU", "a", "3");
        assertThat(json("hu-HU")).isEqualTo("{\"a\":\"3\"}");

        packs.update(
                world.admin, nearer, new LanguagePack.Change(Patch.set(new LanguageTag("hu-RO")), Optional.empty()));
        assertThat(json("hu-HU")).isEqualTo("{\"a\":\"2\"}");

        packs.delete(world.admin, id);
        assertRefused(NOT_FOUND, () -> published.of(application.id(), hungarian));

        assertThat(json("hu-RO")).isEqualTo("{\"a\":\"3\"}");
        world.useCases.applications().delete(world.admin, application.id());
        assertRefused(NOT_FOUND, () -> published.of(application.id(), new LanguageTag("hu-RO")));
    }

    @Test
    void aKnownAnswerAsksTheDatabaseNothingAndUnknownLanguagesFillNothing() {
        pack("hu", "a", "1");
        Application second = world.application(tenant, "second");
        json("hu");
        ReadModel<?, ?> names = published.models().get(0);
        ReadModel<?, ?> texts = published.models().get(1);
        assertThat(names.misses() + texts.misses()).isEqualTo(2);

        for (int i = 0; i < 100; i++) {
            json("hu-x-a" + i);
        }
        assertThat(names.misses() + texts.misses()).isEqualTo(2);
        assertThat(texts.size()).isEqualTo(1);

        // The answer is that of the language packs, whichever application asks.
        published.of(second.id(), new LanguageTag("hu"));
        assertThat(names.misses() + texts.misses()).isEqualTo(3);
        assertThat(texts.size()).isEqualTo(1);
    }
}
