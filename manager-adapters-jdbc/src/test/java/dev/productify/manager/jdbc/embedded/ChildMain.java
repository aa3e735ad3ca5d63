package dev.productify.manager.jdbc.embedded;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What a child JVM does: {@code once} starts and stops a server, {@code insert} writes rows until it is killed. */
final class ChildMain {
    private ChildMain() {}

    public static void main(String[] args) throws SQLException {
        Path home = Path.of(URLDecoder.decode(args[1], StandardCharsets.UTF_8));
        Path programs = Path.of(URLDecoder.decode(args[2], StandardCharsets.UTF_8));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home, programs)) {
            say("READY " + ProcessHandle.current().pid());
            if (args[0].equals("insert")) {
                insertForEver(server);
            }
            say("VALUE " + Queries.one(server.runtime(), "select 'it works'"));
        } catch (EmbeddedPostgresException e) {
            say("REFUSED " + e.getMessage());
            return;
        }
        say("CLOSED");
    }

    private static void insertForEver(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = Roles.connect(server.owner())) {
            Roles.execute(connection, "create table if not exists acknowledged (n bigint primary key)");
            long next = Long.parseLong(Queries.one(server.owner(), "select coalesce(max(n), 0) + 1 from acknowledged"));
            try (PreparedStatement insert = connection.prepareStatement("insert into acknowledged values (?)")) {
                for (long n = next; ; n++) {
                    insert.setLong(1, n);
                    insert.executeUpdate();
                    say("ACK " + n);
                }
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
