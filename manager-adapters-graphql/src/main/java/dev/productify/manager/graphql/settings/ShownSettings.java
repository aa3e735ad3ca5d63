package dev.productify.manager.graphql.settings;

import dev.productify.manager.domain.settings.ConfigValues;
import dev.productify.manager.domain.settings.EffectiveSettings;
import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.SettingsPath;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.util.List;

/**
 * The record of a level as it is answered (contract S3).
 *
 * @param config queries answer what is in force at the level, changes what it says by itself
 * @param origins of what is answered
 */
record ShownSettings(LevelSettings own, Config config, List<EffectiveSettings.Origin> origins) {
    /** @param project whose modules there are */
    record Config(ProjectId project, ConfigValues values) {}

    static ShownSettings inForce(SettingsPath path) {
        return of(path.own(), path.effective());
    }

    static ShownSettings ofItself(LevelSettings own) {
        return of(own, EffectiveSettings.of(own.place().level(), own.config()));
    }

    private static ShownSettings of(LevelSettings own, EffectiveSettings shown) {
        return new ShownSettings(own, new Config(own.place().project(), shown), shown.origins());
    }

    Config ownConfig() {
        return new Config(own.place().project(), own.config());
    }
}
