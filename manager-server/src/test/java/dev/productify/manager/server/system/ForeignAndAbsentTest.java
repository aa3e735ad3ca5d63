package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.catalogue.Audience;
import dev.productify.manager.ports.catalogue.Caller;
import dev.productify.manager.ports.catalogue.Catalogue;
import dev.productify.manager.ports.catalogue.Names;
import dev.productify.manager.ports.catalogue.Operation;
import dev.productify.manager.ports.catalogue.Oracle;
import dev.productify.manager.ports.catalogue.Spot;
import dev.productify.manager.ports.catalogue.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whoever is not shown a thing cannot find out that it is there: asked for what is not theirs, every operation answers as
 * for what does not exist, byte for byte but for the name itself.
 */
@Timeout(120)
class ForeignAndAbsentTest {
    @RegisterExtension
    static final Stage stage = new Stage();

    @TestFactory
    Stream<DynamicTest> whatIsForeignAnswersAsWhatIsAbsent() {
        return Catalogue.operations().stream()
                .filter(operation -> !(operation.audience() instanceof Audience.Everybody))
                .filter(ForeignAndAbsentTest::namesThings)
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> tryAll(operation)));
    }

    private static boolean namesThings(Operation operation) {
        Names names = stage.fixture().names(Caller.WITHOUT_ROLE);
        Stage.name(operation.sample(), names);
        return !names.used().isEmpty();
    }

    private static void tryAll(Operation operation) throws Exception {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (Caller caller : Caller.all()) {
            if (!isHidden(operation, caller)) {
                continue;
            }
            Names names = stage.fixture().names(caller);
            String foreign = said(stage.call(operation, caller, names), names);
            for (Set<Thing> absent : choices(hidden(operation, caller, names))) {
                Names others = stage.fixture().names(caller, absent);
                String answer = said(stage.call(operation, caller, others), others);
                compared++;
                if (!answer.equals(foreign)) {
                    wrong.add(caller + " without " + absent + ": " + answer + ", but foreign: " + foreign);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isPositive();
    }

    /** Whether the operation shows this caller nothing of what its sample names. */
    private static boolean isHidden(Operation operation, Caller caller) {
        return switch (Oracle.outcome(operation, caller)) {
            case UNAUTHENTICATED, NOT_FOUND -> true;
            case FORBIDDEN -> false;
            case ANSWERED ->
                operation
                        .rows()
                        .map(rows -> Oracle.rows(rows, caller, stage.fixture()).isEmpty())
                        .orElse(false);
        };
    }

    /** What of all that is named may as well not be there, as far as the caller knows. */
    private static Set<Thing> hidden(Operation operation, Caller caller, Names names) {
        Set<Thing> named = Set.copyOf(names.used().values());
        return operation.audience() instanceof Audience.Both
                ? named.stream()
                        .filter(thing ->
                                !caller.isKnown() || !(thing instanceof Spot spot) || !Oracle.sees(caller, spot))
                        .collect(Collectors.toSet())
                : named;
    }

    /** Everything absent, or one thing of it. */
    private static List<Set<Thing>> choices(Set<Thing> things) {
        List<Set<Thing>> choices = new ArrayList<>(List.of(things));
        things.forEach(thing -> choices.add(Set.of(thing)));
        return choices;
    }

    private static String said(Answer answer, Names names) {
        String body = answer.body().replace(answer.requestId(), "…");
        for (Map.Entry<String, Thing> name : names.used().entrySet()) {
            body = body.replace(name.getKey(), "…");
        }
        return answer.status() + " " + body;
    }
}
