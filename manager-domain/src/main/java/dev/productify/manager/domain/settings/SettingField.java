package dev.productify.manager.domain.settings;

/** What can be set. The words are those of the API. */
public enum SettingField {
    ENABLED_MODULES("EnabledModules", Form.WORDS),
    ENABLED_THEMES("EnabledThemes", Form.WORDS),
    DEFAULT_THEME("DefaultTheme", Form.WORD),
    ENABLED_LOCALES("EnabledLocales", Form.WORDS),
    DEFAULT_LOCALE("DefaultLocale", Form.WORD),
    KEY_VALUE_PAIRS("KeyValuePairs", Form.PAIRS);

    enum Form {
        WORD(SettingValue.Word.class),
        WORDS(SettingValue.Words.class),
        PAIRS(SettingValue.Pairs.class);

        private final Class<? extends SettingValue> type;

        Form(Class<? extends SettingValue> type) {
            this.type = type;
        }
    }

    private final String word;
    private final Form form;

    SettingField(String word, Form form) {
        this.word = word;
        this.form = form;
    }

    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException when a value of that form cannot be one of this field */
    void requireForm(SettingValue value) {
        if (!form.type.isInstance(value)) {
            throw new IllegalArgumentException(word + " takes " + form.type.getSimpleName());
        }
    }
}
