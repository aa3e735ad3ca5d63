package dev.productify.manager.domain.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RequestFingerprintTest {
    @Test
    void allPartsAndWhereTheyEndMakeADifference() {
        RequestFingerprint one = RequestFingerprint.of("POST", "/pilets", "body");

        assertThat(RequestFingerprint.of("POST", "/pilets", "body")).isEqualTo(one);
        assertThat(RequestFingerprint.of("POST", "/pilets", "bodY")).isNotEqualTo(one);
        assertThat(RequestFingerprint.of("POST", "/pilet", "sbody")).isNotEqualTo(one);
        assertThat(RequestFingerprint.of("POST", "/pilets", "body", "")).isNotEqualTo(one);
        assertThat(one.hex()).matches("[0-9a-f]{64}");
    }

    @Test
    void otherFormsAreNone() {
        assertThatThrownBy(() -> new RequestFingerprint("0".repeat(63))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RequestFingerprint("A".repeat(64))).isInstanceOf(IllegalArgumentException.class);
    }
}
