package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.esb.conversion.Conversions;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.endpoint.Trial;
import dev.productify.manager.ports.machineuser.MachineUsers;
import dev.productify.manager.ports.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code testEndpoint} says is what a backend gets. */
class TrialTest {
    private static final List<Trial.Header> GIVEN = List.of(
            header("Accept", "a"),
            header("X-Kept", "1"),
            header("Accept", "b"),
            header("X-Kept", "2"),
            header("Content-Type", "text/plain"),
            header("User-Agent", "test"),
            header("Accept-Encoding", "br"),
            header("Connection", "x-secret, X-Other"),
            header("Connection", "keep-alive"),
            header("X-Secret", "1"),
            header("X_Other", "1"),
            header("Keep-Alive", "5"),
            header("TE", "trailers"),
            header("Trailer", "X-T"),
            header("Proxy-Authorization", "Basic x"),
            header("Cookie", "a=1; __Host-manager=secret; b=2"),
            header("Via", "1.1 before"),
            header("Forwarded", "for=192.0.2.1"),
            header("X-Forwarded-For", "192.0.2.1"),
            header("X_Forwarded_Proto", "https"),
            header("X-Real-IP", "192.0.2.1"),
            header("X-Original-URL", "/admin"),
            header("X-User-Email", "forged@example.com"),
            header("X-User-Name", "forged"),
            header("X_Tenant_Name", "forged"),
            header("X-Machine-User-ID", "forged"),
            header("X-Auth-Type", "forged"),
            header("X-Productify-User-Id", "forged"),
            header("X-Request-Id", "mine"),
            header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
            header("tracestate", "a=1"),
            header("tracestate", "b=2"));
    private static final String BODY = "a body with ä";

    private static final List<Trial.Header> OF_BODIES = List.of(
            header("Content-Type", "application/json; charset=utf-8"),
            header("Accept", "application/json"),
            header("Accept-Charset", "utf-8"),
            header("Accept-Encoding", "gzip"),
            header("Range", "bytes=0-1"),
            header("If-Range", "x"),
            header("Want-Digest", "sha-256"),
            header("Content-MD5", "x"),
            header("Digest", "sha-256=x"),
            header("Accept_Ranges", "bytes"),
            header("X-Kept", "1"));

    private final World world = new World();
    private final UseCases useCases = world.converting(new Conversions());
    private Backend backend;
    private Bus bus;
    private Application application;
    private Endpoint endpoint;
    private Tenant tenant;

    @BeforeEach
    void start() {
        backend = Backend.saying("");
        bus = Bus.of(useCases);
        tenant = world.tenant(world.project("one"), "far");
        application = world.application(tenant, "web");
        endpoint = lead("/api/*", null, null, Conversion.STANDARD);
    }

    private Endpoint lead(String path, MessageType input, MessageType output, Conversion conversion) {
        Endpoint.Definition plain = World.endpointDefinition(path);
        Endpoint.Definition definition = new Endpoint.Definition(
                plain.name(),
                plain.description(),
                true,
                plain.consumes(),
                BackendUrl.parse("http://localhost:" + backend.port() + "/v1"),
                Optional.ofNullable(input),
                Optional.ofNullable(output),
                Optional.empty(),
                conversion,
                plain.logLevel());
        return useCases.endpoints().create(world.admin, application.id(), definition, World.bearer("of-the-manager"));
    }

    @AfterEach
    void stop() {
        bus.close();
        backend.close();
    }

    private static Trial.Header header(String name, String value) {
        return new Trial.Header(name, value);
    }

    @Test
    void toAPerson() throws Exception {
        User.Draft draft = new User.Draft(
                new Username("anna"), new Email("anna@example.com"), Optional.of(new Name("Anna Müller")));
        User user = world.useCases.users().create(world.admin, draft, false).user();
        Call anna = World.call(new Principal.Person(user.id(), user.username(), false));
        world.with(anna, tenant.place(), Role.EDITOR);

        assertSame(
                anna,
                List.of(
                        header("X-Proxy-Token", Bus.PROXY_TOKEN),
                        header("X-User-ID", user.id().value().toString())));
    }

    @Test
    void toAMachineUser() throws Exception {
        MachineUsers.WithToken robot = robot();

        assertSame(World.call(robot.machineUser().principal()), proofOf(robot));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "XML  | SOAP_1_1 | application/xml; charset=utf-8",
                "SOAP | SOAP_1_1 | text/xml; charset=utf-8",
                "SOAP | SOAP_1_2 | application/soap+xml; charset=utf-8; action=\"urn:a\""
            })
    void whereBodiesAreConverted(MessageType output, Conversion.SoapVersion version, String type) throws Exception {
        Conversion conversion = new Conversion(
                Conversion.Convention.COMPACT,
                List.of(),
                Map.of(),
                Map.of("", "urn:shop"),
                "root",
                Conversion.EmptyAs.TEXT,
                version,
                Optional.of("urn:a"));
        endpoint = lead("/converted", MessageType.JSON, output, conversion);
        MachineUsers.WithToken robot = robot();

        Trial trial = assertSame(
                World.call(robot.machineUser().principal()),
                proofOf(robot),
                "/converted",
                OF_BODIES,
                "{\"GetPrice\":{\"sku\":\"ä\"}}");

        assertThat(trial.converted()).isTrue();
        assertThat(trial.body().orElseThrow())
                .contains("<GetPrice xmlns=\"urn:shop\"><sku>ä</sku></GetPrice>")
                .startsWith("<?xml");
        assertThat(trial.headers()).contains(header("Content-Type", type), header("X-Kept", "1"));
        boolean older = output == MessageType.SOAP && version == Conversion.SoapVersion.SOAP_1_1;
        assertThat(trial.headers().contains(header("SOAPAction", "\"urn:a\""))).isEqualTo(older);

        List<Trial.Header> own = new ArrayList<>(OF_BODIES);
        own.add(header("SOAPAction", "\"mine\""));
        assertSame(World.call(robot.machineUser().principal()), proofOf(robot), "/converted", own, "{\"a\":1}");
    }

    @Test
    void whatCannotBeConvertedIsSaid() {
        endpoint = lead("/converted", MessageType.JSON, MessageType.XML, Conversion.STANDARD);

        Trial trial = useCases.endpoints()
                .test(
                        world.admin,
                        endpoint.id(),
                        new Trial.Request("POST", "/converted", List.of(), Optional.of("{\"a\":1,\"a\":2}")));

        assertThat(trial.refusal()).hasValueSatisfying(why -> assertThat(why).contains("two members 'a'"));
        assertThat(trial.converted()).isFalse();
    }

    private MachineUsers.WithToken robot() {
        MachineUsers.WithToken robot = world.machineUser(tenant, "robot");
        useCases.endpointGrants()
                .create(world.admin, endpoint.id(), robot.machineUser().id(), true);
        return robot;
    }

    private static List<Trial.Header> proofOf(MachineUsers.WithToken robot) {
        return List.of(
                header("Authorization", "Bearer " + robot.token().orElseThrow().reveal()));
    }

    private void assertSame(Call caller, List<Trial.Header> proof) throws Exception {
        assertSame(caller, proof, "/api/7?x=1", GIVEN, BODY);
    }

    private Trial assertSame(Call caller, List<Trial.Header> proof, String path, List<Trial.Header> given, String body)
            throws Exception {
        List<Trial.Header> headers = new ArrayList<>(given);
        headers.addAll(proof);
        Trial trial = useCases.endpoints()
                .test(caller, endpoint.id(), new Trial.Request("POST", path, headers, Optional.of(body)));
        assertThat(trial.refusal()).isEmpty();

        Backend.Asked asked = sent(path, headers, body);

        assertThat(trial.url().orElseThrow()).endsWith(asked.uri());
        assertThat(asked.method()).isEqualTo(trial.method());
        assertThat(asked.text()).isEqualTo(trial.body().orElseThrow());
        Map<String, List<String>> got = new TreeMap<>(asked.headers());
        Map<String, List<String>> said = new TreeMap<>();
        trial.headers()
                .forEach(header -> said.computeIfAbsent(
                                header.name().toLowerCase(Locale.ROOT), first -> new ArrayList<>())
                        .add(header.value()));
        said.remove("x-request-id"); // is given by the listener of a node, of which there is none here
        assertThat(got.keySet()).isEqualTo(said.keySet());
        said.forEach((name, values) -> {
            if (name.equals("authorization")) {
                assertThat(got.get(name)).containsExactly("Bearer of-the-manager");
                assertThat(values).containsExactly("Bearer ***");
                return;
            }
            assertThat(got.get(name)).as(name).hasSameSizeAs(values);
            for (int i = 0; i < values.size(); i++) {
                if (!values.get(i).equals(Trial.OF_REQUEST)) {
                    assertThat(got.get(name).get(i)).as(name).isEqualTo(values.get(i));
                }
            }
        });
        assertThat(said.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(Trial.OF_REQUEST))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto");
        return trial;
    }

    private Backend.Asked sent(String path, List<Trial.Header> headers, String body) throws Exception {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        StringBuilder request = new StringBuilder(
                        "POST /esb/" + application.id().value() + path + " HTTP/1.1\r\n")
                .append("Host: a\r\nContent-Length: ")
                .append(length)
                .append("\r\n");
        headers.forEach(header -> request.append(header.name())
                .append(": ")
                .append(header.value())
                .append("\r\n"));
        request.append("\r\n").append(new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        try (RawSocket socket = new RawSocket(bus.port())) {
            socket.sayExactly(request.toString());
            assertThat(socket.head()).startsWith("HTTP/1.1 200 ");
        }
        return backend.next();
    }
}
