package dev.productify.manager.ports.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.productify.manager.ports.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LastUsesTest {
    private final World clock = new World();
    private final List<String> written = new ArrayList<>();

    @Test
    void eachIsWrittenOnceAMinute() {
        LastUses<String> uses = new LastUses<>(clock, Runnable::run, (id, time) -> written.add(id + " " + time));

        uses.used("a");
        uses.used("a");
        uses.used("b");
        clock.passes(LastUses.PRECISION.minusMillis(1));
        uses.used("a");
        clock.passes(LastUses.PRECISION);
        uses.used("a");

        assertThat(written)
                .containsExactly("a 2026-01-31T12:00:00Z", "b 2026-01-31T12:00:00Z", "a 2026-01-31T12:01:59.999Z");
    }

    @Test
    void noUseFailsByIt() {
        LastUses<String> refusing = new LastUses<>(
                clock,
                work -> {
                    throw new RejectedExecutionException("full");
                },
                (id, time) -> written.add(id));

        assertThatCode(() -> refusing.used("a")).doesNotThrowAnyException();
        assertThat(written).isEmpty();
    }
}
