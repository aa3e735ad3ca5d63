package dev.productify.manager.server.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What a list costs at the least on this HTTP server, driver and pool: plain JDBC behind a bare route, with the Manager's
 * own statement and the same answer, and without token, GraphQL, metrics and ids of requests.
 *
 * <p>For each caller three ways to the rows: {@code message} sends binding and list as one message, as the Manager does;
 * {@code transaction} sends begin with binding, list, and commit; {@code session} sends the list alone, bound once for the
 * whole connection, which no server with several callers could do.
 */
final class BarePeer {
    /** Rows of a list. */
    static final int ROWS = 20;

    private static final JsonFactory JSON = new JsonFactory();

    private BarePeer() {}

    public static void main(String[] none) {
        DataSource pool = pool("select 1");
        Principal administrator = person(System.getenv("BENCH_ADMINISTRATOR"), true);
        Principal member = person(System.getenv("BENCH_MEMBER"), false);
        ListStatement forAdministrator = ListStatement.of(pool, administrator, ROWS);
        ListStatement forMember = ListStatement.of(pool, member, ROWS);
        DataSource platform = pool("select set_config('manager.binding', 'platform', false)");
        int port = BareListener.start(routes -> {
            routes.post("/administrator/message", message(pool, forAdministrator));
            routes.post("/administrator/transaction", transaction(pool, forAdministrator));
            routes.post("/administrator/session", session(platform, forAdministrator));
            routes.post("/member/message", message(pool, forMember));
            routes.post("/member/transaction", transaction(pool, forMember));
            routes.post("/hello", context -> {
                context.bodyAsBytes();
                context.result("hello");
            });
        });
        System.out.println("listening on port " + port);
    }

    private static Principal person(String id, boolean administrator) {
        return new Principal.Person(new UserId(UUID.fromString(id)), new Username("caller"), administrator);
    }

    /** The Manager's pool: its default size, its settings of connections. */
    private static DataSource pool(String initially) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(System.getenv("BENCH_DB_URL"));
        config.setUsername(System.getenv("BENCH_DB_USER"));
        config.setPassword(System.getenv("BENCH_DB_PASSWORD"));
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(2_000);
        config.setConnectionInitSql(initially);
        config.addDataSourceProperty("currentSchema", "manager");
        config.addDataSourceProperty("ApplicationName", "bare");
        config.addDataSourceProperty("options", "-c plan_cache_mode=force_generic_plan");
        config.addDataSourceProperty("socketTimeout", "20");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new HikariDataSource(config);
    }

    private static Handler message(DataSource pool, ListStatement statement) {
        ListStatement.Part together = statement.together();
        return context -> {
            try (Connection connection = pool.getConnection();
                    PreparedStatement list = connection.prepareStatement(together.sql())) {
                together.bind(list);
                list.execute();
                list.getMoreResults(); // the first result is that of the binding
                answer(context, list.getResultSet());
            }
        };
    }

    private static Handler transaction(DataSource pool, ListStatement statement) {
        return context -> {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                try (PreparedStatement binding =
                                connection.prepareStatement(statement.binding().sql());
                        PreparedStatement list =
                                connection.prepareStatement(statement.list().sql())) {
                    statement.binding().bind(binding);
                    binding.execute();
                    statement.list().bind(list);
                    answer(context, list.executeQuery());
                    connection.commit();
                } finally {
                    connection.setAutoCommit(true);
                }
            }
        };
    }

    private static Handler session(DataSource pool, ListStatement statement) {
        return context -> {
            try (Connection connection = pool.getConnection();
                    PreparedStatement list =
                            connection.prepareStatement(statement.list().sql())) {
                statement.list().bind(list);
                answer(context, list.executeQuery());
            }
        };
    }

    private static void answer(Context context, ResultSet rows) throws SQLException, IOException {
        context.bodyAsBytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream(8_192);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeObjectFieldStart("data");
            json.writeArrayFieldStart("projects");
            while (rows.next()) {
                json.writeStartObject();
                json.writeStringField("id", rows.getObject("id", UUID.class).toString());
                json.writeStringField("name", rows.getString("name"));
                json.writeStringField("slug", rows.getString("slug"));
                json.writeStringField("description", rows.getString("description"));
                json.writeBooleanField("protected", rows.getBoolean("is_protected"));
                json.writeStringField("createdAt", time(rows, "created_at"));
                json.writeStringField("updatedAt", time(rows, "updated_at"));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }
        context.contentType("application/json").result(out.toByteArray());
    }

    private static String time(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant().toString();
    }
}
