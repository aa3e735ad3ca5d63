package dev.productify.manager.jdbc.token;

import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.ports.token.PersonalAccessTokenStore;
import org.jdbi.v3.core.Handle;

public final class JdbiPersonalAccessTokenStore implements PersonalAccessTokenStore {
    private final TokenDao dao;

    public JdbiPersonalAccessTokenStore(Handle handle) {
        this.dao = handle.attach(TokenDao.class);
    }

    @Override
    public void insert(PersonalAccessToken token) {
        dao.insert(PersonalAccessTokenRow.of(token));
    }
}
