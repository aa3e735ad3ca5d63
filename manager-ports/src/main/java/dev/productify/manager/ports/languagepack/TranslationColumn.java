package dev.productify.manager.ports.languagepack;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.languagepack.Translations;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;

/** By what the texts of a language pack are filtered and ordered. Keys tell them apart: they have no ids. */
public enum TranslationColumn implements Column<Translations.Entry> {
    KEY(ordered("key", new ColumnType.Text(), Translations.Entry::key)),
    VALUE(filtered("value", new ColumnType.Text(), Translations.Entry::value));

    private final Facts<Translations.Entry> facts;

    TranslationColumn(Facts<Translations.Entry> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<Translations.Entry> facts() {
        return facts;
    }
}
