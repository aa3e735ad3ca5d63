package dev.productify.manager.domain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-later"
            })
    void isAParent(String text) {
        assertThat(TraceContext.isParent(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473z-00f067aa0ba902b7-01"
            })
    void isNoParent(String text) {
        assertThat(TraceContext.isParent(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "a=1,b=2", "a=1, b=2,", "rojo=00f067aa0ba902b7", "1@x=y", "a_-*/9=!~", ""})
    void isAState(String text) {
        assertThat(TraceContext.isState(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=1", "a=", "A=1", "a=1=2", "-a=1", "a b=1", "a=\u0001", "a=\u00e9"})
    void isNoState(String text) {
        assertThat(TraceContext.isState(text)).isFalse();
    }

    @Test
    void aStateHas32MembersAnd512CharactersAtMost() {
        assertThat(TraceContext.isState(members(32))).isTrue();
        assertThat(TraceContext.isState(members(33))).isFalse();
        assertThat(TraceContext.isState("a=" + "1".repeat(255) + ",b=" + "1".repeat(252)))
                .isTrue();
        assertThat(TraceContext.isState("a=" + "1".repeat(255) + ",b=" + "1".repeat(253)))
                .isFalse();
        assertThat(TraceContext.isState("a=" + "1".repeat(257))).isFalse();
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i + "=1").collect(Collectors.joining(","));
    }

    @Test
    void freshOnesAreParentsAndDiffer() {
        assertThat(TraceContext.isParent(TraceContext.fresh())).isTrue();
        assertThat(TraceContext.fresh()).isNotEqualTo(TraceContext.fresh());
    }
}
