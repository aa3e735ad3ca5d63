package dev.productify.manager.domain.settings;

import dev.productify.manager.domain.shared.Patch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Settings made up from a seed: of few words, so that levels clash often. */
final class SomeConfigs {
    private final Random random;

    SomeConfigs(long seed) {
        this.random = new Random(seed);
    }

    SettingsKind kind() {
        return SettingsKind.values()[random.nextInt(2)];
    }

    ModuleConfig config(SettingsKind kind) {
        return ModuleConfig.empty(kind).with(patch(kind));
    }

    ConfigPatch patch(SettingsKind kind) {
        ConfigPatch patch = ConfigPatch.NONE;
        for (SettingField field : SettingField.values()) {
            if (kind.has(field)) {
                patch = patch.with(field, patch(field));
            }
        }
        return patch;
    }

    private Patch<SettingValue> patch(SettingField field) {
        return switch (random.nextInt(3)) {
            case 0 -> Patch.keep();
            case 1 -> Patch.clear();
            default -> Patch.set(value(field));
        };
    }

    private SettingValue value(SettingField field) {
        return switch (field) {
            case DEFAULT_THEME, DEFAULT_LOCALE -> SettingValue.of(word());
            case ENABLED_MODULES, ENABLED_THEMES, ENABLED_LOCALES -> SettingValue.of(List.copyOf(words()));
            case KEY_VALUE_PAIRS -> SettingValue.ofPairs(pairs());
        };
    }

    private List<KeyValuePair> pairs() {
        List<KeyValuePair> pairs = new ArrayList<>();
        words().forEach(key -> pairs.add(new KeyValuePair(key, word())));
        return pairs;
    }

    private Set<String> words() {
        Set<String> words = new LinkedHashSet<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            words.add(word());
        }
        return words;
    }

    private String word() {
        return String.valueOf((char) ('a' + random.nextInt(6)));
    }
}
