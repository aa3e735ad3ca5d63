package dev.productify.manager.server;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.jdbc.audit.AuditVerifier;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.access.Installation;
import dev.productify.manager.server.config.Configuration;
import dev.productify.manager.server.database.Persistence;
import dev.productify.manager.server.http.Listening;
import dev.productify.manager.server.log.Logs;
import dev.productify.manager.server.outbound.OutboundRules;
import dev.productify.manager.server.secrets.KeyCheck;
import dev.productify.manager.server.secrets.SecretsKey;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The commands that work on the database and end. They may run beside a node on the same data folder. */
final class Commands {
    private Commands() {}

    /** Makes a further token for the user admin and puts it where the first one was. */
    static int adminToken(Configuration configuration, PrintStream out) {
        Logs.configure(configuration.log());
        Path data = Manager.dataDirectory(configuration);
        AdminToken file = new AdminToken(data);
        try (Persistence persistence = Persistence.join(configuration.database(), data)) {
            UseCases useCases = useCases(configuration, persistence);
            useCases.firstStart().replaceToken(file);
        } catch (ManagerException refused) {
            throw new StartFailure("admin-token: " + refused.getMessage(), refused);
        }
        int port = configuration.server().port();
        out.print(file.instructions(
                Listening.uri(configuration.server().host(), port).toString()));
        return 0;
    }

    /**
     * Checks the seals of the audit log, and prints where each chain ends.
     *
     * @return 0 when all is as it was sealed, else 1
     */
    static int verifyAudit(
            Configuration configuration, List<CommandLine.KeptHead> kept, PrintStream out, PrintStream err) {
        Logs.configure(configuration.log());
        Path data = Manager.dataDirectory(configuration);
        List<AuditVerifier.Head> expected = kept.stream()
                .map(head -> new AuditVerifier.Head(head.chain(), head.sequence(), head.hash()))
                .toList();
        AuditVerifier.Report report;
        try (Persistence persistence = Persistence.join(configuration.database(), data)) {
            report = persistence.verifyAudit(expected);
        } catch (SQLException problem) {
            throw new StartFailure("verify-audit: the database does not answer: " + problem.getMessage(), problem);
        }
        report.heads().forEach(out::println);
        report.findings().forEach(finding -> err.println("manager: verify-audit: " + finding));
        out.println(report.rows() + " sealed rows hold in " + report.heads().size() + " chains; "
                + (report.findings().isEmpty() ? "nothing was tampered with" : "something was tampered with"));
        return report.findings().isEmpty() ? 0 : 1;
    }

    /** Replaces the key in the data folder, and what was sealed with it. No node may run meanwhile. */
    static int rotateKey(Configuration configuration, PrintStream out) {
        Logs.configure(configuration.log());
        if (configuration.secrets().key().isPresent()) {
            throw new StartFailure("rotate-key: the key is set by secrets.key, so the Manager cannot replace it. Remove"
                    + " that setting and put the present key into the file secrets.key of the data folder first.");
        }
        Path data = Manager.dataDirectory(configuration);
        try (Persistence persistence = Persistence.open(configuration.database(), data, Optional.empty())) {
            Installation installation = useCases(configuration, persistence).installation();
            SecretsKey present = KeyCheck.require(installation, Optional.empty(), data);
            SecretsKey next = KeyCheck.rotate(installation, present, data);
            out.println("The key " + present.id() + " was replaced by " + next.id() + ". Copy secrets.key from " + data
                    + " to every other node before you start it.");
        }
        return 0;
    }

    /** Commands neither open secrets nor save addresses. */
    private static UseCases useCases(Configuration configuration, Persistence persistence) {
        return Manager.useCases(
                configuration,
                persistence.transactions(),
                Runnable::run,
                () -> {
                    throw new IllegalStateException("a command opens no secrets");
                },
                () -> OutboundRules.of(configuration.outbound(), Set.of()));
    }
}
