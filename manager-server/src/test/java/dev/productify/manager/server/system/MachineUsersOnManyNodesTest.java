package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one database: what is changed of a machine user at one of them is in force there with the next request, and at
 * the other one, which answers from memory and has verified its password before, soon after (contract A3).
 */
@Timeout(90)
class MachineUsersOnManyNodesTest {
    private static final String GENERATED = "__GENERATE_TOKEN__";
    private static final String PASSWORD = "correct horse battery";
    private static final String OTHER_PASSWORD = "staple correct horse";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern TOKEN = Pattern.compile("\"generatedToken\":\"(muser_\\w+)\"");

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static Node here;
    private static Node there;
    private static String tenant;
    private static int count;

    @BeforeAll
    static void start() throws Exception {
        database = PostgresForTests.create(PostgresForTests.EMPTY);
        Map<String, String> variables = new HashMap<>(Node.variables(database));
        variables.put("PFY_SECRETS_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        here = Node.start(folder.resolve("here"), variables);
        there = Node.start(folder.resolve("there"), variables);
        String project = here.admin().idOf("mutation { createProject(input: {name: \"One\"}) { id } }");
        tenant = here.admin()
                .idOf("mutation { createTenant(projectId: \"" + project + "\", input: {name: \"A\"}) { id } }");
    }

    @AfterAll
    static void stop() {
        there.close();
        here.close();
        database.close();
    }

    @Test
    void aDisabledOneIsRefusedEverywhereAndTakenAgainAfterwards() throws Exception {
        for (String secret : new String[] {GENERATED, PASSWORD}) {
            Robot robot = known(secret);

            change(robot, "enabled: false");
            refusedEverywhere("a disabled one", robot);

            change(robot, "enabled: true");
            takenEverywhere("an enabled one", robot);
        }
    }

    @Test
    void aDeletedOneIsRefusedEverywhere() throws Exception {
        for (String secret : new String[] {GENERATED, PASSWORD}) {
            Robot robot = known(secret);

            run("mutation { deleteMachineUser(id: \"" + robot.id + "\") }");

            refusedEverywhere("a deleted one", robot);
        }
    }

    @Test
    void ofARotatedTokenOnlyTheNewOneIsTaken() throws Exception {
        Robot robot = known(GENERATED);

        Robot after = robot.with(rotated(robot, "overlapSeconds: 0"));

        refusedEverywhere("a rotated token", robot);
        takenEverywhere("its successor", after);
    }

    @Test
    void aChangedPasswordIsRefusedThoughItWasVerifiedBefore() throws Exception {
        Robot robot = known(PASSWORD);

        run("mutation { rotateMachineUserToken(id: \"" + robot.id + "\", hashedKey: \"" + OTHER_PASSWORD
                + "\") { machineUser { id } } }");

        refusedEverywhere("a changed password", robot);
        takenEverywhere("the new password", robot.with(OTHER_PASSWORD));
    }

    @Test
    void aPasswordThatATokenReplacedIsRefused() throws Exception {
        Robot robot = known(PASSWORD);

        Robot after = robot.with(rotated(robot, "hashedKey: \"" + GENERATED + "\""));

        refusedEverywhere("a replaced password", robot);
        takenEverywhere("the token in its place", after);
    }

    @Test
    void aLoweredRoleIsInForceWithTheNextRequestEverywhere() throws Exception {
        for (String secret : new String[] {GENERATED, PASSWORD}) {
            Robot robot = known(secret);
            assertThat(creation(there, robot)).contains("\"createApplication\":{");

            change(robot, "role: viewer");

            assertThat(creation(there, robot)).contains("FORBIDDEN");
            assertThat(creation(here, robot)).contains("FORBIDDEN");
            takenEverywhere("a viewer", robot);
        }
    }

    /** How a machine user can prove itself. */
    private enum Way {
        BEARER {
            @Override
            HttpRequest.Builder request(Node node, Robot robot) {
                return query(node, "{ __typename }").header("Authorization", "Bearer " + robot.secret);
            }
        },
        BASIC {
            @Override
            HttpRequest.Builder request(Node node, Robot robot) {
                return query(node, "{ __typename }").header("Authorization", robot.basic());
            }
        },
        CHECK {
            @Override
            HttpRequest.Builder request(Node node, Robot robot) {
                return HttpRequest.newBuilder(node.manager().uri().resolve("/api/machine/check"))
                        .header("Authorization", robot.basic());
            }
        },
        VALIDATION {
            @Override
            HttpRequest.Builder request(Node node, Robot robot) {
                String body = "{\"username\":\"" + robot.username + "\",\"token\":\"" + robot.secret + "\"}";
                return HttpRequest.newBuilder(node.manager().uri().resolve("/api/validate-machine-user"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
            }
        };

        abstract HttpRequest.Builder request(Node node, Robot robot);

        int status(Node node, Robot robot) throws Exception {
            return Client.send(request(node, robot)).statusCode();
        }

        static HttpRequest.Builder query(Node node, String document) {
            return new Client(node.manager().uri(), "").posting("{\"query\":" + Client.quoted(document) + "}");
        }
    }

    private record Robot(String id, String username, String secret) {
        Robot with(String other) {
            return new Robot(id, username, other);
        }

        String basic() {
            String pair = username + ":" + secret;
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }

        Set<Way> ways() {
            return secret.startsWith("muser_")
                    ? EnumSet.allOf(Way.class)
                    : EnumSet.complementOf(EnumSet.of(Way.BEARER));
        }
    }

    /** A new one that both nodes have in memory, its password as verified. */
    private static Robot known(String secret) throws Exception {
        String username = "robot" + ++count;
        String made =
                run("mutation { createMachineUserWithCredentials(tenantId: \"" + tenant + "\", input: {name: \"M\","
                        + " username: \"" + username + "\", hashedKey: \"" + secret + "\", enabled: true})"
                        + " { generatedToken machineUser { id } } }");
        Robot robot = new Robot(Client.idIn(made), username, secret.equals(GENERATED) ? tokenIn(made) : secret);
        takenEverywhere("a new one", robot);
        takenEverywhere("a known one", robot);
        return robot;
    }

    private static String rotated(Robot robot, String how) throws Exception {
        return tokenIn(
                run("mutation { rotateMachineUserToken(id: \"" + robot.id + "\", " + how + ") { generatedToken } }"));
    }

    private static void change(Robot robot, String input) throws Exception {
        run("mutation { updateMachineUser(id: \"" + robot.id + "\", input: {" + input + "}) { id } }");
    }

    private static String run(String document) throws Exception {
        String answer = here.admin().run(document);
        assertThat(answer).doesNotContain("\"errors\"");
        return answer;
    }

    private static String tokenIn(String answer) {
        Matcher token = TOKEN.matcher(answer);
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static String creation(Node node, Robot robot) throws Exception {
        String document = "mutation { createApplication(tenantId: \"" + tenant + "\", input: {name: \"Web\"}) { id } }";
        return Client.send(Way.query(node, document).header("Authorization", robot.basic()))
                .body();
    }

    private static void refusedEverywhere(String what, Robot robot) throws Exception {
        for (Way way : robot.ways()) {
            assertThat(way.status(here, robot))
                    .as(what + " is refused here: " + way)
                    .isEqualTo(401);
        }
        for (Way way : robot.ways()) {
            until(what + " is refused there: " + way, () -> way.status(there, robot) == 401);
        }
    }

    private static void takenEverywhere(String what, Robot robot) throws Exception {
        for (Way way : robot.ways()) {
            assertThat(way.status(here, robot))
                    .as(what + " is taken here: " + way)
                    .isEqualTo(200);
        }
        for (Way way : robot.ways()) {
            until(what + " is taken there: " + way, () -> way.status(there, robot) == 200);
        }
    }

    /** Waits, and shows how long it took; contract A3 says a second, a busy test machine may take longer. */
    private static void until(String what, Callable<Boolean> holds) throws Exception {
        long begun = System.nanoTime();
        Await.until(what, PATIENCE, holds);
        System.out.printf("%s: after %d ms%n", what, (System.nanoTime() - begun) / 1_000_000);
    }
}
