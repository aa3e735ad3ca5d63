package dev.productify.manager.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PidFileTest {
    @Test
    void aCompleteFileTellsAll() {
        List<String> lines = List.of(
                "4711", "/data/cluster", "1767225600", "5433", "", "127.0.0.1", "  1234567     98304", "ready   ");

        PidFile file = PidFile.parse(lines);

        Instant started = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(file).isEqualTo(new PidFile(4711, started, 5433, Optional.of("98304"), true));
    }

    @Test
    void aFileThatIsBeingWrittenTellsLess() {
        PidFile file = PidFile.parse(List.of("4711", "/data/cluster"));

        assertThat(file).isEqualTo(new PidFile(4711, Instant.EPOCH, 0, Optional.empty(), false));
    }

    @Test
    void rubbishTellsNothing() {
        assertThat(PidFile.parse(List.of("\0\0\0", "", "x", "-1")).pid()).isZero();
        assertThat(PidFile.parse(List.of()).pid()).isZero();
    }
}
