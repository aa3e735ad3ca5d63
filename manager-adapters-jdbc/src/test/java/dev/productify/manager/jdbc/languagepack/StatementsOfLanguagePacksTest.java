package dev.productify.manager.jdbc.languagepack;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.domain.languagepack.Translations.Entry;
import dev.productify.manager.domain.languagepack.TranslationsPatch;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.jdbc.testing.RecordedStatements;
import dev.productify.manager.jdbc.tx.JdbcTransactions;
import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.languagepack.DefaultLocales;
import dev.productify.manager.ports.languagepack.LanguagePacks;
import dev.productify.manager.ports.languagepack.PublicLanguagePacks;
import dev.productify.manager.ports.shared.ListQuery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many statements language packs take, and which rows they write. */
class StatementsOfLanguagePacksTest {
    private static final LanguageTag HU = new LanguageTag("hu");

    private static final AtomicBoolean AUDIBLE = new AtomicBoolean(true);

    private static MigratedDatabase database;
    private static HikariDataSource pool;
    private static RecordedStatements statements;
    private static JdbcTransactions transactions;
    private static Installations installation;
    private static LanguagePacks packs;
    private static int count;

    @BeforeAll
    static void open() {
        database = MigratedDatabase.create();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.runtime().jdbcUrl());
        config.setUsername(database.runtime().user());
        config.setPassword(database.runtime().password());
        config.addDataSourceProperty("currentSchema", "manager");
        config.setMaximumPoolSize(1);
        pool = new HikariDataSource(config);
        statements = new RecordedStatements(pool);
        transactions = new JdbcTransactions(statements.source(), new ChangeFeed(AUDIBLE::get));
        installation = new Installations(transactions);
        packs = installation.useCases.languagePacks();
    }

    @AfterAll
    static void close() {
        pool.close();
        database.close();
    }

    private static Installations.Tree tree() {
        String name = "of" + ++count + "x";
        return installation.tree(installation.person(name), name);
    }

    private static List<Entry> texts(int number, String value) {
        return IntStream.range(0, number)
                .mapToObj(i -> new Entry("key." + i, value))
                .toList();
    }

    private static LanguagePackId pack(Installations.Tree tree, int keys) {
        return packs.create(installation.admin, tree.project().id(), HU, Translations.of(texts(keys, "old")))
                .id();
    }

    @Test
    void aPatchOfManyTextsTakesAsManyStatementsAsThatOfOne() {
        LanguagePackId id = pack(tree(), 20_000);

        List<String> one = statements.during(() -> patch(id, texts(1, "new"), List.of("key.1")));
        List<String> many = statements.during(() -> patch(
                id,
                texts(5_000, "newer"),
                texts(10_000, "").subList(5_000, 10_000).stream()
                        .map(Entry::key)
                        .toList()));

        assertThat(one).isNotEmpty();
        assertThat(many).isEqualTo(one);
    }

    private static void patch(LanguagePackId id, List<Entry> set, List<String> removed) {
        packs.patchContent(installation.admin, id, TranslationsPatch.of(set, removed), Optional.empty());
    }

    @Test
    void onlyRowsThatDifferAreWritten() throws SQLException {
        LanguagePackId id = pack(tree(), 1_000);
        List<Entry> texts = new java.util.ArrayList<>(texts(1_000, "old"));
        texts.set(500, new Entry("key.500", "new"));
        List<String> before = versions(id);

        packs.replaceContent(installation.admin, id, Translations.of(texts), Optional.empty());
        List<String> after = versions(id);

        assertThat(after).hasSize(1_000);
        after.removeAll(before);
        assertThat(after).hasSize(1).allMatch(version -> version.startsWith("key.500 "));
    }

    /** Keys with where their rows lie: a row that is written lies elsewhere afterwards. */
    private static List<String> versions(LanguagePackId id) throws SQLException {
        List<String> versions = new java.util.ArrayList<>();
        try (Connection owner = database.connectAsOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
            ResultSet rows = statement.executeQuery("select key || ' ' || ctid || ' ' || xmin from"
                    + " manager.language_pack_text where pack_id = '" + id.value() + "'");
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
        }
        return versions;
    }

    @Test
    void whatFrontendsWereGivenTheyAreGivenWithoutAStatement() {
        Installations.Tree tree = tree();
        LanguagePackId id = pack(tree, 10);
        PublicLanguagePacks published = new PublicLanguagePacks(transactions, DefaultLocales.none());
        Runnable asking = () -> published.of(tree.application().id(), new LanguageTag("hu-HU"));

        assertThat(statements.during(asking)).hasSize(3);
        assertThat(statements.during(asking)).isEmpty();
        patch(id, texts(1, "new"), List.of());
        assertThat(statements.during(asking)).hasSize(1);
        assertThat(statements.during(asking)).isEmpty();

        AUDIBLE.set(false);
        try {
            assertThat(statements.during(asking)).hasSize(3);
            assertThat(statements.during(asking)).hasSize(3);
        } finally {
            AUDIBLE.set(true);
        }
    }

    @Test
    void textsOfManyLanguagePacksAreReadAtOnce() {
        Installations.Tree tree = tree();
        LanguagePackId one = pack(tree, 10);
        List<LanguagePackId> many = new java.util.ArrayList<>(List.of(one));
        for (String name : List.of("en", "de", "fr", "eo")) {
            many.add(packs.create(
                            installation.admin,
                            tree.project().id(),
                            new LanguageTag(name),
                            Translations.of(texts(100, "x")))
                    .id());
        }

        List<String> few = statements.during(() -> packs.contentOf(installation.admin, List.of(one), ListQuery.all()));
        assertThat(statements.during(() -> packs.contentOf(installation.admin, many, ListQuery.all())))
                .isEqualTo(few)
                .hasSize(1);
    }
}
