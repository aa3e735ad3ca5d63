package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.catalogue.Caller;
import dev.productify.manager.ports.catalogue.Catalogue;
import dev.productify.manager.ports.catalogue.Operation;
import dev.productify.manager.ports.catalogue.Oracle;
import dev.productify.manager.ports.catalogue.Outcome;
import dev.productify.manager.ports.catalogue.Rows;
import dev.productify.manager.ports.catalogue.Sample;
import dev.productify.manager.ports.catalogue.Thing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
import org.junit.jupiter.api.io.TempDir;

/** Every operation of a running node, for every kind of caller: what contract A1 says is what happens. */
@Timeout(120)
class AccessMatrixTest {
    @TempDir
    static Path folder;

    private static Stage stage;

    @BeforeAll
    static void start() throws Exception {
        stage = Stage.set(folder.resolve("data"));
    }

    @AfterAll
    static void stop() throws Exception {
        stage.close();
    }

    @Test
    void theCatalogueHasAnEntryForEveryOperationAndNoOther() throws Exception {
        Set<String> offered = new TreeSet<>(stage.schema().operations());
        Catalogue.parts().forEach(offered::remove);
        offered.addAll(stage.node().manager().routes());
        Set<String> described =
                Catalogue.operations().stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(offered);
        assertThat(stage.schema().operations()).containsAll(Catalogue.parts());
    }

    @Test
    void entriesAreToldApartAndTheirSamplesAskForWhatTheyAreNamedAfter() {
        Set<String> titles = new HashSet<>();
        for (Operation operation : Catalogue.operations()) {
            assertThat(titles.add(operation.toString()))
                    .as(operation.toString())
                    .isTrue();
            if (operation.sample() instanceof Sample.Document document) {
                assertThat(document.text()).as(operation.toString()).containsPattern("\\b" + operation.field() + "\\b");
                assertThat(document.text().stripLeading().startsWith("mutation"))
                        .as(operation + " audits")
                        .isEqualTo(operation.audited().isPresent());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> everyOperationAnswersEveryCallerAsTheContractSays() {
        return Catalogue.operations().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> tryAll(operation)));
    }

    private static void tryAll(Operation operation) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Caller caller : Caller.all()) {
            Answer answer = stage.call(operation, caller);
            String expected = expected(operation, caller);
            String actual = actual(operation, answer);
            if (!actual.equals(expected)) {
                wrong.add(caller + ": expected " + expected + ", was " + actual + ": " + answer.body());
            }
            if (operation.audited().isPresent() && answer.outcome().equals(Outcome.ANSWERED.name())) {
                stage.spent();
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String expected(Operation operation, Caller caller) {
        Outcome outcome = Oracle.outcome(operation, caller);
        if (outcome != Outcome.ANSWERED || operation.rows().isEmpty()) {
            return outcome.name();
        }
        Rows rows = operation.rows().get();
        Set<Thing> shown = Oracle.rows(rows, caller, stage.fixture());
        return isCount(operation)
                ? String.valueOf(shown.size())
                : shown.stream()
                        .map(Thing::name)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .toString();
    }

    private static String actual(Operation operation, Answer answer) {
        String outcome = answer.outcome();
        if (!outcome.equals(Outcome.ANSWERED.name()) || operation.rows().isEmpty()) {
            return outcome;
        }
        return isCount(operation)
                ? String.valueOf(answer.number(operation))
                : answer.shown(operation, stage.fixture()).toString();
    }

    private static boolean isCount(Operation operation) {
        return operation.name().endsWith("Count");
    }
}
