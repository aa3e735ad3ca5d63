package dev.productify.manager.ports.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.ports.changes.Change.Kind;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeTest {
    private static final Change TOKEN = Change.of(new TokenSelector("0123456789abcdef"));
    private static final Change USER = Change.of(new UserId(new UUID(1, 2)));

    @Test
    void theTextIsWhatTheTriggersSay() {
        assertThat(TOKEN.text()).isEqualTo("token:0123456789abcdef");
        assertThat(USER.text()).isEqualTo("user:00000000-0000-0001-0000-000000000002");
        assertThat(Change.EVERYTHING.text()).isEqualTo("any:*");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasWrittenIsRead(Kind kind) {
        Change longest =
                new Change(kind, "k".repeat(Change.LONGEST_TEXT - kind.word().length() - 1));

        assertThat(longest.text().getBytes(StandardCharsets.UTF_8)).hasSize(200);
        assertThat(Change.parse(longest.text())).isEqualTo(longest);
        assertThat(Change.parse(kind.word() + ":*")).isEqualTo(new Change(kind, Change.ALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token", "token:", ":x", "tokens:x", "TOKEN:x", "token:a b", "token:é", "token:a\n"})
    void whatCannotBeReadStandsForEverything(String text) {
        assertThat(Change.parse(text)).isEqualTo(Change.EVERYTHING);
    }

    @Test
    void aTextThatIsTooLongIsNoChange() {
        String key = "k".repeat(Change.LONGEST_TEXT - "token".length());

        assertThatIllegalArgumentException().isThrownBy(() -> new Change(Kind.TOKEN, key));
        assertThat(Change.parse("token:" + key)).isEqualTo(Change.EVERYTHING);
    }

    @Test
    void aChangeCoversItselfAndItsKindAndEverythingCoverIt() {
        Change other = Change.of(new TokenSelector("fedcba9876543210"));
        Change sameKeyOfAnotherKind = new Change(Kind.USER, TOKEN.key());

        assertThat(TOKEN.covers(TOKEN)).isTrue();
        assertThat(new Change(Kind.TOKEN, Change.ALL).covers(TOKEN)).isTrue();
        assertThat(Change.EVERYTHING.covers(TOKEN)).isTrue();
        assertThat(other.covers(TOKEN)).isFalse();
        assertThat(sameKeyOfAnotherKind.covers(TOKEN)).isFalse();
        assertThat(new Change(Kind.USER, Change.ALL).covers(TOKEN)).isFalse();
        assertThat(TOKEN.covers(Change.EVERYTHING)).isFalse();
    }
}
