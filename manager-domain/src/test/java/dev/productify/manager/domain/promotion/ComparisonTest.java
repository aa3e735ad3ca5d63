package dev.productify.manager.domain.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.productify.manager.domain.audit.Changes;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.audit.FieldChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Comparison.Rules<Thing> RULES = new Rules();

    private record Thing(String key, int size, boolean enabled) {}

    private static final class Rules implements Comparison.Rules<Thing> {
        @Override
        public EntityType kind() {
            return EntityType.TRIGGER;
        }

        @Override
        public String key(Thing thing) {
            return thing.key();
        }

        @Override
        public Thing arriving(Thing source) {
            return new Thing(source.key(), source.size(), false);
        }

        @Override
        public Thing following(Thing target, Thing source) {
            return target.size() == source.size() ? target : new Thing(target.key(), source.size(), target.enabled());
        }

        @Override
        public Thing abandoned(Thing target) {
            return target.enabled() ? new Thing(target.key(), target.size(), false) : target;
        }

        @Override
        public Map<String, Object> fields(Thing thing) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("size", thing.size());
            fields.put("enabled", thing.enabled());
            return fields;
        }
    }

    @Test
    void thingsAreMatchedByTheirKeys() {
        Comparison<Thing> comparison = Comparison.of(
                List.of(new Thing("new", 1, true), new Thing("other", 2, false), new Thing("same", 3, true)),
                List.of(
                        new Thing("same", 3, false),
                        new Thing("other", 1, true),
                        new Thing("gone", 5, true),
                        new Thing("gone before", 5, false)),
                RULES);

        assertThat(comparison.created()).containsExactly(new Thing("new", 1, false));
        assertThat(comparison.changed()).containsExactly(new Thing("gone", 5, false), new Thing("other", 2, true));
        assertThat(comparison.differences().stream().map(Difference::text))
                .containsExactly(
                        "Trigger \"gone\" disabled: it is gone from the source",
                        "Trigger \"new\" created: size 1, enabled false",
                        "Trigger \"other\" changed: size 1 → 2");
    }

    @Test
    void whatIsTheSameAlreadyIsNoDifference() {
        List<Thing> things = List.of(new Thing("a", 1, false));

        assertThat(Comparison.of(things, things, RULES).differences()).isEmpty();
        assertThat(Comparison.of(List.<Thing>of(), List.of(), RULES).differences())
                .isEmpty();
    }

    @Test
    void aKeyIsThereOnce() {
        List<Thing> twice = List.of(new Thing("a", 1, true), new Thing("a", 2, true));

        assertThatIllegalArgumentException().isThrownBy(() -> Comparison.of(twice, List.of(), RULES));
        assertThatIllegalArgumentException().isThrownBy(() -> Comparison.of(List.of(), twice, RULES));
    }

    @Test
    void oneRowOfTheAuditLogTellsAllOfThem() {
        Difference application = Difference.changed(
                EntityType.APPLICATION, "web", Map.of("version", "1.0.0"), Map.of("version", "1.1.0"));
        Comparison<Thing> comparison =
                Comparison.of(List.of(new Thing("new", 1, true)), List.of(new Thing("gone", 5, true)), RULES);

        Changes changes = Difference.audited(List.of(
                application,
                comparison.differences().get(0),
                comparison.differences().get(1)));

        assertThat(changes.fields())
                .containsExactly(
                        Map.entry("version", new FieldChange("1.0.0", "1.1.0")),
                        Map.entry(
                                "Trigger",
                                new FieldChange(
                                        List.of(Map.of("key", "gone", "enabled", true)),
                                        List.of(
                                                Map.of("key", "gone", "enabled", false),
                                                Map.of("key", "new", "size", 1, "enabled", false)))));
    }

    @Test
    void whatArrivesNewWasNothing() {
        Comparison<Thing> comparison = Comparison.of(List.of(new Thing("new", 1, true)), List.of(), RULES);

        assertThat(Difference.audited(comparison.differences())
                        .fields()
                        .get("Trigger")
                        .before())
                .isNull();
    }

    @Test
    void longTextsAreCutAndShorterOnesAreNot() {
        String fits = "é".repeat(Difference.LONGEST_TEXT);
        Map<String, Object> fields = Map.of("pairs", List.of(Map.of("Value", fits + "x")), "template", fits);

        Difference difference = Difference.created(EntityType.ENDPOINT, "/a", fields);

        assertThat(difference.changes().fields().get("template").after()).isEqualTo(fits);
        assertThat(difference.changes().fields().get("pairs").after())
                .isEqualTo(List.of(Map.of("Value", fits + "… (4001 characters)")));
        assertThat(difference.text()).hasSizeLessThan(300).contains("é…");
    }

    @Test
    void aLineIsOneLine() {
        Difference difference = Difference.changed(
                EntityType.ENDPOINT, "/a", Map.of("description", "one\r\ntwo"), Map.of("logLevel", "FULL"));

        assertThat(difference.text())
                .isEqualTo("Endpoint \"/a\" changed: description \"one two\" → nothing, logLevel nothing → \"FULL\"");
    }
}
