package dev.productify.manager.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "0193-ab.C_9", "1234567890123456789012345678901234567890123456789012345678901234"})
    void aWellFormedIdIsTakenOver(String id) {
        assertThat(RequestIds.of(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "ı",
                "a\nb",
                "<script>",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void anythingElseGetsANewOne(String id) {
        assertThat(RequestIds.of(id)).matches("[0-9a-f]{32}").isNotEqualTo(id);
    }

    @Test
    void newIdsDiffer() {
        assertThat(IntStream.range(0, 1_000).mapToObj(each -> RequestIds.fresh()))
                .doesNotHaveDuplicates();
    }
}
