package dev.productify.manager.server.benchmark;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.component.LifeCycle;

/** A receiver of callbacks that writes down under which run each instant of each trigger came. */
final class SoakLedger implements AutoCloseable {
    private static final String SENT_STATES = "('waiting', 'running')";

    private final Map<String, Set<String>> runs = new ConcurrentHashMap<>();
    private final Server server = PlainListener.of(new Answers());

    SoakLedger() throws Exception {
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + PlainListener.port(server) + "/";
    }

    private static String value(String body, String field) {
        String begin = "\"" + field + "\":\"";
        int at = body.indexOf(begin) + begin.length();
        return body.substring(at, body.indexOf('"', at));
    }

    private static String key(String trigger, long second) {
        return trigger + "@" + second;
    }

    private final class Answers extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Source.asString(
                    request,
                    StandardCharsets.UTF_8,
                    Promise.from(
                            body -> {
                                Instant at = Instant.parse(value(body, "scheduledAt"));
                                runs.computeIfAbsent(
                                                key(value(body, "triggerId"), at.getEpochSecond()),
                                                any -> ConcurrentHashMap.newKeySet())
                                        .add(value(body, "runId"));
                                response.setStatus(204);
                                callback.succeeded();
                            },
                            callback::failed));
            return true;
        }
    }

    /**
     * What the table of runs and this ledger say together.
     *
     * @param triggers that have runs
     * @param instants seconds from each trigger's first to its last run
     * @param recorded runs that were not skipped
     * @param missing instants without a run
     * @param doubled instants with several runs, here or there
     * @param unheard runs that never came here, or that came under another id
     * @param unknown what came here and is no run
     * @param skipped runs that were recorded as skipped
     */
    record Comparison(
            int triggers,
            long instants,
            long recorded,
            long missing,
            long doubled,
            long unheard,
            long unknown,
            long skipped) {
        boolean agrees() {
            return triggers > 0 && missing + doubled + unheard + unknown + skipped == 0;
        }
    }

    /** Nothing becomes due any more, what is due is sent, and then both are compared. */
    Comparison settle(Bench bench) throws SQLException, InterruptedException {
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 1_200; i++) {
                statement.execute("delete from trigger_due where due_at > now()");
                if (number(statement, "select count(*) from trigger_due") == 0
                        && number(statement, "select count(*) from trigger_delivery where status in " + SENT_STATES)
                                == 0) {
                    break;
                }
                Thread.sleep(100);
            }
            return compare(statement);
        }
    }

    private Comparison compare(Statement statement) throws SQLException {
        Map<String, String> recorded = new HashMap<>();
        Map<String, long[]> spans = new HashMap<>();
        long doubled = runs.values().stream().filter(ids -> ids.size() > 1).count();
        long unheard = 0;
        try (ResultSet row = statement.executeQuery("select trigger_id, extract(epoch from scheduled_at)::bigint, id"
                + " from trigger_run where status <> 'SKIPPED'")) {
            while (row.next()) {
                long second = row.getLong(2);
                String key = key(row.getString(1), second);
                doubled += recorded.put(key, row.getString(3)) == null ? 0 : 1;
                spans.merge(row.getString(1), new long[] {second, second}, (one, other) ->
                        new long[] {Math.min(one[0], other[0]), Math.max(one[1], other[1])});
                unheard += runs.getOrDefault(key, Set.of()).contains(row.getString(3)) ? 0 : 1;
            }
        }
        Set<String> unknown = new HashSet<>(runs.keySet());
        unknown.removeAll(recorded.keySet());
        long instants =
                spans.values().stream().mapToLong(span -> span[1] - span[0] + 1).sum();
        return new Comparison(
                spans.size(),
                instants,
                recorded.size(),
                instants - recorded.size(),
                doubled,
                unheard,
                unknown.size(),
                number(statement, "select count(*) from trigger_run where status = 'SKIPPED'"));
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
