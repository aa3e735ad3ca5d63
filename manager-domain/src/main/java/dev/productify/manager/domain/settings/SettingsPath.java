package dev.productify.manager.domain.settings;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one place and of all that it inherits from.
 *
 * @param levels from the project down to the place itself
 */
public record SettingsPath(List<LevelSettings> levels) {
    public SettingsPath {
        levels = List.copyOf(levels);
        if (levels.isEmpty() || levels.get(0).place().parent().isPresent()) {
            throw new IllegalArgumentException("settings are inherited from the project on");
        }
        for (int i = 1; i < levels.size(); i++) {
            if (!levels.get(i)
                    .place()
                    .parent()
                    .equals(Optional.of(levels.get(i - 1).place()))) {
                throw new IllegalArgumentException("each level inherits from the one right above");
            }
        }
    }

    /**
     * The way to a place.
     *
     * @param known the settings that were ever written there and above; others are passed over
     */
    public static SettingsPath to(Place place, SettingsKind kind, Collection<LevelSettings> known) {
        requireNonNull(kind, "kind");
        List<LevelSettings> levels = new ArrayList<>();
        for (Optional<Place> at = Optional.of(place);
                at.isPresent();
                at = at.get().parent()) {
            Place level = at.get();
            levels.add(known.stream()
                    .filter(settings ->
                            settings.kind() == kind && settings.place().equals(level))
                    .findFirst()
                    .orElseGet(() -> LevelSettings.unwritten(kind, level)));
        }
        Collections.reverse(levels);
        return new SettingsPath(levels);
    }

    /** What the place says by itself. */
    public LevelSettings own() {
        return levels.get(levels.size() - 1);
    }

    /** What is in force at the place. */
    public EffectiveSettings effective() {
        EffectiveSettings effective = EffectiveSettings.none(own().kind());
        for (LevelSettings settings : levels) {
            effective = effective.overriddenBy(settings.place().level(), settings.config());
        }
        return effective;
    }

    /**
     * What the place says after a change; the same object as {@link #own} when nothing changes.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} when a value breaks a rule, or when what would be in force at the place
     *     has a default that is not among the enabled ones (contract S4). That is asked of what the change speaks of: what
     *     levels above did since never stands in the way of other changes
     */
    public LevelSettings changed(ConfigPatch patch) {
        LevelSettings changed = own().with(own().config().with(patch));
        if (changed != own()) {
            EffectiveSettings after = with(changed).effective();
            requireEnabled(after, patch, SettingField.DEFAULT_THEME, SettingField.ENABLED_THEMES);
            requireEnabled(after, patch, SettingField.DEFAULT_LOCALE, SettingField.ENABLED_LOCALES);
        }
        return changed;
    }

    private SettingsPath with(LevelSettings own) {
        List<LevelSettings> changed = new ArrayList<>(levels.subList(0, levels.size() - 1));
        changed.add(own);
        return new SettingsPath(changed);
    }

    private static void requireEnabled(
            EffectiveSettings after, ConfigPatch patch, SettingField chosen, SettingField enabled) {
        if (!patch.touches(chosen) && !patch.touches(enabled)) {
            return;
        }
        Optional<SettingValue> choice = after.value(chosen);
        Optional<SettingValue> choices = after.value(enabled);
        if (choice.isEmpty() || choices.isEmpty()) {
            return;
        }
        String word = ((SettingValue.Word) choice.get()).text();
        List<String> words = ((SettingValue.Words) choices.get()).texts();
        if (!words.contains(word)) {
            throw ManagerException.badInput(chosen.word() + " would be " + word + ", which is not in " + enabled.word()
                    + " " + words + "; change one of them");
        }
    }
}
