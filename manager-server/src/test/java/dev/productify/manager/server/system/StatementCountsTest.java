package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.catalogue.Catalogue;
import dev.productify.manager.ports.catalogue.Fixture;
import dev.productify.manager.ports.catalogue.Operation;
import dev.productify.manager.ports.catalogue.Rows;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** How many statements a list or a nested field takes does not depend on how many rows there are. */
@Timeout(120)
class StatementCountsTest {
    private static final int MANY = 200;

    private static InProcess api;

    @BeforeAll
    static void open() {
        api = new InProcess();
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    void everyListAndEveryNestedFieldIsCounted() {
        SchemaView schema = api.schema();
        Set<String> expected = schema.operations().stream()
                .filter(name ->
                        schema.lists().contains(name) || !SchemaView.isRoot(name.substring(0, name.indexOf('.'))))
                .collect(Collectors.toCollection(TreeSet::new));
        Catalogue.parts().forEach(expected::remove);
        Catalogue.searches().forEach(expected::remove);

        assertThat(counted().map(Operation::name).collect(Collectors.toSet())).containsAll(expected);
    }

    private static Stream<Operation> counted() {
        return Catalogue.operations().stream()
                .filter(operation -> operation.rows().isPresent());
    }

    @TestFactory
    Stream<DynamicTest> asManyStatementsForManyRowsAsForFew() {
        return counted().map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> count(operation)));
    }

    private static void count(Operation operation) {
        Fixture fixture = api.fixture();
        Rows rows = operation.rows().orElseThrow();
        InProcess.Said few = api.ask(operation, fixture);
        assertThat(few.refusal()).as(few.toString()).isEmpty();

        fixture.grow(rows.deeper(), InProcess.READER, MANY);
        rows.wider().ifPresent(wider -> fixture.grow(wider, InProcess.READER, MANY));
        InProcess.Said many = api.ask(operation, fixture);

        assertThat(many.refusal()).as(many.toString()).isEmpty();
        if (!operation.name().endsWith("Count")) {
            int expected = rows.wider().isPresent() ? 2 * MANY : MANY;
            assertThat(many.things(operation)).isGreaterThan(expected);
        }
        assertThat(few.statements()).isNotEmpty();
        assertThat(many.statements()).isEqualTo(few.statements());
    }
}
