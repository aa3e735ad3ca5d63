package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Applications of one tenant with triggers and a backend each, and what becomes of them, in the Manager's tables. */
final class Triggered {
    private final Bench bench;
    private final Api administrator;
    private final String tenant;
    private final String robotToken;

    private Triggered(Bench bench, Api administrator, String tenant, String robotToken) {
        this.bench = bench;
        this.administrator = administrator;
        this.tenant = tenant;
        this.robotToken = robotToken;
    }

    static Triggered plant(Bench bench, Api administrator) throws IOException {
        String project = administrator.fieldOf(
                "id", "mutation { createProject(input: {name: \"Triggers\", slug: \"triggers\"}) { id } }");
        String tenant = administrator.fieldOf(
                "id", "mutation { createTenant(projectId: \"" + project + "\", input: {name: \"Acme\"}) { id } }");
        String token = administrator.fieldOf(
                "generatedToken",
                "mutation { createMachineUserWithCredentials(tenantId: \"" + tenant
                        + "\", input: {name: \"Robot\", username: \"robot\", hashedKey: \"__GENERATE_TOKEN__\"})"
                        + " { generatedToken } }");
        return new Triggered(bench, administrator, tenant, token);
    }

    /** A new application, whose triggers are told to that address alone. */
    String application(String name, String callbackUrl) throws IOException, InterruptedException {
        String application = administrator.fieldOf(
                "id",
                "mutation { createApplication(tenantId: \"" + tenant + "\", input: {name: \"" + name + "\", slug: \""
                        + name + "\"}) { id } }");
        URI route = administrator.query().resolve("/api/machine/register-backend");
        HttpRequest request = HttpRequest.newBuilder(route)
                .header("Authorization", "Bearer " + robotToken)
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"" + name + "\",\"callbackUrl\":\"" + callbackUrl
                        + "\",\"applicationId\":\"" + application + "\"}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the backend is not registered: " + answer.body());
        }
        return application;
    }

    /** Triggers that are due for the first time in three seconds, or never in this time. */
    void triggers(String application, int count, String cron, boolean due) throws SQLException {
        try (Connection connection = bench.owner()) {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into trigger (id, project_id, tenant_id, application_id, name, cron_expression, time_zone, enabled,
                                         overlap, created_at, updated_at, revision)
                    select gen_random_uuid(), a.project_id, a.tenant_id, a.id, gen_random_uuid()::text, ?, 'UTC', true, 'allow',
                           now(), now(), 1
                      from application a, generate_series(1, ?) where a.id = ?::uuid
                    """)) {
                insert.setString(1, cron);
                insert.setInt(2, count);
                insert.setString(3, application);
                insert.executeUpdate();
            }
            plan(connection, application, due);
        }
    }

    /** So many triggers, each due every second from now on. */
    void replace(String application, int count) throws SQLException {
        try (Connection connection = bench.owner();
                PreparedStatement delete =
                        connection.prepareStatement("delete from trigger where application_id = ?::uuid")) {
            delete.setString(1, application);
            delete.executeUpdate();
        }
        triggers(application, count, "* * * * * *", true);
    }

    private static void plan(Connection connection, String application, boolean due) throws SQLException {
        try (PreparedStatement plan = connection.prepareStatement("""
                insert into trigger_due (trigger_id, project_id, tenant_id, application_id, due_at)
                select tr.id, tr.project_id, tr.tenant_id, tr.application_id,
                       date_trunc('second', now()) + case when ? then interval '3 seconds' else interval '1 year' end
                  from trigger tr where tr.application_id = ?::uuid
                on conflict (trigger_id) do nothing
                """)) {
            plan.setBoolean(1, due);
            plan.setString(2, application);
            plan.executeUpdate();
        }
    }

    /** Nothing is due any more, and nothing waits to be sent. */
    void pause() throws SQLException {
        execute("delete from trigger_due", "delete from trigger_delivery where status = 'waiting'");
    }

    /** Neither triggers nor runs. Nothing is analyzed while it is empty: plans for empty tables are bad ones for full tables. */
    void clear() throws SQLException {
        execute("delete from trigger", "truncate trigger_run, trigger_delivery, trigger_attempt");
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** How late runs were made and their first attempts begun, in seconds, of what was due in that time. */
    List<double[]> lags(String from, String until) throws SQLException {
        List<double[]> lags = new ArrayList<>();
        String sql = String.format(Locale.ROOT, """
                select extract(epoch from r.created_at - r.scheduled_at), extract(epoch from a.started_at - r.scheduled_at)
                  from trigger_run r join trigger_attempt a on a.run_id = r.id and a.number = 1
                 where r.scheduled_at >= '%s' and r.scheduled_at < '%s'
                """, from, until);
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lags.add(new double[] {rows.getDouble(1), rows.getDouble(2)});
            }
        }
        return lags;
    }
}
