package dev.productify.manager.domain.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.tenancy.TenantId;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSealerTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private final byte[] key = random(32);
    private final SecretSealer sealer = new SecretSealer("00c0ffee", key, RANDOM);
    private final Belonging here =
            new Belonging("endpoint.authToken", new TenantId(UUID.randomUUID()), UUID.randomUUID());

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a token", "ünïcödé 😀", "\u0000\r\n"})
    void whatIsSealedOpensAgain(String secret) {
        SealedSecret sealed = sealer.seal(secret, here);
        SealedSecret stored = SealedSecret.ofBytes(sealed.toBytes());
        assertThat(stored).isEqualTo(sealed).hasSameHashCodeAs(sealed);
        assertThat(sealer.open(stored, here)).isEqualTo(secret);
        assertThat(stored.keyId()).isEqualTo("00c0ffee");
    }

    @Test
    void theSameSecretNeverLooksTheSame() {
        Set<SealedSecret> all = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            all.add(sealer.seal("secret", here));
        }
        assertThat(all).hasSize(100);
    }

    @Test
    void itOpensWhereItBelongsOnly() {
        SealedSecret sealed = sealer.seal("secret", here);
        for (Belonging elsewhere : new Belonging[] {
            new Belonging("endpoint.authPassword", here.owner(), here.row()),
            new Belonging(here.field(), new TenantId(UUID.randomUUID()), here.row()),
            new Belonging(here.field(), here.owner(), UUID.randomUUID())
        }) {
            assertThatThrownBy(() -> sealer.open(sealed, elsewhere))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("does not belong")
                    .hasMessageNotContaining("secret\"");
        }
    }

    @Test
    void aTagRecognisesATextForItsPurposeAndKeyOnly() {
        String tag = sealer.tag("purpose", "text");

        assertThat(tag)
                .matches("[0-9a-f]{64}")
                .isEqualTo(new SecretSealer("00c0ffee", key, RANDOM).tag("purpose", "text"));
        assertThat(sealer.tag("purpose", "texts")).isNotEqualTo(tag);
        assertThat(sealer.tag("purposes", "text")).isNotEqualTo(tag);
        assertThat(new SecretSealer("00c0ffee", random(32), RANDOM).tag("purpose", "text"))
                .isNotEqualTo(tag);
    }

    @Test
    void everyBitIsAuthenticated() {
        byte[] bytes = sealer.seal("secret", here).toBytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> sealer.open(SealedSecret.ofBytes(changed), here))
                    .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SealedSecret.ofBytes(Arrays.copyOf(bytes, 32)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anotherKeyDoesNotOpenIt() {
        SealedSecret sealed = sealer.seal("secret", here);
        SecretSealer other = new SecretSealer("00c0ffef", key, RANDOM);
        assertThat(sealer.sealed(sealed)).isTrue();
        assertThat(other.sealed(sealed)).isFalse();
        assertThatThrownBy(() -> other.open(sealed, here)).hasMessageContaining("00c0ffee");
        SecretSealer sameName = new SecretSealer("00c0ffee", random(32), RANDOM);
        assertThatThrownBy(() -> sameName.open(sealed, here)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void neitherKeyNorSecretShows() {
        assertThat(sealer.seal("secret", here).toString()).isEqualTo("SealedSecret[key 00c0ffee]");
        assertThatThrownBy(() -> new SecretSealer("00c0ffee", new byte[31], RANDOM))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
