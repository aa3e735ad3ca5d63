package dev.productify.manager.graphql.endpoint;

import static dev.productify.manager.graphql.Desk.codes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.graphql.Desk;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.endpoint.LoggedCallStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogGraphQlTest {
    private static final String SAID = " requestHeaders requestBody responseHeaders responseBody";

    private final Desk desk = new Desk();
    private final Tenant tenant = desk.world.tenant(desk.world.project("shop"), "acme");
    private final Application application = desk.world.application(tenant, "web");
    private final Endpoint endpoint = desk.world.endpoint(application, "/a");

    private void logged(int number, boolean full) {
        Principal.Person admin = (Principal.Person) desk.world.admin.principal();
        LoggedCall.Contents contents = full
                ? new LoggedCall.Contents(
                        Optional.of(new LoggedCall.Message(Map.of("Accept", List.of("a", "b")), "asked")),
                        Optional.of(new LoggedCall.Message(Map.of(), "answered")))
                : LoggedCall.Contents.NONE;
        LoggedCall call = new LoggedCall(
                new LoggedCallId(new UUID(1, number)),
                endpoint.id(),
                endpoint.place(),
                "request-" + number,
                "GET",
                "/a/" + number,
                502,
                Duration.ofNanos(1_500_000),
                "192.0.2.1",
                Optional.of("why not"),
                true,
                Optional.of(admin.id()),
                Optional.empty(),
                Optional.of("admin"),
                contents.bytes(),
                desk.world.instant());
        desk.world.platform(stores -> stores.loggedCalls().append(List.of(new LoggedCallStore.Entry(call, contents))));
    }

    private String query(String fields) {
        return "{ esbLogs(endpoint: \"" + endpoint.id().value() + "\") {" + fields + "} }";
    }

    @Test
    void everyFieldOfACallIsThere() {
        logged(1, true);

        JsonNode row = desk.data(query("id method path status durationMs sourceIP errorMessage transformationApplied"
                        + " requestID createdAt user { id username } machineUser { id username }" + SAID))
                .at("/esbLogs/0");

        assertThat(row.toString())
                .isEqualTo("{\"id\":\"00000000-0000-0001-0000-000000000001\",\"method\":\"GET\",\"path\":\"/a/1\","
                        + "\"status\":502,\"durationMs\":2,\"sourceIP\":\"192.0.2.1\",\"errorMessage\":\"why not\","
                        + "\"transformationApplied\":true,\"requestID\":\"request-1\",\"createdAt\":\"2026-01-31T12:00:00Z\","
                        + "\"user\":{\"id\":\""
                        + ((Principal.Person) desk.world.admin.principal()).id().value()
                        + "\",\"username\":\"admin\"},\"machineUser\":null,"
                        + "\"requestHeaders\":{\"Accept\":[\"a\",\"b\"]},\"requestBody\":\"asked\","
                        + "\"responseHeaders\":{},\"responseBody\":\"answered\"}");
    }

    @Test
    void whatWasSaidIsLoadedOnceForAllRowsAndOnlyWhereItIsAskedFor() {
        logged(1, true);
        logged(2, false);

        JsonNode both = desk.data(query("requestBody responseBody"));
        assertThat(both.toString())
                .isEqualTo("{\"esbLogs\":[{\"requestBody\":\"asked\",\"responseBody\":\"answered\"},"
                        + "{\"requestBody\":null,\"responseBody\":null}]}");
        int with = desk.transactions.opened();
        desk.data(query("path"));
        assertThat(desk.transactions.opened() - with).isEqualTo(1);
        desk.data(query("path" + SAID));
        assertThat(desk.transactions.opened() - with).isEqualTo(3);
    }

    /** Contract A1. */
    @Test
    void whatWasSaidIsForAdministrators() {
        logged(1, true);
        Call editor = desk.world.with(desk.world.person("editor"), application.place(), Role.EDITOR);

        JsonNode answer = desk.ask(query("path" + SAID), editor);

        assertThat(answer.at("/data/esbLogs/0").toString())
                .isEqualTo("{\"path\":\"/a/1\",\"requestHeaders\":null,\"requestBody\":null,"
                        + "\"responseHeaders\":null,\"responseBody\":null}");
        assertThat(codes(answer)).isEqualTo("FORBIDDEN FORBIDDEN FORBIDDEN FORBIDDEN");
    }

    /** Contract A2. */
    @Test
    void machineUsersAreNotToldOfPeople() {
        logged(1, false);
        Call robot = desk.world.machine(tenant, "robot", Role.VIEWER);

        assertThat(codes(desk.ask(query("path machineUser { id }"), robot))).isEmpty();
        assertThat(codes(desk.ask(query("user { id }"), robot))).isEqualTo("FORBIDDEN");
    }
}
