package dev.productify.manager.domain.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.shared.ManagerException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookHeadersTest {
    /** The example of the specification and its libraries. */
    private static final SigningSecret SECRET = SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    @Test
    void theExampleOfTheSpecificationIsSignedAsItSays() {
        assertThat(WebhookHeaders.of(ID, AT, "{\"test\": 2432232314}", List.of(SECRET)))
                .containsEntry("webhook-id", ID)
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void eachSecretSigns() {
        SigningSecret other = SigningSecret.generate(new Random(1));
        String both = WebhookHeaders.of(ID, AT, "{}", List.of(SECRET, other)).get("webhook-signature");
        String one = WebhookHeaders.of(ID, AT, "{}", List.of(SECRET)).get("webhook-signature");
        String second = WebhookHeaders.of(ID, AT, "{}", List.of(other)).get("webhook-signature");

        assertThat(both).isEqualTo(one + " " + second);
        assertThat(one).isNotEqualTo(second);
    }

    @Test
    void whatCouldBeReadTwoWaysIsNotSigned() {
        assertThatThrownBy(() -> WebhookHeaders.of("a.b", AT, "{}", List.of(SECRET)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WebhookHeaders.of("a", AT, "{}", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNewSecretHas256BitsAndShowsNothing() {
        SigningSecret secret = SigningSecret.generate(new Random(2));
        String text = secret.reveal();

        assertThat(text).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(text.substring(6))).hasSize(32);
        assertThat(secret.toString()).doesNotContain(text.substring(6));
        assertThat(SigningSecret.parse(text).reveal()).isEqualTo(text);
    }

    @Test
    void aSecretHas24To64Bytes() {
        assertThat(SigningSecret.parse(secret(24)).reveal()).isEqualTo(secret(24));
        assertThat(SigningSecret.parse(secret(64)).reveal()).isEqualTo(secret(64));
        assertThatThrownBy(() -> SigningSecret.parse(secret(23))).isInstanceOf(ManagerException.class);
        assertThatThrownBy(() -> SigningSecret.parse(secret(65))).isInstanceOf(ManagerException.class);
    }

    private static String secret(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_***", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void whatIsNoSecretIsRefused(String text) {
        assertThatThrownBy(() -> SigningSecret.parse(text)).isInstanceOf(ManagerException.class);
    }
}
