package dev.productify.manager.domain.settings;

import static dev.productify.manager.domain.settings.SettingField.ENABLED_MODULES;
import static dev.productify.manager.domain.settings.SettingField.KEY_VALUE_PAIRS;

import java.util.Set;

/** For whom settings are. Each level has one record of each kind (contract S1). */
public enum SettingsKind {
    BACKEND("BackendSettings", Set.of(ENABLED_MODULES, KEY_VALUE_PAIRS), 0x1b0c_5e77_9a3d_4c21L),
    FRONTEND("FrontendSettings", Set.of(SettingField.values()), 0x26f4_08d3_e5b1_7a96L);

    private final String word;
    private final Set<SettingField> fields;
    private final long mark;

    SettingsKind(String word, Set<SettingField> fields, long mark) {
        this.word = word;
        this.fields = fields;
        this.mark = mark;
    }

    /** How refusals and the audit log call a record of this kind. */
    public String word() {
        return word;
    }

    public boolean has(SettingField field) {
        return fields.contains(field);
    }

    /** By which bits, of the random ones of a UUID, the id of a record differs from that of its level. */
    long mark() {
        return mark;
    }
}
