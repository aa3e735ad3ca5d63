package dev.productify.manager.domain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendUrlTest {
    @ParameterizedTest
    @CsvSource({
        // url, consumeURL, rest, query of the caller, what the backend is asked for
        "https://b.example/webhook, /api/webhook, '', '', /webhook",
        "https://b.example, /api/webhook, '', '', /",
        "https://b.example, /api/webhook, '', x=1, /?x=1",
        "https://b.example/webhook, /api/webhook, '', x=1, /webhook?x=1",
        "https://b.example/webhook?key=7, /api/webhook, '', '', /webhook?key=7",
        "https://b.example/webhook?key=7, /api/webhook, '', x=1&y, /webhook?key=7&x=1&y",
        "https://b.example, /api/users/*, 123, '', /123",
        "https://b.example/, /api/users/*, 123, '', /123",
        "https://b.example/users, /api/users/*, 123/x%20y/, '', /users/123/x%20y/",
        "https://b.example/users/, /api/users/*, 123, q, /users/123?q",
        "https://b.example/users/*/profile, /api/users/*, 123, '', /users/123/profile",
        "https://b.example/v1-*?key=7, /api/*, a/b, x=%26, /v1-a/b?key=7&x=%26",
        "https://b.example/users, /a/*/c, '', '', /users",
    })
    void theRestIsAppendedOrTakesThePlaceOfTheStar(
            String url, String consume, String rest, String query, String target) {
        Optional<String> callers = query.isEmpty() ? Optional.empty() : Optional.of(query);
        assertThat(BackendUrl.parse(url).target(new ConsumePath(consume), rest, callers))
                .isEqualTo(target);
    }

    @Test
    void thereIsOneStarAtTheMost() {
        assertThat(BackendUrl.parse("https://b.example/*").hasStar()).isTrue();
        assertThat(BackendUrl.parse("https://b.example/a?x=*").hasStar()).isFalse();
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> BackendUrl.parse("https://b.example/*/*"))
                .withMessageContaining("one *");
    }
}
