package dev.productify.manager.esb.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.trigger.Callback;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Callback callback = new PlantedTrigger().callback();
    private final Turns turns = new Turns();

    @Test
    void whereAllRoomWasTakenOthersAreNext() {
        turns.taken(1, List.of(callback));

        assertThat(turns.after()).contains(callback.backend().id());
    }

    @Test
    void whereRoomWasLeftTheTurnIsEverybodys() {
        turns.taken(1, List.of(callback));
        turns.taken(2, List.of(callback));

        assertThat(turns.after()).isEmpty();
    }

    @Test
    void withoutRoomTheTurnIsTheSame() {
        turns.taken(0, List.of());
        assertThat(turns.after()).isEmpty();

        turns.taken(1, List.of(callback));
        turns.taken(0, List.of());
        assertThat(turns.after()).contains(callback.backend().id());
    }
}
