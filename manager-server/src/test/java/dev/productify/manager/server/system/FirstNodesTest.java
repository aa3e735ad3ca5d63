package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that meet at an empty database. */
@Timeout(60)
class FirstNodesTest {
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @TempDir
    Path folder;

    @Test
    void twoFirstNodesAtOnceMakeOneAdministrator() throws Exception {
        try (TestDatabase database = PostgresForTests.create(PostgresForTests.EMPTY);
                OwnerSql sql = new OwnerSql(database.owner())) {
            CompletableFuture<Node> one = starting("one", database);
            CompletableFuture<Node> other = starting("other", database);
            try (Node first = one.get(50, TimeUnit.SECONDS);
                    Node second = other.get(50, TimeUnit.SECONDS)) {
                boolean madeByOne = Files.exists(folder.resolve("one/admin-token"));
                assertThat(Files.exists(folder.resolve("other/admin-token"))).isNotEqualTo(madeByOne);
                String token = Node.adminToken(folder.resolve(madeByOne ? "one" : "other"));

                for (Node node : new Node[] {first, second}) {
                    assertThat(node.as(token).run("{ me { username } }"))
                            .isEqualTo("{\"data\":{\"me\":{\"username\":\"admin\"}}}");
                }
                assertThat(sql.number("select count(*) from user_account")).isOne();
                assertThat(sql.number("select count(*) from personal_access_token"))
                        .isOne();
                assertThat(sql.number("select count(*) from audit_log")).isOne();
            }
        }
    }

    private CompletableFuture<Node> starting(String name, TestDatabase database) {
        Map<String, String> variables = new HashMap<>(Node.variables(database));
        variables.put("PFY_SECRETS_KEY", KEY);
        return CompletableFuture.supplyAsync(() -> Node.start(folder.resolve(name), variables));
    }
}
