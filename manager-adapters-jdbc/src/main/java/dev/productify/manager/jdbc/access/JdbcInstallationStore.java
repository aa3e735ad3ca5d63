package dev.productify.manager.jdbc.access;

import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.ports.access.InstallationStore;
import java.util.Map;
import java.util.Optional;

public final class JdbcInstallationStore implements InstallationStore {
    private static final String KEEP_CANARY = """
            insert into installation (secrets_canary) values (:canary)
            on conflict (singleton) do update set secrets_canary = :canary
            """;

    private static final String LOCK_FIRST_START =
            "select pg_advisory_xact_lock(hashtextextended('manager.first-start', 0)) is null";

    private final Queries queries;

    public JdbcInstallationStore(Queries queries) {
        this.queries = queries;
    }

    @Override
    public Optional<String> secretsCanary() {
        return queries.one(String.class, "select secrets_canary from installation", Map.of());
    }

    @Override
    public void keepSecretsCanary(String canary) {
        queries.change(KEEP_CANARY, Map.of("canary", canary));
    }

    @Override
    public void lockFirstStart() {
        queries.one(Boolean.class, LOCK_FIRST_START, Map.of());
    }
}
