package dev.productify.manager.server.system;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.productify.manager.graphql.GraphQlApi;
import dev.productify.manager.graphql.GraphQlLimits;
import dev.productify.manager.graphql.GraphQlRequest;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.jdbc.testing.RecordedStatements;
import dev.productify.manager.jdbc.tx.JdbcTransactions;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.catalogue.Caller;
import dev.productify.manager.ports.catalogue.Fixture;
import dev.productify.manager.ports.catalogue.Operation;
import dev.productify.manager.ports.catalogue.Sample;
import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.tx.Transactions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The API on PostgreSQL without HTTP, where statements can be counted. */
final class InProcess implements AutoCloseable {
    /** Who sees all of a fixture's project. */
    static final Caller READER = Caller.ADMIN_OF_PROJECT;

    private final MigratedDatabase database = MigratedDatabase.create();
    private final HikariDataSource pool;
    private final RecordedStatements statements;
    private final Transactions transactions;
    private final UseCases useCases;
    private final GraphQlApi api;

    InProcess() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.runtime().jdbcUrl());
        config.setUsername(database.runtime().user());
        config.setPassword(database.runtime().password());
        config.addDataSourceProperty("currentSchema", "manager");
        config.setMaximumPoolSize(1);
        pool = new HikariDataSource(config);
        statements = new RecordedStatements(pool);
        transactions = new JdbcTransactions(statements.source(), new ChangeFeed(() -> false));
        useCases = new Installations(transactions).useCases;
        api = GraphQlApi.of(useCases, GraphQlLimits.DEFAULT, (field, outcome, duration) -> {});
    }

    Fixture fixture() {
        Fixture fixture = Fixture.planted(parts -> new Installations(parts).useCases, transactions);
        fixture.person(READER);
        return fixture;
    }

    SchemaView schema() {
        Fixture fixture = fixture();
        GraphQlRequest request = GraphQlRequest.of(SchemaView.QUERY);
        return SchemaView.of(api.execute(request, fixture.person(READER).call()).members());
    }

    /** The operation's sample, by {@link #READER}, with these variables besides its own. */
    Said ask(Operation operation, Fixture fixture, Map<String, Object> more) {
        Sample.Document document = (Sample.Document) operation.sample();
        Map<String, Object> variables = new LinkedHashMap<>(document.variables().apply(fixture.names(READER)));
        variables.putAll(more);
        GraphQlRequest request = GraphQlRequest.of(document.text()).with(variables);
        AtomicReference<Map<String, Object>> members = new AtomicReference<>();
        List<String> executed = statements.during(() ->
                members.set(api.execute(request, fixture.person(READER).call()).members()));
        return new Said(members.get(), executed);
    }

    Said ask(Operation operation, Fixture fixture) {
        return ask(operation, fixture, Map.of());
    }

    /** An answer, and what the database was asked for it. */
    record Said(Map<String, Object> members, List<String> statements) {
        /** The code of the refusal; empty for an answer. */
        Optional<String> refusal() {
            return Json.at(members, "errors", "extensions", "code").stream()
                    .map(String::valueOf)
                    .findFirst();
        }

        String message() {
            return Json.at(members, "errors", "message").stream()
                    .map(String::valueOf)
                    .findFirst()
                    .orElse("");
        }

        /** How many things of the operation's field came, over all parents. */
        int things(Operation operation) {
            return Json.things(members.get("data"), operation.field()).size();
        }

        @Override
        public String toString() {
            String text = String.valueOf(members);
            return text.length() < 1000 ? text : text.substring(0, 1000) + "…";
        }
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
