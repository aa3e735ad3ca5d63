package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;

/** New tenants over many connections, each with its audit row, each on the disk when it is acknowledged. */
final class TenantCreation {
    private static final int CONNECTIONS = 16;
    private static final int TARGET = 500;

    private final Bench bench;
    private final TenancyBenchmark.Callers callers;
    private final AtomicInteger number = new AtomicInteger();

    TenantCreation(Bench bench, TenancyBenchmark.Callers callers) {
        this.bench = bench;
        this.callers = callers;
    }

    void measure(Plan plan, Report report, Verdicts verdicts, Bench.Node manager) throws Exception {
        Api member = callers.member(manager);
        String project = member.fieldOf("id", "{ project(slug: \"" + TenantGrowth.project(2) + "\") { id } }");
        bench.say("warming creation");
        long acknowledged = create(member, project, plan.warmUp(0.35)).length;
        List<Double> rates = new ArrayList<>();
        List<double[]> times = new ArrayList<>();
        int rounds = Math.max(1, plan.rounds() - 2);
        for (int round = 0; round < rounds; round++) {
            long begin = System.nanoTime();
            double[] nanos = create(member, project, plan.slot().multipliedBy(2));
            rates.add(nanos.length / ((System.nanoTime() - begin) / 1e9));
            times.add(nanos);
            acknowledged += nanos.length;
            bench.say("created " + nanos.length + " tenants");
        }
        long rows = count("select count(*) from tenant where project_id = '" + project + "'");
        long audited = count("select count(distinct a.entity_id) from audit_log a join tenant t on t.id = a.entity_id"
                + " where t.project_id = '" + project + "' and a.entity_type = 'Tenant'");
        long entries = count("select count(*) from audit_log where entity_type = 'Tenant'");
        Spread rate = Spread.of(rates.stream().mapToDouble(Double::doubleValue));
        report.heading("Creation of tenants over " + CONNECTIONS + " connections, member");
        report.header("Tenants/s, median (least to most)", "p50 ms", "p95 ms", "p99 ms");
        report.row(rate.asRate(), millis(times, 0.5), millis(times, 0.95), millis(times, 0.99));
        verdicts.add(
                "Creation of tenants over " + CONNECTIONS + " connections",
                "≥ " + TARGET + "/s",
                rate.asRate(),
                rate.median() >= TARGET);
        verdicts.add(
                "Tenants that were acknowledged, are there, have an audit row; audit rows of tenants",
                "all equal",
                acknowledged + ", " + rows + ", " + audited + ", " + entries,
                acknowledged == rows && rows == audited && audited == entries);
    }

    private static double millis(List<double[]> times, double part) {
        return Spread.of(times.stream().mapToDouble(nanos -> Spread.percentile(DoubleStream.of(nanos), part)))
                        .median()
                / 1e6;
    }

    /** Creates until the time is over, then waits for what is under way; how long each took, in nanoseconds. */
    private double[] create(Api caller, String project, Duration time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            long end = System.nanoTime() + time.toNanos();
            List<Future<DoubleStream>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(threads.submit(() -> createUntil(end, caller, project)));
            }
            DoubleStream nanos = DoubleStream.empty();
            for (Future<DoubleStream> one : all) {
                nanos = DoubleStream.concat(nanos, one.get());
            }
            return nanos.toArray();
        } finally {
            threads.shutdownNow();
        }
    }

    private DoubleStream createUntil(long end, Api caller, String project) throws IOException {
        DoubleStream.Builder nanos = DoubleStream.builder();
        try (HttpConnection connection = HttpConnection.to(caller.query())) {
            while (System.nanoTime() < end) {
                byte[] request = HttpConnection.request(creation(caller, project, number.incrementAndGet()));
                long begin = System.nanoTime();
                connection.ask(request);
                nanos.add(System.nanoTime() - begin);
            }
        }
        return nanos.build();
    }

    /** One document with variables, as a program would send it. */
    private static Target creation(Api caller, String project, int number) {
        String document = "mutation Create($project: ID!, $input: CreateTenantInput!)"
                + " { createTenant(projectId: $project, input: $input) { id slug } }";
        String body = "{\"query\":\"" + document + "\",\"variables\":{\"project\":\"" + project
                + "\",\"input\":{\"name\":\"Customer " + number + "\",\"slug\":\"customer-" + number
                + "\",\"type\":\"run\"}}}";
        return new Target("create", caller.query(), caller.token(), body);
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = bench.owner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
