package dev.productify.manager.ports.token;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.tx.Stores;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes secrets and keeps what is needed to recognise them. */
public final class TokenIssuer {
    private final Journal journal;
    private final RandomGenerator random;

    /** @param random {@code SecureRandom} outside of tests */
    public TokenIssuer(Journal journal, RandomGenerator random) {
        this.journal = requireNonNull(journal, "journal");
        this.random = requireNonNull(random, "random");
    }

    /** A token that comes with its new user, whose audit row covers it. */
    public TokenText issue(Stores stores, UserId user, Name name) {
        TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, random);
        stores.personalAccessTokens().insert(token(user, name, text));
        return text;
    }

    /** A token that is a change of its own. */
    public TokenText issueAudited(Stores stores, Call call, UserId user, Name name) {
        TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, random);
        PersonalAccessToken token = token(user, name, text);
        stores.personalAccessTokens().insert(token);
        journal.created(stores, call, EntityType.PERSONAL_ACCESS_TOKEN, token.id(), Optional.empty(), token.audited());
        return text;
    }

    private PersonalAccessToken token(UserId user, Name name, TokenText text) {
        PersonalAccessTokenId id = new PersonalAccessTokenId(journal.newId());
        return PersonalAccessToken.of(id, user, name, text, Optional.empty(), journal.now());
    }
}
