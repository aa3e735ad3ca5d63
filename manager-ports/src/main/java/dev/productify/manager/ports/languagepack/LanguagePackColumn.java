package dev.productify.manager.ports.languagepack;

import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.languagepack.LanguagePack;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;

/** By what lists of language packs are filtered and ordered. */
public enum LanguagePackColumn implements Column<LanguagePack> {
    ID(ordered("id", new ColumnType.Uuid(), pack -> pack.id().value())),
    NAME(ordered("name", new ColumnType.Text(), pack -> pack.name().value())),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), LanguagePack::createdAt)),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), LanguagePack::updatedAt));

    private final Facts<LanguagePack> facts;

    LanguagePackColumn(Facts<LanguagePack> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<LanguagePack> facts() {
        return facts;
    }
}
