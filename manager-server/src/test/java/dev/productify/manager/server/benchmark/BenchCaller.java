package dev.productify.manager.server.benchmark;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application of a tenant of its own, with a machine user that may call its endpoints. */
record BenchCaller(Api administrator, URI address, String application, String robot, String token) {
    /** Settings of a Manager whose endpoints may lead to this machine. */
    static final Map<String, String> LOOPBACK_MAY_BE_CALLED = Map.of("PFY_OUTBOUND_ALLOW", "127.0.0.0/8");

    static BenchCaller enrol(Api administrator, String project, String name) throws IOException {
        String tenant = administrator.fieldOf(
                "id",
                "mutation { createTenant(projectId: \"" + project + "\", input: {name: \"" + name + "\"}) { id } }");
        String application = administrator.fieldOf(
                "id",
                "mutation { createApplication(tenantId: \"" + tenant + "\", input: {name: \"" + name + "\"}) { id } }");
        String made = administrator.run("mutation { createMachineUserWithCredentials(tenantId: \"" + tenant
                + "\", input: {name: \"" + name + "\", username: \"" + name
                + "\", hashedKey: \"__GENERATE_TOKEN__\"}) { machineUser { id } generatedToken } }");
        return new BenchCaller(
                administrator,
                administrator.query().resolve("/esb/" + application),
                application,
                first("\"id\":\"([^\"]+)\"", made),
                first("\"generatedToken\":\"([^\"]+)\"", made));
    }

    /** @return the endpoint's id */
    String lead(String path, String url, String logLevel) throws IOException {
        return lead(path, url, "logLevel: " + logLevel, "");
    }

    /**
     * @param more fields of the endpoint
     * @param conversion what its bodies become; empty for nothing
     * @return the endpoint's id
     */
    String lead(String path, String url, String more, String conversion) throws IOException {
        String endpoint = administrator.fieldOf(
                "id",
                "mutation { createEndpoint(applicationId: \"" + application
                        + "\", input: {name: \"Bench\", consumeURL: \"" + path + "\", url: \"" + url
                        + "\", " + more + conversion + "}) { id } }");
        administrator.run("mutation { createMachineUser2Endpoint(input: {machineUserID: \"" + robot
                + "\", endpointID: \"" + endpoint + "\", enabled: true}) { id } }");
        return endpoint;
    }

    Target posts(String name, String path, String body) {
        return new Target(name, URI.create(address + path), token, body);
    }

    Target gets(String name, String path) {
        return Target.get(name, URI.create(address + path), Map.of("Authorization", "Bearer " + token));
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
