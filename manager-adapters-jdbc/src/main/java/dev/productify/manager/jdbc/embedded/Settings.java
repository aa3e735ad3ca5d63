package dev.productify.manager.jdbc.embedded;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * How a server is set up. Only {@link #DURABLE} is reachable from outside the package.
 *
 * @param durable whether a commit waits for the disk; never false for data that matters
 * @param timeZone of sessions that ask for none
 * @param patience how long a start waits for remains of a killed server to go away
 * @param insteadOfRoot as whom PostgreSQL runs when the JVM runs as root; the first that works
 */
record Settings(boolean durable, String timeZone, Duration patience, List<Identity> insteadOfRoot) {
    static final Settings DURABLE =
            new Settings(true, "UTC", Duration.ofSeconds(10), List.of(Identity.NAMESPACE, Identity.OTHER_USER));

    /** Only these connections exist: over TCP, from this machine, with a password that never travels. */
    static final String ACCESS = """
            # Written by the Manager at every start.
            # type  database  user  address       method
            host    all       all   127.0.0.1/32  scram-sha-256
            """;

    Settings {
        requireNonNull(timeZone, "timeZone");
        requireNonNull(patience, "patience");
        insteadOfRoot = List.copyOf(insteadOfRoot);
    }

    /** The whole of postgresql.conf. Logs go to one file per weekday, which is emptied when its day comes round again. */
    String configuration(int port) {
        String commit = durable ? "on" : "off";
        return """
                # Written by the Manager at every start; "alter system" changes what must differ.
                listen_addresses = '%s'
                port = %d
                unix_socket_directories = ''
                max_connections = 100
                password_encryption = 'scram-sha-256'

                shared_buffers = '64MB'
                fsync = %s
                synchronous_commit = %s
                full_page_writes = %s

                timezone = '%s'
                datestyle = 'iso, ymd'
                lc_messages = 'C'
                default_text_search_config = 'pg_catalog.simple'

                logging_collector = on
                log_directory = '../log'
                log_filename = 'postgresql-%%a.log'
                log_file_mode = 0600
                log_rotation_age = '1d'
                log_rotation_size = 0
                log_truncate_on_rotation = on
                log_timezone = 'UTC'
                """.formatted(Home.LOOPBACK, port, commit, commit, commit, timeZone);
    }
}
