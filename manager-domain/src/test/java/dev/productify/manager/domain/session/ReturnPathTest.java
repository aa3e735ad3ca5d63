package dev.productify.manager.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.shared.ManagerException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/a/b?c=d&e=%2F#f",
                "/a//b",
                "/.well-known/x",
                "/@evil.com",
                "/%09/evil.com",
                "/a?u=https://b/"
            })
    void pathsOfThisHostAreTaken(String path) {
        assertThat(new ReturnPath(path).value()).isEqualTo(path);
        assertThat(URI.create("https://manager.example.com/x").resolve(path).getHost())
                .isEqualTo("manager.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "https://evil.com",
                "//evil.com",
                "///evil.com",
                "/\\evil.com",
                "\\\\evil.com",
                "/\t/evil.com",
                "/a\\b",
                "/a b",
                "/\n/evil.com",
                "/..//evil.com",
                "/.//evil.com",
                "javascript:alert(1)",
                " /a",
                "/é",
                "/a\u0000"
            })
    void whatABrowserCouldTakeForAnotherOriginIsRefused(String path) {
        assertThatThrownBy(() -> new ReturnPath(path))
                .isInstanceOf(ManagerException.class)
                .hasMessageContaining("return_to");
    }

    @Test
    void itsLengthIsBounded() {
        String longest = "/" + "a".repeat(ReturnPath.MAX_LENGTH - 1);

        assertThat(new ReturnPath(longest).value()).hasSize(ReturnPath.MAX_LENGTH);
        assertThatThrownBy(() -> new ReturnPath(longest + "a")).isInstanceOf(ManagerException.class);
    }
}
