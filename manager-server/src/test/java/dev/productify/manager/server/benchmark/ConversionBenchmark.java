package dev.productify.manager.server.benchmark;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** The service bus with and without conversion of bodies; see {@code docs/benchmarks/conversion.md}. */
final class ConversionBenchmark implements Benchmark {
    private static final int CONNECTIONS = 64;

    @Override
    public void run(Bench bench, Plan plan, Report report) throws Exception {
        Jdk jdk = Jdk.installed(17).orElseGet(Jdk::running);
        Verdicts verdicts = new Verdicts();
        try (Child process = bench.startPeer(jdk, BusBackend.class, Map.of())) {
            URI backend = bench.addressOf(process);
            Bench.Node manager = bench.startManager(jdk, BenchCaller.LOOPBACK_MAY_BE_CALLED);
            Api administrator = new Api(manager.query(), manager.adminToken());
            String project = administrator.fieldOf(
                    "id", "mutation { createProject(input: {name: \"Conversion\", slug: \"conversion\"}) { id } }");
            rates(bench, plan, report, verdicts, jdk, backend, BenchCaller.enrol(administrator, project, "caller"));
            manager.process().close();
        }
        verdicts.write(report);
    }

    private static void rates(
            Bench bench, Plan plan, Report report, Verdicts verdicts, Jdk jdk, URI backend, BenchCaller caller)
            throws Exception {
        Target plain = target(caller, "passed on as it is", backend.resolve("/order.json"), "");
        Target xml = target(
                caller,
                "JSON to XML, and back",
                backend.resolve("/order.xml"),
                ", inputMessageType: JSON, outputMessageType: XML");
        Target badgerFish = target(
                caller,
                "JSON to XML, and back as BadgerFish",
                backend.resolve("/order.xml"),
                ", inputMessageType: JSON, outputMessageType: XML, conversion: {convention: BADGERFISH}");
        Target soap = target(
                caller,
                "JSON to SOAP, and back",
                backend.resolve("/order.soap"),
                ", inputMessageType: JSON, outputMessageType: SOAP, conversion: {namespaces: [{prefix: \"\", uri: \""
                        + OrderDocument.NAMESPACE
                        + "\"}], soapAction: \"urn:orders#put\", arrayPaths: [\"/order/line\"]}");
        Target template = target(
                caller,
                "template of JSON",
                backend.resolve("/order.json"),
                ", transformationTemplate: \"{\\\"id\\\":\\\"{{body.order.id}}\\\",\\\"lines\\\":{{body.order.line}},"
                        + "\\\"note\\\":\\\"{{body.order.note}}\\\"}\"");
        for (Target same : List.of(plain, xml, soap, template)) {
            requireSame(same);
        }
        List<Target> all = List.of(plain, xml, badgerFish, soap, template);
        for (Target target : all) {
            bench.say("warming " + target.name());
            Load.of(bench, target, CONNECTIONS, plan.warmUp(0.75));
        }
        Rounds rounds = Rounds.of(bench, all, plan.rounds(), CONNECTIONS, plan.slot());
        report.heading("POST of 1 KiB JSON, answered with the same order, " + CONNECTIONS + " connections, JDK "
                + jdk.version());
        rounds.write(report, all, plain);
        rounds.verdict(verdicts, "JSON to XML and back against passing on", xml, plain, 0.54);
        rounds.verdict(verdicts, "JSON to SOAP and back against passing on", soap, plain, 0.4);
    }

    private static Target target(BenchCaller caller, String name, URI backend, String conversion) throws Exception {
        String path = "/" + name.replaceAll("[^A-Za-z]", "");
        caller.lead(path, backend.toString(), "logLevel: NONE", conversion);
        return caller.posts(name, path, OrderDocument.json());
    }

    /** The callers of all get the same to the letter. */
    private static void requireSame(Target target) throws Exception {
        String answer = HttpConnection.once(target);
        if (!answer.equals(OrderDocument.json())) {
            throw new IllegalStateException(target.name() + " answers " + answer);
        }
    }
}
