package dev.productify.manager.jdbc.access;

import dev.productify.manager.ports.access.InstallationStore;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

public final class JdbiInstallationStore implements InstallationStore {
    private final AccessDao dao;

    public JdbiInstallationStore(Handle handle) {
        this.dao = handle.attach(AccessDao.class);
    }

    @Override
    public Optional<String> secretsCanary() {
        return dao.secretsCanary();
    }

    @Override
    public void keepSecretsCanary(String canary) {
        dao.keepSecretsCanary(canary);
    }

    @Override
    public void lockFirstStart() {
        dao.lockFirstStart();
    }
}
