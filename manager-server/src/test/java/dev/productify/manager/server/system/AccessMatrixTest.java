package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.catalogue.Audience;
import dev.productify.manager.ports.catalogue.Caller;
import dev.productify.manager.ports.catalogue.Catalogue;
import dev.productify.manager.ports.catalogue.Operation;
import dev.productify.manager.ports.catalogue.Oracle;
import dev.productify.manager.ports.catalogue.Outcome;
import dev.productify.manager.ports.catalogue.Rows;
import dev.productify.manager.ports.catalogue.Sample;
import dev.productify.manager.ports.catalogue.Spot;
import dev.productify.manager.ports.catalogue.Thing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every operation of a running node, for every kind of caller: what contract A1 says is what happens, and what contract L1 says
 * is what the audit log has of it.
 */
@Timeout(120)
class AccessMatrixTest {
    @RegisterExtension
    static final Stage stage = new Stage();

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
    Stream<DynamicTest> everyOperationAnswersEveryCallerAsTheContractSaysAndLeavesItsRow() {
        return Catalogue.operations().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> tryAll(operation)));
    }

    /** Contract A1: of what lies above the own place, what is always there is shown, and the rest refused. */
    @ParameterizedTest
    @CsvSource({"Query.project, PROJECT", "Query.tenant, TENANT"})
    void ofAPlaceThatIsSeenByNameOnlyWhatMayBeAbsentIsRefused(String name, Spot spot) throws Exception {
        Collection<SchemaView.Field> fields =
                stage.schema().types().get(stage.schema().field(name).type()).values();
        Operation everything = everything(entry(name), fields);
        Operation content = Operation.look(name, Audience.viewers(spot), "{}", names -> Map.of());
        int refused = 0;
        for (Caller caller : Caller.all()) {
            if (Oracle.outcome(everything, caller) != Outcome.ANSWERED) {
                continue;
            }
            Answer answer = stage.call(everything, caller);
            boolean shown = Oracle.outcome(content, caller) == Outcome.ANSWERED;
            Set<String> hidden = fields.stream()
                    .filter(field -> field.mayBeAbsent() && !shown)
                    .map(SchemaView.Field::name)
                    .collect(Collectors.toSet());
            assertThat(Json.at(Json.read(answer.body()), "errors", "path").stream()
                            .map(path -> String.valueOf(((List<?>) path).get(1)))
                            .collect(Collectors.toSet()))
                    .as(caller + ": " + answer.body())
                    .isEqualTo(hidden);
            assertThat(answer.outcome())
                    .as(caller + ": " + answer.body())
                    .isEqualTo((hidden.isEmpty() ? Outcome.ANSWERED : Outcome.FORBIDDEN).name());
            assertThat(Json.at(answer.data(), everything.field(), "slug")).isNotEmpty();
            refused += hidden.size();
        }
        assertThat(refused).isPositive();
    }

    private static Operation entry(String name) {
        return Catalogue.operations().stream()
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The same, asking for all fields. */
    private static Operation everything(Operation operation, Collection<SchemaView.Field> fields) {
        Sample.Document document = (Sample.Document) operation.sample();
        String wanted = fields.stream()
                .map(field -> field.isObject() ? field.name() + " { __typename }" : field.name())
                .collect(Collectors.joining(" ", "{ ", " }"));
        int last = document.text().lastIndexOf('{');
        int end = document.text().indexOf('}', last);
        String text =
                document.text().substring(0, last) + wanted + document.text().substring(end + 1);
        return Operation.look(operation.name(), operation.audience(), text, document.variables());
    }

    private static void tryAll(Operation operation) throws Exception {
        List<String> wrong = new ArrayList<>();
        AuditOfOperation audit = AuditOfOperation.begin(stage, operation);
        for (Caller caller : refusedFirst(operation)) {
            Answer answer = audit.call(caller);
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
        audit.end();
    }

    /** All callers; one fixture serves those who change nothing, whom it has at once. */
    private static List<Caller> refusedFirst(Operation operation) {
        Map<Boolean, List<Caller>> callers = Caller.all().stream()
                .collect(Collectors.partitioningBy(caller ->
                        operation.audited().isPresent() && Oracle.outcome(operation, caller) == Outcome.ANSWERED));
        stage.fixture().enrol(callers.get(false));
        return Stream.of(false, true)
                .flatMap(changing -> callers.get(changing).stream())
                .toList();
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
