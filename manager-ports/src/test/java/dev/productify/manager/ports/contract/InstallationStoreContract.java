package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.access.InstallationStore;
import org.junit.jupiter.api.Test;

/** What {@link InstallationStore} promises. */
public abstract class InstallationStoreContract extends StoreContract {
    @Test
    void theCanaryIsKeptAndReplaced() {
        String first = "canary ж " + newWord();
        String second = "canary " + newWord();

        change(PLATFORM, stores -> stores.installation().keepSecretsCanary(first));
        String afterFirst =
                read(PLATFORM, stores -> stores.installation().secretsCanary()).orElseThrow();
        change(PLATFORM, stores -> stores.installation().keepSecretsCanary(second));
        String afterSecond =
                read(PLATFORM, stores -> stores.installation().secretsCanary()).orElseThrow();

        assertThat(afterFirst).isEqualTo(first);
        assertThat(afterSecond).isEqualTo(second);
    }

    @Test
    void theFirstStartCanBeLockedAgainAndAgain() {
        change(PLATFORM, stores -> {
            stores.installation().lockFirstStart();
            stores.installation().lockFirstStart();
        });
        change(PLATFORM, stores -> stores.installation().lockFirstStart());
    }
}
