package dev.productify.manager.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server is like that was started with nothing but a directory. */
class EmbeddedPostgresSettingsTest {
    @TempDir
    static Path home;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start(home, EmbeddedPostgresForTests.programs());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "password_encryption, scram-sha-256",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "shared_buffers, 64MB",
        "max_connections, 100",
        "logging_collector, on",
        "log_truncate_on_rotation, on",
        "log_rotation_age, 1d",
        "log_filename, postgresql-%a.log",
        "server_encoding, UTF8",
    })
    void theServerIsDurableAndPrivate(String setting, String value) throws SQLException {
        assertThat(Queries.one(server.superuser(), "show " + setting)).isEqualTo(value);
    }

    @Test
    void theZoneIsUtcForSessionsThatAskForNone() throws SQLException {
        String zone = "select setting from pg_file_settings where name = 'timezone' and applied";

        assertThat(Queries.one(server.superuser(), zone)).isEqualTo("UTC");
    }

    @Test
    void textsAreOrderedTheSameOnEverySystem() throws SQLException {
        String locale =
                "select datlocprovider::text || ' ' || datlocale from pg_database where datname = current_database()";

        assertThat(Queries.one(server.superuser(), locale)).isEqualTo("b C.UTF-8");
        assertThat(Queries.one(server.superuser(), "select upper('i') || lower('I')"))
                .isEqualTo("Ii");
    }

    @Test
    void everyConnectionNeedsAPassword() throws SQLException {
        String rules =
                "select type || ' ' || address || ' ' || auth_method || ' ' || coalesce(error, 'valid') from pg_hba_file_rules";
        DatabaseAddress owner = server.owner();
        DatabaseAddress wrong = new DatabaseAddress(owner.jdbcUrl(), owner.user(), "wrong");

        assertThat(Queries.list(server.superuser(), rules)).containsExactly("host 127.0.0.1 scram-sha-256 valid");
        assertThatThrownBy(() -> Queries.one(wrong, "select 1")).hasMessageContaining("password authentication failed");
    }

    @Test
    void nobodyElseInTheNetworkReachesIt() throws IOException {
        int port = portOf(server);
        List<InetSocketAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.getHostAddress().equals("127.0.0.1"))
                .map(address -> new InetSocketAddress(address, port))
                .toList();

        for (InetSocketAddress other : others) {
            try (Socket socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(other, 2_000)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void theRolesHaveNoMoreThanTheyNeed() throws SQLException {
        String rights = """
                select rolname || ' ' || rolcanlogin || ' '
                       || (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
                  from pg_roles
                 where rolname like 'manager%'
                 order by rolname
                """;

        assertThat(Queries.list(server.superuser(), rights))
                .containsExactly("manager true false", "manager_owner true false");
        assertThat(Queries.one(server.owner(), "select current_user::text")).isEqualTo("manager_owner");
        assertThat(Queries.one(server.runtime(), "select current_user::text")).isEqualTo("manager");
    }

    @Test
    void theOwnerOwnsDatabaseAndSchemaAndTheRuntimeRoleNothing() throws SQLException {
        String owners = """
                select pg_get_userbyid(datdba)::text from pg_database where datname = 'manager'
                union all
                select pg_get_userbyid(nspowner)::text from pg_namespace where nspname = 'public'
                """;

        assertThat(Queries.list(server.superuser(), owners)).containsExactly("manager_owner", "manager_owner");
        assertThatThrownBy(() -> Queries.execute(server.runtime(), "create table mine (id int)"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> Queries.execute(server.runtime(), "create temporary table mine (id int)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void othersMayNotConnect() throws SQLException {
        String others = """
                select datname || ' ' || has_database_privilege('pg_monitor', datname, 'connect')
                  from pg_database
                 where datallowconn
                 order by datname
                """;

        assertThat(Queries.list(server.superuser(), others))
                .containsExactly("manager false", "postgres false", "template1 false");
    }

    @Test
    void passwordsAreLongDifferentAndForTheOwnersEyesOnly() throws IOException {
        Path file = home.resolve("passwords");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(List.of(
                        server.superuser().password(),
                        server.owner().password(),
                        server.runtime().password()))
                .doesNotHaveDuplicates()
                .allMatch(password -> password.matches("[A-Za-z0-9_-]{43}")); // 256 bits
        assertThat(home.resolve("passwords.part")).doesNotExist();
    }

    @Test
    void aPasswordIsNowhereElse() throws IOException {
        assertThat(server.owner().toString()).doesNotContain(server.owner().password());
        for (DatabaseAddress address : List.of(server.superuser(), server.owner(), server.runtime())) {
            try (var files = Files.walk(home)) {
                assertThat(files.filter(Files::isRegularFile)
                                .filter(file -> !file.endsWith("passwords"))
                                .filter(file -> contains(file, address.password())))
                        .isEmpty();
            }
            assertThat(ProcessHandle.allProcesses()
                            .filter(process ->
                                    process.info().commandLine().orElse("").contains(address.password())))
                    .isEmpty();
        }
    }

    @Test
    void theLogIsInTheHome() {
        assertThat(home.resolve("log"))
                .isDirectoryContaining("regex:.*/postgresql-(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\.log");
    }

    static int portOf(EmbeddedPostgres server) {
        return Integer.parseInt(server.owner().jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false; // gone meanwhile
        }
    }
}
