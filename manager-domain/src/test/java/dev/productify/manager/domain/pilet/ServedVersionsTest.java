package dev.productify.manager.domain.pilet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.shared.SemanticVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServedVersionsTest {
    private static final ContentHash HASH = new ContentHash("0".repeat(64));

    private static List<String> served(Optional<List<String>> modules, String... enabled) {
        return ServedVersions.of(
                        Stream.of(enabled).map(ServedVersionsTest::version).toList(), modules)
                .stream()
                .map(ServedVersions.Version::module)
                .toList();
    }

    private static ServedVersions.Version version(String module) {
        int at = module.lastIndexOf('@');
        return new ServedVersions.Version(
                new PiletName(module.substring(0, at)), new SemanticVersion(module.substring(at + 1)), HASH);
    }

    @Test
    void withoutSettingsTheLatestOfEachIsServedByPrecedence() {
        assertThat(served(Optional.empty(), "b@1.9.0", "b@1.10.0", "b@2.0.0-rc.1", "@a/a@1.0.0", "b@2.0.0-alpha"))
                .containsExactly("@a/a@1.0.0", "b@2.0.0-rc.1");
        assertThat(served(Optional.empty())).isEmpty();
    }

    @Test
    void modulesNarrowAndPin() {
        String[] enabled = {"@a/a@1.0.0", "@a/a@2.0.0", "b@1.0.0", "c@1.0.0"};

        assertThat(served(Optional.of(List.of()), enabled)).isEmpty();
        assertThat(served(Optional.of(List.of("@a/a", "unknown")), enabled)).containsExactly("@a/a@2.0.0");
        assertThat(served(Optional.of(List.of("b", "@a/a@1.0.0")), enabled)).containsExactly("@a/a@1.0.0", "b@1.0.0");
        // A pin has the say, wherever the bare name stands.
        assertThat(served(Optional.of(List.of("@a/a", "@a/a@1.0.0")), enabled)).containsExactly("@a/a@1.0.0");
        assertThat(served(Optional.of(List.of("@a/a@1.0.0", "@a/a")), enabled)).containsExactly("@a/a@1.0.0");
        // What is pinned and not there is not replaced.
        assertThat(served(Optional.of(List.of("b@3.0.0", "b")), enabled)).isEmpty();
    }
}
