package dev.productify.manager.ports.token;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;

/** By what lists of personal access tokens are filtered and ordered. */
public enum PersonalAccessTokenColumn implements Column<PersonalAccessToken> {
    ID(ordered("id", new ColumnType.Uuid(), token -> token.id().value())),
    NAME(ordered("name", new ColumnType.Text(), token -> token.name().value())),
    TOKEN_PREFIX(filtered("token_prefix", new ColumnType.Exact(), PersonalAccessToken::displayPrefix)),
    REVOKED(filtered("revoked", new ColumnType.Bool(), PersonalAccessToken::isRevoked)),
    EXPIRES_AT(filtered(
            "expires_at", new ColumnType.Time(), token -> token.expiresAt().orElse(null))),
    LAST_USED_AT(filtered(
            "last_used_at", new ColumnType.Time(), token -> token.lastUsedAt().orElse(null))),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), PersonalAccessToken::createdAt)),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), PersonalAccessToken::updatedAt));

    private final Facts<PersonalAccessToken> facts;

    PersonalAccessTokenColumn(Facts<PersonalAccessToken> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<PersonalAccessToken> facts() {
        return facts;
    }
}
