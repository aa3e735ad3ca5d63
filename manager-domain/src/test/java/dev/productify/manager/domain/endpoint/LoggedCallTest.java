package dev.productify.manager.domain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggedCallTest {
    private static String kept(String body) {
        return new LoggedCall.Message(Map.of(), body).body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ä", "€", "\ud83d\ude00"})
    void aBodyHasAtMost64KibAndNoHalfCharacter(String character) {
        int bytes = character.getBytes(StandardCharsets.UTF_8).length;
        int most = LoggedCall.Message.MOST_BODY_BYTES / bytes;

        assertThat(kept(character.repeat(most))).isEqualTo(character.repeat(most));
        assertThat(kept(character.repeat(most + 1))).isEqualTo(character.repeat(most));
    }

    @Test
    void whatNoTextHoldsIsReplaced() {
        assertThat(kept("a\0b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void whatWasSaidIsNotInItsText() {
        LoggedCall.Message message = new LoggedCall.Message(Map.of("A", List.of("secret")), "secret");

        assertThat(message.toString()).doesNotContain("secret");
        assertThat(new LoggedCall.Contents(Optional.of(message), Optional.empty()).bytes())
                .isEqualTo(13);
        assertThat(LoggedCall.Contents.NONE.bytes()).isZero();
    }
}
