package dev.productify.manager.ports.token;

import dev.productify.manager.domain.token.PersonalAccessToken;

/** Where personal access tokens are kept; of the secrets themselves only hashes. */
public interface PersonalAccessTokenStore {
    void insert(PersonalAccessToken token);
}
