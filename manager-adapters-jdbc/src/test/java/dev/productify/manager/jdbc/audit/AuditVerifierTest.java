package dev.productify.manager.jdbc.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.audit.AuditAction;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.AuditEntryId;
import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.audit.ChainHead;
import dev.productify.manager.domain.audit.Changes;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.audit.AuditSealing;
import dev.productify.manager.ports.job.Jobs;
import dev.productify.manager.ports.job.PeriodicJob;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the owner of the tables does to sealed rows is found, and the first row is named. */
@Timeout(120)
class AuditVerifierTest {
    private final List<ChainHead> announced = Collections.synchronizedList(new ArrayList<>());
    private MigratedDatabase database;
    private Installations installation;
    private ProjectId project;
    private List<UUID> rows;

    @BeforeEach
    void seal() throws SQLException {
        database = MigratedDatabase.create();
        installation = new Installations(database.transactions());
        project = installation
                .tree(installation.person("owner"), "sealed")
                .project()
                .id();
        installation.tree(installation.person("neighbour"), "neighbour");
        sealAll();
        rows =
                installation
                        .useCases
                        .auditLogs()
                        .list(installation.admin, Optional.of(project), ListQuery.all())
                        .stream()
                        .map(AuditRecord::id)
                        .map(id -> id.value())
                        .toList();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatNobodyTouchedHolds() throws SQLException {
        AuditVerifier.Report report = verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.heads()).hasSize(3);
        assertThat(report.rows()).isEqualTo(number("select count(*) from audit_log"));
        assertThat(report.heads().stream().map(Object::toString))
                .containsExactlyInAnyOrderElementsOf(
                        announced.stream().map(ChainHead::toString).toList());
    }

    @Test
    void rowsThatWaitForTheirSealAreNoBreach() throws SQLException {
        installation.useCases.tenants().create(installation.admin, project, World.tenantDraft("later"));

        assertThat(verify().findings()).isEmpty();
        assertThat(number("select count(*) from audit_unsealed")).isEqualTo(1);
    }

    @Test
    void aChangedColumnIsFoundWhicheverItIs() throws SQLException {
        List<String> changes = List.of(
                "created_at = created_at + interval '1 microsecond'",
                "project_id = gen_random_uuid()",
                "tenant_id = gen_random_uuid()",
                "action = 'delete'",
                "entity_type = 'User'",
                "entity_id = gen_random_uuid()",
                "description = description || ' '",
                "changes = '{}'",
                "metadata = '{\"a\": 1}'",
                "user_id = gen_random_uuid()",
                "machine_user_id = gen_random_uuid()",
                "actor = 'mallory'",
                "ip_address = null",
                "user_agent = ''",
                "request_id = ''");
        UUID victim = rows.get(1);
        execute("create table kept as select * from audit_log where id = '" + victim + "'");
        for (String change : changes) {
            execute("update audit_log set " + change + " where id = '" + victim + "'");

            assertThat(verify().findings())
                    .as(change)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.toString())
                            .startsWith(project.value() + ": row " + victim + ": changed: "));
            execute("delete from audit_log where id = '" + victim + "'; insert into audit_log select * from kept");
        }
        assertThat(verify().findings()).isEmpty();
        assertThat(number("select count(*) from information_schema.columns where table_name = 'audit_log'"))
                .as("columns of audit_log: all but the id are changed above, and sealed")
                .isEqualTo(changes.size() + 1);
    }

    @Test
    void aRemovedRowIsFound() throws SQLException {
        execute("delete from audit_log where id = '" + rows.get(2) + "'");

        assertFound(rows.get(2), "missing: the row is gone");
    }

    @Test
    void aRemovedRowAndItsSealAreFound() throws SQLException {
        execute("delete from audit_log where id = '" + rows.get(2) + "'");
        execute("delete from audit_seal where row_id = '" + rows.get(2) + "'");

        assertThat(verify().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.wrong()).startsWith("missing: seal 3 is gone"));
    }

    @Test
    void anInsertedRowIsFound() throws SQLException {
        UUID inserted = UUID.randomUUID();
        execute("create temporary table copy as select * from audit_log where id = '" + rows.get(1)
                + "'; update copy set id = '" + inserted + "'; insert into audit_log select * from copy");

        assertFound(inserted, "inserted: ");
        sealAll();
        assertFound(inserted, "inserted: ");
    }

    @Test
    void rowsThatChangedPlacesAreFound() throws SQLException {
        String swap =
                "update audit_log l set description = o.description, created_at = o.created_at, changes = o.changes"
                        + " from audit_log o where l.id in ('%1$s', '%2$s') and o.id in ('%1$s', '%2$s') and l.id <> o.id";
        execute(swap.formatted(rows.get(1), rows.get(3)));

        assertFound(rows.get(1), "changed: ");
    }

    @Test
    void sealsThatChangedPlacesAreFound() throws SQLException {
        String ids = "('" + rows.get(1) + "', '" + rows.get(3) + "')";
        execute("create temporary table swapped as select * from audit_seal where row_id in " + ids
                + "; delete from audit_seal where row_id in " + ids
                + "; insert into audit_seal select s.chain, s.sequence, o.row_id, o.row_hash, s.head, s.sealed_at"
                + " from swapped s join swapped o on o.row_id <> s.row_id");

        assertFound(rows.get(3), "reordered: another row was sealed as number 2");
    }

    @Test
    void aCutTailIsFoundWithAHeadThatWasKept() throws SQLException {
        AuditVerifier.Head kept = verify().heads().stream()
                .filter(head -> head.chain().equals(project.value()))
                .findFirst()
                .orElseThrow();
        execute("delete from audit_log where id = '" + rows.get(rows.size() - 1) + "'");
        execute("delete from audit_seal where row_id = '" + rows.get(rows.size() - 1) + "'");

        assertThat(verify().findings()).isEmpty();
        assertThat(verify(kept).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.wrong())
                        .isEqualTo("cut: the chain ends at seal " + (kept.sequence() - 1) + ", it had seal "
                                + kept.sequence()));
        AuditVerifier.Head other = new AuditVerifier.Head(project.value(), 1, "0".repeat(64));
        assertThat(verify(other).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.wrong()).contains("the chain was made anew"));
        AuditVerifier.Head gone = new AuditVerifier.Head(UUID.randomUUID(), 1, "0".repeat(64));
        assertThat(verify(gone).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.wrong()).contains("the chain is gone"));
    }

    @Test
    void aRowThatGoesBeforeItIsSealedIsFound() throws SQLException {
        installation.useCases.tenants().create(installation.admin, project, World.tenantDraft("later"));
        execute("delete from audit_log where id in (select audit_id from audit_unsealed)");

        assertThat(verify().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.wrong()).contains("before it was sealed"));
    }

    @Test
    void aRowThatIsCommittedAfterLaterOnesWereSealedGetsItsSealThen() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        AuditEntry late = entry(project, "late");
        AuditEntry later = entry(project, "later");
        Thread slow = new Thread(() -> record(late, () -> {
            written.countDown();
            await(commit);
        }));
        slow.start();
        await(written);
        record(later, () -> {});
        sealAll();
        commit.countDown();
        slow.join();
        assertThat(number("select count(*) from audit_unsealed")).isEqualTo(1);
        sealAll();

        assertThat(number("select sequence from audit_seal where row_id = '"
                        + late.id().value() + "'"))
                .isEqualTo(1
                        + number("select sequence from audit_seal where row_id = '"
                                + later.id().value() + "'"));
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void noRowIsSkippedOrSealedTwiceWhileManyWriteSlowlyAndTwoNodesSeal() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int slow = i * 40;
            threads.add(new Thread(() -> writeFor(slow, failures)));
        }
        List<Thread> sealers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            sealers.add(new Thread(() -> {
                while (writing.get()) {
                    sealOnce(failures);
                }
            }));
        }
        threads.forEach(Thread::start);
        sealers.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        writing.set(false);
        for (Thread sealer : sealers) {
            sealer.join();
        }
        sealAll();

        assertThat(failures).isEmpty();
        AuditVerifier.Report report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.rows()).isEqualTo(number("select count(*) from audit_log"));
        assertThat(number("select count(*) from audit_unsealed")).isZero();
    }

    /** Writers that hold a transaction open for a while after the row got its id. */
    private void writeFor(int slowMillis, List<Throwable> failures) {
        for (int i = 0; i < 25; i++) {
            String name = "t" + slowMillis + "-" + i;
            try {
                record(entry(project, name), () -> pause(slowMillis + 5));
            } catch (RuntimeException | Error failure) {
                failures.add(failure);
            }
        }
    }

    private void record(AuditEntry entry, Runnable beforeCommit) {
        database.transactions()
                .write(door -> new Admission<>(new Binding.Platform("test"), null), (stores, nothing) -> {
                    stores.audit().record(entry);
                    beforeCommit.run();
                    return true;
                });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static AuditEntry entry(ProjectId project, String name) {
        return new AuditEntry(
                new AuditEntryId(IDS.get()),
                InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS),
                new Principal.System("test"),
                AuditAction.UPDATE,
                EntityType.PROJECT,
                project.value(),
                Optional.of(project),
                Optional.empty(),
                name,
                Changes.created(Map.of("name", name)),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                "test");
    }

    private static final UuidV7 IDS = new UuidV7(InstantSource.system(), new Random());

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Past the job's row, so that the two sealers meet in the store itself. */
    private void sealOnce(List<Throwable> failures) {
        AuditSealing sealing = new AuditSealing(InstantSource.system(), head -> {});
        try {
            database.transactions()
                    .write(
                            door -> new Admission<>(new Binding.Platform("seal"), null),
                            (stores, nothing) -> sealing.run(stores));
        } catch (RuntimeException | Error failure) {
            failures.add(failure);
        }
    }

    private void sealAll() {
        Jobs jobs = new Jobs(database.transactions());
        PeriodicJob job = new PeriodicJob(
                AuditSealing.NAME, Duration.ofMillis(1), new AuditSealing(InstantSource.system(), announced::add));
        while (!jobs.run(job).ran()) {
            pause(2);
        }
    }

    private void assertFound(UUID row, String wrong) throws SQLException {
        assertThat(verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.chain()).isEqualTo(project.value());
            assertThat(finding.row()).isEqualTo(row);
            assertThat(finding.wrong()).startsWith(wrong);
        });
    }

    private AuditVerifier.Report verify(AuditVerifier.Head... kept) throws SQLException {
        return database.open().verifyAudit(List.of(kept));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
