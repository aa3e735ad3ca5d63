package dev.productify.manager.jdbc.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data directory: made once, configured at every start. */
final class Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration INITDB = Duration.ofMinutes(5);

    private final Home home;
    private final Programs programs;
    private final Identity identity;

    Cluster(Home home, Programs programs, Identity identity) {
        this.home = home;
        this.programs = programs;
        this.identity = identity;
    }

    /** Makes the data directory unless there is one of the same major version. It appears whole or not at all. */
    void createIfMissing(Passwords passwords) throws IOException {
        if (Files.exists(home.cluster())) {
            identity.own(home.cluster());
            return;
        }
        LOG.info("Making a new PostgreSQL cluster in {}", home.directory());
        Path workplace = home.unfinished();
        Path made = workplace.resolve("cluster");
        Path passwordFile = workplace.resolve("password");
        DurableFiles.create(passwordFile, passwords.superuser() + "\n");
        identity.own(workplace);
        Command.Result result = initdb(made, passwordFile);
        Files.delete(passwordFile);
        if (!result.succeeded()) {
            throw new EmbeddedPostgresException(
                    "A PostgreSQL cluster cannot be made in " + home.directory() + ":\n" + result.output());
        }
        DurableFiles.move(made, home.cluster());
        DurableFiles.deleteTree(workplace);
    }

    /**
     * Refuses data of another major version, which this PostgreSQL cannot read.
     *
     * @param version of the programs, as in 18.6
     */
    void requireSameMajor(String version) throws IOException {
        Path file = home.cluster().resolve("PG_VERSION");
        if (!Files.exists(home.cluster())) {
            return;
        }
        String ofData = Files.exists(file) ? Files.readString(file).strip() : "unknown";
        String ofPrograms = version.split("\\.")[0];
        if (!ofData.equals(ofPrograms)) {
            throw new EmbeddedPostgresException("The data in " + home.cluster() + " are of PostgreSQL " + ofData
                    + ", but this Manager brings PostgreSQL " + ofPrograms
                    + ". Back them up with the Manager version that fits them (backup FILE), move "
                    + home.directory() + " away, and restore them with this one (restore FILE).");
        }
    }

    void configure(Settings settings, int port) throws IOException {
        write("postgresql.conf", settings.configuration(port));
        write("pg_hba.conf", Settings.ACCESS);
    }

    private void write(String name, String content) throws IOException {
        Path file = home.cluster().resolve(name);
        if (!Files.exists(file) || !Files.readString(file).equals(content)) {
            DurableFiles.write(file, content);
            identity.own(file);
        }
    }

    /** The library's own locale, so that the order of texts depends on no operating system. */
    private Command.Result initdb(Path directory, Path passwordFile) {
        return Command.of(
                        identity.prefix(),
                        home.directory(),
                        INITDB,
                        programs.initdb(),
                        "--pgdata=" + directory,
                        "--username=" + Roles.SUPERUSER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--set=scram_iterations=" + Roles.SCRAM_ROUNDS,
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums")
                .run();
    }
}
