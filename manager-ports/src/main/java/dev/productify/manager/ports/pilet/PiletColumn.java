package dev.productify.manager.ports.pilet;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;

/** By what lists of pilets are filtered and ordered. Versions are ordered as texts; the feed alone needs their precedence. */
public enum PiletColumn implements Column<Pilet> {
    ID(ordered("id", new ColumnType.Uuid(), pilet -> pilet.id().value())),
    NAME(ordered("name", new ColumnType.Text(), pilet -> pilet.name().value())),
    VERSION(ordered("version", new ColumnType.Exact(), pilet -> pilet.version().value())),
    DESCRIPTION(filtered(
            "description",
            new ColumnType.Text(),
            pilet -> pilet.description().map(Description::value).orElse(null))),
    ENABLED(filtered("enabled", new ColumnType.Bool(), Pilet::enabled)),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), Pilet::createdAt)),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), Pilet::updatedAt));

    private final Facts<Pilet> facts;

    PiletColumn(Facts<Pilet> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<Pilet> facts() {
        return facts;
    }
}
