package dev.productify.manager.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadOrderTest {
    @Test
    void parentsComeFirstHoweverDeep() {
        List<String> order = LoadOrder.of(Map.of(
                "a", Set.of("c", "b"),
                "b", Set.of("d"),
                "c", Set.of("d", "b"),
                "d", Set.of(),
                "e", Set.of()));

        assertThat(order).containsExactly("d", "b", "c", "a", "e");
    }

    @Test
    void aTableThatNamesItselfIsNoCircle() {
        assertThat(LoadOrder.of(Map.of("tree", Set.of("tree")))).containsExactly("tree");
    }

    @Test
    void aCircleIsNamed() {
        assertThatThrownBy(() -> LoadOrder.of(Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("a"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Foreign keys lead in a circle among [a, b, c]");
    }
}
