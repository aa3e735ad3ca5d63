package dev.productify.manager.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    @TempDir
    Path directory;

    @Test
    void severalJvmsUnpackAtOnceAndOneWorks() throws Exception {
        Path programs = directory.resolve("programs");
        List<ChildJvm> children = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                children.add(start(directory.resolve("home " + i), programs));
            }
            for (ChildJvm child : children) {
                assertThat(child.await("VALUE")).isEqualTo("it works");
                child.await("CLOSED");
            }
        } finally {
            children.forEach(ChildJvm::close);
        }

        assertThat(unpacked(programs)).hasSize(1).allMatch(name -> !name.endsWith(".part"));
    }

    @Test
    void aKilledUnpackingIsDoneAgain() throws IOException {
        Programs first = Programs.unpack(directory, Platform.current());
        Path parts = first.directory().resolveSibling(first.directory().getFileName() + ".part");
        Files.move(first.directory(), parts);
        Files.delete(parts.resolve("bin/postgres"));

        Programs second = Programs.unpack(directory, Platform.current());

        assertThat(second).isEqualTo(first);
        assertThat(second.version()).isEqualTo(Programs.builtFor().replaceAll("\\.0$", ""));
        assertThat(unpacked(directory)).hasSize(1);
    }

    @Test
    void whatAPowerFailureLeftShortIsUnpackedAgain() throws IOException {
        Programs first = Programs.unpack(directory, Platform.current());
        Path cut = first.directory().resolve("share/postgresql/postgres.bki");
        long whole = Files.size(cut);
        Files.write(cut, new byte[0]);

        Programs second = Programs.unpack(directory, Platform.current());

        assertThat(second).isEqualTo(first);
        assertThat(cut).hasSize(whole);
    }

    private static ChildJvm start(Path home, Path programs) throws IOException {
        return ChildJvm.start(List.of(), ChildJvm.classPath(), Map.of(), "once", home.toString(), programs.toString());
    }

    private static List<String> unpacked(Path programs) throws IOException {
        try (var all = Files.list(programs)) {
            return all.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .toList();
        }
    }
}
