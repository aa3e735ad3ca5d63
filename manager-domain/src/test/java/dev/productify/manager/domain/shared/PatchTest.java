package dev.productify.manager.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatchTest {
    private static final Patch<String> KEEP = Patch.keep();
    private static final Patch<String> SET = Patch.set("new");
    private static final Patch<String> CLEAR = Patch.clear();

    @Test
    void aFieldThatMayBeAbsentIsKeptSetOrCleared() {
        assertThat(KEEP.applyTo(Optional.of("old"))).contains("old");
        assertThat(KEEP.applyTo(Optional.<String>empty())).isEmpty();
        assertThat(SET.applyTo(Optional.of("old"))).contains("new");
        assertThat(SET.applyTo(Optional.<String>empty())).contains("new");
        assertThat(CLEAR.applyTo(Optional.of("old"))).isEmpty();
    }

    @Test
    void aFieldThatAlwaysHasAValueIsKeptOrSet() {
        assertThat(KEEP.applyTo("old")).isEqualTo("old");
        assertThat(SET.applyTo("old")).isEqualTo("new");
    }

    @Test
    void clearingARequiredFieldIsRefusedByName() {
        assertThat(KEEP.required("name")).isSameAs(KEEP);
        assertThat(SET.required("name")).isSameAs(SET);
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> CLEAR.required("name"))
                .withMessageContaining("name cannot be null")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
    }

    @Test
    void conversionTouchesValuesOnly() {
        assertThat(KEEP.map(String::length)).isEqualTo(Patch.keep());
        assertThat(SET.map(String::length)).isEqualTo(Patch.set(3));
        assertThat(CLEAR.map(String::length)).isEqualTo(Patch.clear());
    }

    @Test
    void onlyKeepingIsKeeping() {
        assertThat(KEEP.isKeep()).isTrue();
        assertThat(SET.isKeep()).isFalse();
        assertThat(CLEAR.isKeep()).isFalse();
    }

    @Test
    void aValueIsNeverNull() {
        assertThatNullPointerException().isThrownBy(() -> Patch.set(null)).withMessage("value");
    }
}
