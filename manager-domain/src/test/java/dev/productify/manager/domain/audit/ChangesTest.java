package dev.productify.manager.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangesTest {
    @Test
    void ofANewThingTheFieldsThatHaveAValueAreNoted() {
        Changes changes = Changes.created(fields("name", "Shop", "description", null, "protected", false));

        assertThat(changes.fields())
                .containsExactly(
                        entry("name", new FieldChange(null, "Shop")), entry("protected", new FieldChange(null, false)));
    }

    @Test
    void ofARemovedThingTheFieldsThatHadAValueAreNoted() {
        Changes changes = Changes.deleted(fields("name", "Shop", "description", null));

        assertThat(changes.fields()).containsExactly(entry("name", new FieldChange("Shop", null)));
    }

    @Test
    void ofAChangedThingTheFieldsThatDifferAreNotedInTheirOrder() {
        Changes changes = Changes.between(
                fields("z", 1, "same", "x", "a", "old", "cleared", "was", "absent", null),
                fields("z", 2, "same", "x", "a", "new", "cleared", null, "absent", null));

        assertThat(changes.fields())
                .containsExactly(
                        entry("z", new FieldChange(1, 2)),
                        entry("a", new FieldChange("old", "new")),
                        entry("cleared", new FieldChange("was", null)));
    }

    @Test
    void nothingDifferentIsNothingNoted() {
        assertThat(Changes.between(fields("a", 1), fields("a", 1)).fields()).isEmpty();
    }

    @Test
    void changesAreCopiedAndCannotBeChanged() {
        Map<String, FieldChange> given = new LinkedHashMap<>(Map.of("a", new FieldChange(1, 2)));

        Changes changes = new Changes(given);
        given.clear();

        assertThat(changes.fields()).hasSize(1);
        assertThatThrownBy(() -> changes.fields().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }
}
