package dev.productify.manager.domain.languagepack;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.languagepack.Translations.Builder;
import dev.productify.manager.domain.languagepack.Translations.Entry;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LanguagePackTest {
    private static final Instant CREATED = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant NOW = CREATED.plusSeconds(60);
    private static final Map<String, String> KEPT = Map.of("a", "1", "b", "2", "c", "3");

    private final LanguagePack pack = LanguagePack.create(
            new LanguagePackId(new UUID(0, 1)),
            new ProjectId(new UUID(0, 2)),
            new LanguageTag("hu"),
            new Builder().add("a", "1").add("b", "2").add("c", "3").build(),
            CREATED);

    private static TranslationsPatch patch(Map<String, String> set, String... removed) {
        Builder builder = new Builder();
        set.forEach(builder::add);
        return new TranslationsPatch(builder.build(), new TreeSet<>(List.of(removed)));
    }

    @Test
    void aPatchChangesWhatDiffersAndNothingElse() {
        TranslationsDelta delta =
                TranslationsDelta.of(KEPT, patch(Map.of("a", "1", "b", "two", "d", "4"), "c", "absent"));

        assertThat(delta.before()).containsExactly(Map.entry("b", "2"), Map.entry("c", "3"));
        assertThat(delta.after()).containsExactly(Map.entry("b", "two"), Map.entry("d", "4"));
        assertThat(delta.removed()).containsExactly("c");
        assertThat(delta.counts()).isEqualTo(Map.of("keysAdded", 1L, "keysChanged", 1L, "keysRemoved", 1L));
        LanguagePack after = pack.with(delta, NOW);
        assertThat(after.keys()).isEqualTo(3);
        assertThat(after.bytes()).isEqualTo(8);
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.updatedAt()).isEqualTo(NOW);
    }

    @Test
    void newContentChangesWhatDiffersAndNothingElse() {
        TranslationsDelta delta = TranslationsDelta.between(
                KEPT, new Builder().add("a", "1").add("b", "two").build());

        assertThat(delta.before()).containsExactly(Map.entry("b", "2"), Map.entry("c", "3"));
        assertThat(delta.after()).containsExactly(Map.entry("b", "two"));
        assertThat(delta.removed()).containsExactly("c");
        assertThat(TranslationsDelta.between(KEPT, Translations.none()).removed())
                .containsExactly("a", "b", "c");
    }

    @Test
    void whatSaysNothingNewIsNoChange() {
        assertThat(pack.with(TranslationsDelta.of(KEPT, patch(Map.of("a", "1"), "absent")), NOW))
                .isSameAs(pack);
        assertThat(pack.with(new LanguagePack.Change(Patch.set(new LanguageTag("HU")), Optional.of(1)), NOW))
                .isSameAs(pack);
        assertThat(pack.with(new LanguagePack.Change(Patch.keep(), Optional.empty()), NOW))
                .isSameAs(pack);
    }

    @Test
    void aKeyCannotBeGivenTwiceOrSetAndRemoved() {
        List<Entry> set = List.of(new Entry("a", "1"));

        assertRefused(BAD_USER_INPUT, () -> TranslationsPatch.of(set, List.of("b", "b")));
        assertRefused(BAD_USER_INPUT, () -> TranslationsPatch.of(set, List.of("a")));
        assertRefused(BAD_USER_INPUT, () -> TranslationsPatch.of(List.of(), List.of("")));
        assertThat(TranslationsPatch.of(set, List.of("b")).keys()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aVersionThatWasNotSeenIsAConflict() {
        LanguagePack.Change change = new LanguagePack.Change(Patch.set(new LanguageTag("hu-HU")), Optional.of(2));

        assertRefused(CONFLICT, () -> pack.with(change, NOW));
        assertRefused(CONFLICT, () -> pack.requireVersion(Optional.of(0)));
        pack.requireVersion(Optional.of(1));
        pack.requireVersion(Optional.empty());
    }

    @Test
    void aPatchCannotMakeMoreOfThemThanThereMayBe() {
        LanguagePack full = sized(Translations.MOST_KEYS, 0);
        LanguagePack heavy = sized(1, Translations.MOST_BYTES - 1);
        TranslationsDelta swapped = TranslationsDelta.of(KEPT, patch(Map.of("d", "4"), "c"));
        TranslationsDelta added = TranslationsDelta.of(KEPT, patch(Map.of("d", "")));
        TranslationsDelta longer = TranslationsDelta.of(KEPT, patch(Map.of("d", "4")));

        assertThat(full.with(swapped, NOW).keys()).isEqualTo(Translations.MOST_KEYS);
        assertRefused(BAD_USER_INPUT, () -> full.with(added, NOW));
        assertThat(heavy.with(added, NOW).bytes()).isEqualTo(Translations.MOST_BYTES);
        assertRefused(BAD_USER_INPUT, () -> heavy.with(longer, NOW));
    }

    private LanguagePack sized(int keys, long bytes) {
        return new LanguagePack(pack.id(), pack.project(), pack.name(), keys, bytes, CREATED, CREATED, 1);
    }

    @Test
    void theAuditLogIsToldOfAHundredKeysAndHowManyMoreThereAre() {
        Builder builder = new Builder();
        for (int i = 0; i < Translations.MOST_KEYS; i++) {
            builder.add("k%05d".formatted(i), "😀".repeat(i < 2 ? 200 + i : 1));
        }
        Translations content = builder.build();
        TranslationsDelta delta = TranslationsDelta.between(Map.of("a", "1"), content);

        assertThat(delta.counts())
                .isEqualTo(
                        Map.of("keysAdded", 20_000L, "keysChanged", 0L, "keysRemoved", 1L, "keysNotListed", 19_901L));
        assertThat(delta.told(delta.before())).containsExactly(Map.of("Key", "a", "Value", "1"));
        assertThat(delta.told(delta.after()))
                .hasSize(99)
                .contains(Map.of("Key", "k00000", "Value", "😀".repeat(200)))
                .contains(Map.of("Key", "k00001", "Value", "😀".repeat(200) + "…"))
                .contains(Map.of("Key", "k00098", "Value", "😀"));
    }

    private static void assertRefused(ErrorCode code, Runnable work) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
