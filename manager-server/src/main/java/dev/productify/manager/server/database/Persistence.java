package dev.productify.manager.server.database;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import dev.productify.manager.jdbc.Database;
import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.audit.AuditVerifier;
import dev.productify.manager.jdbc.embedded.EmbeddedPostgres;
import dev.productify.manager.jdbc.embedded.EmbeddedPostgresException;
import dev.productify.manager.jdbc.schema.DatabaseRefusedException;
import dev.productify.manager.ports.tx.Transactions;
import dev.productify.manager.server.StartFailure;
import dev.productify.manager.server.config.DatabaseSection;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The open database of this process: the embedded PostgreSQL in the data folder, or the one that is configured. */
public final class Persistence implements AutoCloseable {
    private static final int USUAL_PORT = 5432;
    private static final Pattern PORT = Pattern.compile("^jdbc:postgresql://[^/?]*:([0-9]{1,5})(?:[/?]|$)");

    private final Optional<EmbeddedPostgres> embedded;
    private final Database database;
    private final int port;

    private Persistence(Optional<EmbeddedPostgres> embedded, Database database, DatabaseAddress address) {
        this.embedded = embedded;
        this.database = database;
        this.port = port(address.jdbcUrl());
    }

    /** Of a URL that the driver took: what stands before the database's name, else PostgreSQL's usual one. */
    private static int port(String jdbcUrl) {
        Matcher port = PORT.matcher(jdbcUrl);
        return port.find() ? Integer.parseInt(port.group(1)) : USUAL_PORT;
    }

    /** @throws StartFailure with what to do */
    public static Persistence open(DatabaseSection section, Path data, Optional<MetricsTrackerFactory> meters) {
        try {
            return section.embedded() ? startEmbedded(section, data, meters) : open(section, meters);
        } catch (EmbeddedPostgresException | DatabaseRefusedException refused) {
            throw new StartFailure(refused.getMessage(), refused);
        }
    }

    /**
     * As {@link #open}, for a command: joins the embedded database that a running node has open on the same data folder.
     */
    public static Persistence join(DatabaseSection section, Path data) {
        try {
            Optional<EmbeddedPostgres.Running> running =
                    section.embedded() ? EmbeddedPostgres.running(Logins.home(data)) : Optional.empty();
            if (running.isEmpty()) {
                return open(section, data, Optional.empty());
            }
            Database database = Database.open(
                    running.get().runtime(), Optional.of(running.get().owner()), 1, Optional.empty());
            return new Persistence(Optional.empty(), database, running.get().runtime());
        } catch (EmbeddedPostgresException | DatabaseRefusedException refused) {
            throw new StartFailure(refused.getMessage(), refused);
        }
    }

    private static Persistence startEmbedded(
            DatabaseSection section, Path data, Optional<MetricsTrackerFactory> meters) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(Logins.home(data));
        try {
            Database database =
                    Database.open(postgres.runtime(), Optional.of(postgres.owner()), section.poolSize(), meters);
            return new Persistence(Optional.of(postgres), database, postgres.runtime());
        } catch (RuntimeException failure) {
            postgres.close();
            throw failure;
        }
    }

    private static Persistence open(DatabaseSection section, Optional<MetricsTrackerFactory> meters) {
        Logins logins = Logins.given(section);
        Database database = Database.open(logins.login(), logins.migrations(), section.poolSize(), meters);
        return new Persistence(Optional.empty(), database, logins.login());
    }

    /** This one, which begins to hear what other nodes change. */
    public Persistence listening() {
        database.listen();
        return this;
    }

    /** Where the database listens, on this machine or on another one. */
    public Set<Integer> ports() {
        return Set.of(port);
    }

    public Transactions transactions() {
        return database.transactions();
    }

    /** Checks the seals of the audit log. */
    public AuditVerifier.Report verifyAudit(List<AuditVerifier.Head> expected) throws SQLException {
        return database.verifyAudit(expected);
    }

    /** Why requests cannot be answered now; empty when they can. */
    public Optional<String> trouble() {
        return database.trouble();
    }

    @Override
    public void close() {
        database.close();
        embedded.ifPresent(EmbeddedPostgres::close);
    }
}
