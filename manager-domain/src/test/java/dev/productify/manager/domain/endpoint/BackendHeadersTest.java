package dev.productify.manager.domain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Profile;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendHeadersTest {
    private static final ProjectId PROJECT = new ProjectId(UUID.randomUUID());
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static final ApplicationId APPLICATION = new ApplicationId(UUID.randomUUID());
    private static final RequestWay WAY = RequestWay.of("1.1 me", "192.0.2.7", "https", "m.example.com", "id-1");

    private record Line(String name, String value) {
        static Line of(String text) {
            int colon = text.indexOf(':');
            return new Line(text.substring(0, colon), text.substring(colon + 1));
        }

        @Override
        public String toString() {
            return name + ":" + value;
        }
    }

    private record Lines(List<Line> all, List<String> passed) implements BackendHeaders.Fields<Line> {
        @Override
        public String name(Line line) {
            return line.name();
        }

        @Override
        public String value(Line line) {
            return line.value();
        }

        @Override
        public void pass(Line line) {
            passed.add(line.toString());
        }

        @Override
        public void add(String name, String value) {
            passed.add(name + ":" + value);
        }
    }

    private static List<String> passed(String... lines) {
        Lines fields = new Lines(List.of(lines).stream().map(Line::of).toList(), new ArrayList<>());
        BackendHeaders.pass(fields, () -> "fresh");
        return fields.passed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept:x",
                "X:1",
                "X-Proxy-Cache:1",
                "X-Userland:1",
                "Proxied:1",
                "Hosts:1",
                "Via:1.1 other",
                "Content-Length:3",
                "Cookie:a=1"
            })
    void ordinaryHeadersArePassedOnAsTheyAre(String line) {
        assertThat(passed(line)).containsExactly(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTHORIZATION:x",
                "connection:close",
                "Keep-Alive:5",
                "HTTP2-Settings:x",
                "Expect:100-continue",
                "x_forwarded_for:x",
                "X-Forwarded-Anything:x",
                "Forwarded:for=1",
                "X_USER_EMAIL:x",
                "X-Machine-User-ID:x",
                "X-Productify-Tenant-Name:x",
                "X-Proxy-Token:x",
                "Proxy-Anything:x",
                "X-Request-Id:x",
                "X-Rewrite-URL:x",
                "Cookie:__Host-manager=x"
            })
    void whatTheManagerSaysOrKeepsIsNot(String line) {
        assertThat(passed(line, "A:1")).containsExactly("A:1");
    }

    /** What a caller wants of a backend is between the two. */
    @Test
    void anIdempotencyKeyIsTheBackends() {
        assertThat(passed("Idempotency-Key:\"8e03978e\"")).contains("Idempotency-Key:\"8e03978e\"");
    }

    @Test
    void whatConnectionNamesIsNotWhateverItsSpelling() {
        assertThat(passed(
                        "A:1",
                        "X-One:1",
                        "x_two:2",
                        "Cookie:a=1",
                        "Connection:x-one, X-Two",
                        "Connection:COOKIE",
                        "B:2"))
                .containsExactly("A:1", "B:2");
        assertThat(passed("Connection:Keep-Alive", "Keep:1")).containsExactly("Keep:1");
    }

    @Test
    void aTraceThatCannotBeReadBeginsAnew() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        assertThat(passed("Traceparent:" + parent, "tracestate:a=1", "TraceState:b=2"))
                .containsExactly("traceparent:" + parent, "tracestate:a=1,b=2");
        assertThat(passed("traceparent:nonsense", "tracestate:a=1")).containsExactly("traceparent:fresh");
        assertThat(passed("tracestate:a=1")).isEmpty();
    }

    private static Map<String, String> told(BusCaller caller, Optional<Name> tenant, Optional<String> authorization) {
        Map<String, String> told = new LinkedHashMap<>();
        Place place = Place.of(PROJECT, TENANT, APPLICATION);
        new BackendHeaders.Own("b.example.com", authorization, caller, place, tenant, WAY)
                .tell((name, value) -> assertThat(told.put(name, value)).isNull());
        return told;
    }

    @Test
    void ofAPersonIsToldWhatIsKnown() {
        Principal.Person anna = new Principal.Person(new UserId(UUID.randomUUID()), new Username("anna"), true);
        Profile profile = new Profile(new Email("anna@example.com"), Optional.of(new Name("Anna Müller")));

        assertThat(told(
                        new BusCaller(anna, BusCaller.How.PROXY, Optional.of(profile)),
                        Optional.of(new Name("100 % Ltd")),
                        Optional.of("Bearer x")))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("Host", "b.example.com"),
                        Map.entry("Via", "1.1 me"),
                        Map.entry("Forwarded", "for=192.0.2.7;host=\"m.example.com\";proto=https"),
                        Map.entry("X-Forwarded-For", "192.0.2.7"),
                        Map.entry("X-Forwarded-Proto", "https"),
                        Map.entry("X-Forwarded-Host", "m.example.com"),
                        Map.entry("X-Request-Id", "id-1"),
                        Map.entry("X-User-ID", anna.id().value().toString()),
                        Map.entry("X-User-Username", "anna"),
                        Map.entry("X-User-Email", "anna@example.com"),
                        Map.entry("X-User-Name", "Anna M%C3%BCller"),
                        Map.entry("X-Tenant-ID", TENANT.value().toString()),
                        Map.entry("X-Tenant-Name", "100 %25 Ltd"),
                        Map.entry("X-Application-ID", APPLICATION.value().toString()),
                        Map.entry("X-Auth-Type", "proxy"),
                        Map.entry("Authorization", "Bearer x")));
    }

    @Test
    void ofAMachineUserIsToldItsIdAlone() {
        Principal.Machine robot =
                new Principal.Machine(new MachineUserId(UUID.randomUUID()), "robot", PROJECT, TENANT, Role.EDITOR);

        assertThat(told(
                        new BusCaller(robot, BusCaller.How.MACHINE_USER, Optional.empty()),
                        Optional.empty(),
                        Optional.empty()))
                .containsEntry("X-Machine-User-ID", robot.id().value().toString())
                .containsEntry("X-Auth-Type", "machine-user")
                .doesNotContainKeys("X-User-ID", "X-User-Username", "X-Tenant-Name", "Authorization");
    }

    @Test
    void whereTheRequestCameFromMayBeAnAddressOfVersion6AndMayHaveNoHost() {
        assertThat(RequestWay.of("v", "2001:db8::1", "http", "", "").forwarded())
                .isEqualTo("for=\"[2001:db8::1]\";proto=http");
        assertThat(RequestWay.of("v", "192.0.2.1", "http", "a\"b", "").forwarded())
                .isEqualTo("for=192.0.2.1;proto=http");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain text~|plain text~",
                "ä|%C3%A4",
                "50%|50%25",
                "\u0000\u007f|%00%7F",
                "\ud83d\ude00|%F0%9F%98%80"
            })
    void textsBecomeWhatAHeaderCanHold(String text, String encoded) {
        assertThat(BackendHeaders.encoded(text)).isEqualTo(encoded);
    }

    @Test
    void noTextBeginsAnotherHeader() {
        assertThat(BackendHeaders.encoded("a\r\nX-User-ID: 1")).isEqualTo("a%0D%0AX-User-ID: 1");
    }
}
