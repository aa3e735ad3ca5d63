package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.audit.AuditAction;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.AuditEntryId;
import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.audit.Changes;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.audit.AuditColumn;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.ListQuery.Condition;
import dev.productify.manager.ports.shared.ListQuery.Operator;
import dev.productify.manager.ports.shared.ListQuery.Order;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.tx.Binding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the audit log promises to those who read it: rows as they were written, filters and orders, and who sees what. */
public abstract class AuditTrailContract extends StoreContract {
    private static final int ROWS = 12;

    private Forest forest;
    private User ada;
    private Principal robot;

    @BeforeEach
    void plant() {
        forest = Forest.planted(this);
        ada = kept(user());
        robot = new Principal.Machine(
                new MachineUserId(newId()),
                "robot",
                forest.mine().id(),
                forest.near().id(),
                Role.EDITOR);
    }

    @Test
    void aRowComesBackAsItWasWritten() {
        Map<String, Object> before = fields("name", "ä \"quoted\"", "size", 7L, "list", List.of("a", 1L), "gone", true);
        Map<String, Object> after = fields("name", null, "size", 8L, "list", List.of(), "password", "hush");
        AuditEntry full =
                entry(principal(ada), Optional.of(forest.near().place()), LATER, Changes.between(before, after));
        AuditEntry sparse = new AuditEntry(
                new AuditEntryId(newId()),
                LATER.plusMillis(1),
                new Principal.System("contract"),
                AuditAction.DELETE,
                EntityType.TENANT,
                newId(),
                Optional.of(forest.mine().id()),
                Optional.empty(),
                "",
                Changes.created(Map.of()),
                Map.of("applications", 2L),
                Optional.empty(),
                Optional.empty(),
                "r");

        change(PLATFORM, stores -> {
            stores.audit().record(full);
            stores.audit().record(sparse);
        });

        List<AuditRecord> rows = list(PLATFORM, forest.mine(), ListQuery.all());
        assertThat(rows).containsExactly(AuditRecord.of(full), AuditRecord.of(sparse));
        assertThat(rows.toString()).doesNotContain("hush");
        assertThat(rows.get(0).user()).contains(ada.id());
    }

    @Test
    void everyColumnFiltersByEveryValueThatARowHas() {
        List<AuditRecord> rows = recorded();
        for (AuditColumn column : AuditColumn.values()) {
            for (Operator operator : ExpectedRows.operators(column)) {
                for (AuditRecord row : rows) {
                    Object value = column.of(row);
                    if (value != null) {
                        List<Condition<AuditColumn>> condition = List.of(new Condition<>(column, operator, value));
                        ListQuery<AuditColumn> query = new ListQuery<>(condition, Optional.empty(), Optional.empty());
                        List<AuditRecord> expected = expected(rows).holding(condition);

                        assertThat(list(PLATFORM, forest.mine(), query)).isEqualTo(expected);
                        assertThat(count(PLATFORM, forest.mine(), query)).isEqualTo(expected.size());
                    }
                }
            }
        }
    }

    @Test
    void everyOrderableColumnOrdersBothWaysAndPagesAreDisjointAndComplete() {
        List<AuditRecord> rows = recorded();
        for (Binding binding : List.of(PLATFORM, at(forest.mine()))) {
            assertThat(list(binding, forest.mine(), ListQuery.all()))
                    .isEqualTo(expected(rows).holding(List.of()));
        }
        for (AuditColumn column : AuditColumn.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                if (column.orderable()) {
                    assertPaged(PLATFORM, column, descending, expected(rows).inOrder(column, descending));
                }
            }
        }
    }

    @Test
    void theReachOfAnAdministratorOfTenantsIsTheRowsOfThoseInEveryOrderAndPage() {
        List<AuditRecord> rows = recorded();
        User both = keptMember(forest.near().place(), Role.ADMIN);
        kept(member(both, forest.sibling().place(), Role.ADMIN));
        List<AuditRecord> ofBoth =
                rows.stream().filter(row -> row.tenant().isPresent()).toList();
        User one = keptMember(forest.near().place(), Role.ADMIN);
        kept(member(one, forest.sibling().place(), Role.EDITOR));
        List<AuditRecord> ofOne = rows.stream()
                .filter(row -> row.tenant().equals(Optional.of(forest.near().id())))
                .toList();

        for (AuditColumn column : List.of(AuditColumn.ID, AuditColumn.CREATED_AT)) {
            for (boolean descending : new boolean[] {false, true}) {
                assertPaged(reach(both), column, descending, expected(ofBoth).inOrder(column, descending));
                assertPaged(reach(one), column, descending, expected(ofOne).inOrder(column, descending));
            }
        }
        assertThat(count(reach(both), forest.mine(), ListQuery.all())).isEqualTo(ofBoth.size());
        assertThat(count(reach(one), forest.mine(), ListQuery.all())).isEqualTo(ofOne.size());
        assertThat(list(reach(one), forest.other(), ListQuery.all())).isEmpty();
    }

    @Test
    void theReachOfAllOthersHoldsNoRows() {
        recorded();
        List<User> others = List.of(
                kept(user()),
                keptMember(Place.of(forest.mine().id()), Role.EDITOR),
                keptMember(forest.near().place(), Role.EDITOR),
                keptMember(forest.in(forest.near()).place(), Role.ADMIN),
                keptMember(Place.of(forest.other().id()), Role.ADMIN));

        for (User other : others) {
            assertThat(list(reach(other), forest.mine(), ListQuery.all())).isEmpty();
            assertThat(count(reach(other), forest.mine(), ListQuery.all())).isZero();
        }
        assertThat(list(new Binding.Reach(robot), forest.mine(), ListQuery.all()))
                .isEmpty();
    }

    @Test
    void nobodyReadsRowsInWhatIsTheirOwnThoughTheirOwnChangesAreRecordedThere() {
        recorded();
        User admin = keptMember(forest.near().place(), Role.ADMIN);
        Binding own = new Binding.Own(admin.id());
        AuditEntry entry = entry(principal(admin), Optional.empty(), LATER, Changes.created(Map.of()));
        change(own, stores -> stores.audit().record(entry));

        assertThat(list(PLATFORM, Optional.empty(), ListQuery.all())).contains(AuditRecord.of(entry));
        for (Optional<ProjectId> of : List.of(Optional.of(forest.mine().id()), Optional.<ProjectId>empty())) {
            assertThat(list(own, of, ListQuery.all())).isEmpty();
            assertThat(count(own, of, ListQuery.all())).isZero();
        }
    }

    @Test
    void aTransactionBoundToAPlaceSeesTheRowsOfThatPlace() {
        List<AuditRecord> rows = recorded();
        List<AuditRecord> near = rows.stream()
                .filter(row -> row.tenant().equals(Optional.of(forest.near().id())))
                .toList();

        assertThat(list(at(forest.near().place()), forest.mine(), ListQuery.all()))
                .isEqualTo(expected(near).holding(List.of()));
        assertThat(list(at(forest.other()), forest.mine(), ListQuery.all())).isEmpty();
        assertThat(count(at(forest.other()), forest.mine(), ListQuery.all())).isZero();
    }

    @Test
    void rowsOfADeletedProjectStayForThePlatform() {
        List<AuditRecord> rows = recorded();
        change(PLATFORM, stores -> stores.projects().delete(forest.mine().id()));

        assertThat(list(PLATFORM, forest.mine(), ListQuery.all()))
                .isEqualTo(expected(rows).holding(List.of()));
    }

    @Test
    void rowsWithoutAProjectAreAListOfTheirOwnForThePlatformOnly() {
        AuditEntry entry = entry(principal(ada), Optional.empty(), LATER, Changes.created(Map.of()));
        change(PLATFORM, stores -> stores.audit().record(entry));
        ListQuery<AuditColumn> query = new ListQuery<>(
                List.of(new Condition<>(
                        AuditColumn.ENTITY_ID,
                        Operator.EQUALS,
                        AuditRecord.of(entry).entityId())),
                Optional.empty(),
                Optional.empty());

        assertThat(list(PLATFORM, Optional.empty(), query)).containsExactly(AuditRecord.of(entry));
        assertThat(list(PLATFORM, forest.mine(), query)).isEmpty();
        for (Binding binding : List.of(at(forest.mine()), reach(ada), new Binding.Reach(robot))) {
            assertThat(list(binding, Optional.empty(), query)).isEmpty();
            assertThat(count(binding, Optional.empty(), query)).isZero();
        }
    }

    private void assertPaged(Binding binding, AuditColumn column, boolean descending, List<AuditRecord> expected) {
        for (int size : new int[] {1, 5, ROWS, 1000}) {
            List<AuditRecord> collected = new ArrayList<>();
            for (int offset = 0; offset <= ROWS; offset += size) {
                collected.addAll(list(
                        binding,
                        forest.mine(),
                        new ListQuery<>(
                                List.of(),
                                Optional.of(new Order<>(column, descending)),
                                Optional.of(new Page(size, offset)))));
            }
            assertThat(collected).as(column + " by " + size).isEqualTo(expected);
        }
        Page behind = new Page(1000, Integer.MAX_VALUE);
        assertThat(list(binding, forest.mine(), new ListQuery<>(List.of(), Optional.empty(), Optional.of(behind))))
                .isEmpty();
    }

    /** Rows of the project itself and of both its tenants by turns, some at the same time, and one elsewhere. */
    private List<AuditRecord> recorded() {
        List<Place> places = List.of(
                Place.of(forest.mine().id()),
                forest.near().place(),
                forest.sibling().place());
        List<Principal> actors = List.of(principal(ada), robot, new Principal.System("job"));
        List<AuditEntry> entries = IntStream.range(0, ROWS)
                .mapToObj(i -> entry(
                        actors.get(i / 2 % 3),
                        Optional.of(places.get(i % 3)),
                        LATER.plusMillis(i / 2 * 37 % 5),
                        Changes.between(Map.of("name", "a"), Map.of("name", "b" + i))))
                .toList();
        change(PLATFORM, stores -> {
            entries.forEach(stores.audit()::record);
            stores.audit()
                    .record(entry(principal(ada), Optional.of(forest.far().place()), LATER, Changes.created(Map.of())));
        });
        return entries.stream().map(AuditRecord::of).toList();
    }

    private static AuditEntry entry(Principal actor, Optional<Place> place, Instant at, Changes changes) {
        return new AuditEntry(
                new AuditEntryId(newId()),
                at,
                actor,
                AuditAction.values()[changes.fields().size() % AuditAction.values().length],
                place.map(where -> where.tenant().isPresent() ? EntityType.TENANT : EntityType.PROJECT)
                        .orElse(EntityType.USER),
                newId(),
                place.map(Place::project),
                place.flatMap(Place::tenant),
                "Something was done: 100% by " + actor.name(),
                changes,
                Map.of(),
                Optional.of("2001:db8::7"),
                Optional.of("Browser/7"),
                "request-" + actor.name());
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private static ExpectedRows<AuditRecord, AuditColumn> expected(List<AuditRecord> rows) {
        return new ExpectedRows<>(rows, AuditTrailContract::id);
    }

    private static UUID id(AuditRecord row) {
        return row.id().value();
    }

    private static Binding reach(User user) {
        return new Binding.Reach(principal(user));
    }

    private List<AuditRecord> list(Binding binding, Project project, ListQuery<AuditColumn> query) {
        return list(binding, Optional.of(project.id()), query);
    }

    private List<AuditRecord> list(Binding binding, Optional<ProjectId> project, ListQuery<AuditColumn> query) {
        return read(binding, stores -> stores.audit().list(project, query));
    }

    private long count(Binding binding, Project project, ListQuery<AuditColumn> query) {
        return count(binding, Optional.of(project.id()), query);
    }

    private long count(Binding binding, Optional<ProjectId> project, ListQuery<AuditColumn> query) {
        return read(binding, stores -> stores.audit().count(project, query));
    }
}
