package dev.productify.manager.jdbc.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.jdbc.Database;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.audit.AuditColumn;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.ListQuery.Condition;
import dev.productify.manager.ports.shared.ListQuery.Operator;
import dev.productify.manager.ports.testing.FixedSecrets;
import dev.productify.manager.ports.testing.PlainPasswords;
import dev.productify.manager.ports.tx.Transactions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Denied rows on PostgreSQL, with a single connection: whoever held one and asked for another would wait for itself. */
@Timeout(60)
class DeniedRowsTest {
    private MigratedDatabase database;
    private Database single;
    private Installations installation;
    private Installations.Tree tree;
    private Call chief;

    @BeforeEach
    void open() {
        database = MigratedDatabase.create();
        single = Database.open(database.runtime(), Optional.of(database.owner()), 1, Optional.empty());
        installation = new Installations(database.transactions());
        tree = installation.tree(installation.person("owner"), "shop");
        chief = installation.person("chief");
        installation.adminOf(chief, tree.near().place());
    }

    @AfterEach
    void close() {
        single.close();
        database.close();
    }

    @Test
    void aRefusalIsOneRowOverAllNodes() {
        for (int i = 0; i < 3; i++) {
            UseCases node = node(single.transactions());
            refuse(node);
            refuse(node);
        }

        assertThat(denied()).singleElement().satisfies(row -> {
            assertThat(row.actor()).isEqualTo("chief");
            assertThat(row.entityId()).isEqualTo(tree.project().id().value());
            assertThat(row.metadata()).containsEntry("permission", "delete");
        });
    }

    @Test
    void whenTheRowCannotBeWrittenTheRefusalIsTheSame() throws SQLException {
        try (var connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("revoke insert on audit_log from manager");
            refuse(node(single.transactions()));
            statement.execute("grant insert on audit_log to manager");
        }
        assertThat(denied()).isEmpty();

        refuse(node(single.transactions()));
        assertThat(denied()).hasSize(1);
    }

    private void refuse(UseCases node) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> node.projects().delete(chief, tree.project().id()))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    private List<AuditRecord> denied() {
        ListQuery<AuditColumn> query = new ListQuery<>(
                List.of(new Condition<>(AuditColumn.ACTION, Operator.EQUALS, "denied")),
                Optional.empty(),
                Optional.empty());
        return installation
                .useCases
                .auditLogs()
                .list(installation.admin, Optional.of(tree.project().id()), query);
    }

    private static UseCases node(Transactions transactions) {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        return UseCases.of(new UseCases.Needs(
                transactions,
                clock,
                new UuidV7(clock, random),
                random,
                ProjectCreation.USERS,
                Runnable::run,
                new PlainPasswords(),
                FixedSecrets::sealer,
                FixedSecrets::addresses));
    }
}
