package dev.productify.manager.ports.token;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.ManagerException;
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

    /** A token that comes with its new user, whose audit row covers it. It expires with the caller's proof, if that does. */
    public TokenText issue(Stores stores, Call call, UserId user, Name name) {
        return kept(stores, call, user, new PersonalAccessToken.Draft(name, Optional.empty()))
                .secret();
    }

    /**
     * A token that is a change of its own.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} for an expiry in the past, or later than that of the caller's proof
     */
    public PersonalAccessTokens.Created issueAudited(
            Stores stores, Call call, UserId user, PersonalAccessToken.Draft draft) {
        PersonalAccessTokens.Created created = kept(stores, call, user, draft);
        PersonalAccessToken token = created.token();
        journal.created(stores, call, EntityType.PERSONAL_ACCESS_TOKEN, token.id(), Optional.empty(), token.audited());
        return created;
    }

    private PersonalAccessTokens.Created kept(Stores stores, Call call, UserId user, PersonalAccessToken.Draft draft) {
        TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, random);
        PersonalAccessTokenId id = new PersonalAccessTokenId(journal.newId());
        PersonalAccessToken token = PersonalAccessToken.create(
                id, user, draft, text, call.caller().proof().expiresAt(), journal.now());
        stores.personalAccessTokens().insert(token);
        return new PersonalAccessTokens.Created(text, token);
    }
}
