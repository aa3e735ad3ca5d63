package dev.productify.manager.server.config;

import static dev.productify.manager.server.config.Keys.*;

import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.limits.Limits;
import dev.productify.manager.domain.machineuser.PasswordHash;
import dev.productify.manager.domain.session.SessionTimes;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Everything that can be set, read once at start and never changed. Its text form shows no secret. */
public record Configuration(
        ServerSection server,
        DataSection data,
        DatabaseSection database,
        SecretsSection secrets,
        OutboundSection outbound,
        RunMode runMode,
        DevMode dev,
        MetricsSection metrics,
        LogSection log,
        ProjectsSection projects,
        AuditSection audit,
        EsbSection esb,
        TriggersSection triggers,
        LimitsSection limits,
        RateLimitsSection rateLimits,
        PasswordsSection passwords,
        ProxySection proxy,
        PocketIdSection pocketId,
        OidcSection oidc,
        SessionSection session,
        TokensSection tokens,
        CorsSection cors,
        AssetsSection assets,
        PiletsSection pilets,
        IdempotencySection idempotency,
        GraphQlSection graphql) {

    /**
     * Reads the file and the environment; a variable wins over the file.
     *
     * @param file the file that was asked for; absent: {@code config.yml} in the working folder, if it exists
     * @param environment all variables; only those that start with {@code PFY_} matter
     * @throws ConfigurationException with one line for each thing that is wrong
     */
    public static Configuration read(Optional<Path> file, Map<String, String> environment) {
        return of(Settings.read(file, environment));
    }

    static Configuration of(Settings settings) {
        ServerSection server = new ServerSection(
                settings.get(SERVER_PORT),
                settings.get(SERVER_HOST),
                settings.find(SERVER_PUBLIC_URL),
                settings.get(SERVER_TRUSTED_PROXIES));
        DatabaseSection database = new DatabaseSection(
                settings.find(DATABASE_URL),
                settings.find(DATABASE_USER),
                settings.find(DATABASE_PASSWORD),
                settings.find(DATABASE_MIGRATION_USER),
                settings.find(DATABASE_MIGRATION_PASSWORD),
                settings.get(DATABASE_POOL_SIZE));
        GraphQlSection graphql = new GraphQlSection(
                settings.get(GRAPHQL_MAX_DEPTH),
                settings.get(GRAPHQL_MAX_BODY),
                settings.get(GRAPHQL_MAX_TOKENS),
                settings.get(GRAPHQL_MAX_FIELDS),
                settings.get(GRAPHQL_MAX_ROOT_FIELDS),
                settings.get(GRAPHQL_MAX_COST),
                settings.get(GRAPHQL_MAX_OBJECTS));
        return new Configuration(
                server,
                new DataSection(settings.get(DATA_DIR)),
                database,
                new SecretsSection(settings.find(SECRETS_KEY)),
                new OutboundSection(settings.get(OUTBOUND_ALLOW)),
                settings.get(RUN_MODE),
                new DevMode(settings.find(DEV).orElse(server.loopback())),
                new MetricsSection(
                        settings.get(METRICS_PORT), settings.find(METRICS_HOST).orElse(server.host())),
                new LogSection(settings.get(LOG_FORMAT), settings.get(LOG_LEVEL)),
                new ProjectsSection(settings.get(PROJECTS_CREATION)),
                new AuditSection(settings.get(AUDIT_SEAL_PERIOD)),
                new EsbSection(settings.get(ESB_LOG_RETENTION)),
                new TriggersSection(
                        settings.get(TRIGGERS_MISFIRE_AFTER),
                        settings.get(TRIGGERS_CATCH_UP),
                        settings.get(TRIGGERS_RUN_RETENTION),
                        settings.get(TRIGGERS_ATTEMPTS),
                        settings.get(TRIGGERS_ATTEMPTS_PER_BACKEND)),
                new LimitsSection(limits(settings)),
                new RateLimitsSection(
                        settings.rate(RATE_LIMITS_PER_PRINCIPAL, RATE_LIMITS_PRINCIPAL_BURST),
                        settings.rate(RATE_LIMITS_PER_SOURCE, RATE_LIMITS_SOURCE_BURST)),
                new PasswordsSection(new PasswordHash.Cost(
                        settings.get(PASSWORDS_MEMORY),
                        settings.get(PASSWORDS_ITERATIONS),
                        settings.get(PASSWORDS_LANES))),
                new ProxySection(settings.find(PROXY_TOKEN)),
                new PocketIdSection(settings.find(POCKET_ID_HOST), settings.find(POCKET_ID_API_KEY)),
                new OidcSection(
                        settings.find(OIDC_ISSUER),
                        settings.find(OIDC_CLIENT_ID),
                        settings.find(OIDC_CLIENT_SECRET),
                        settings.get(OIDC_AUDIENCES),
                        settings.get(OIDC_CLOCK_SKEW)),
                new SessionSection(
                        new SessionTimes(settings.get(SESSION_IDLE_TIMEOUT), settings.get(SESSION_LIFETIME)),
                        settings.find(SESSION_ALLOW_HTTP).orElse(false)),
                new TokensSection(settings.get(TOKENS_RETENTION)),
                new CorsSection(settings.get(CORS_ORIGINS)),
                new AssetsSection(settings.find(ASSETS_ORIGIN)),
                new PiletsSection(settings.get(PILETS_REPLACED_RETENTION)),
                new IdempotencySection(settings.get(IDEMPOTENCY_RETENTION)),
                graphql);
    }

    private static Limits limits(Settings settings) {
        Map<LimitKind, Long> values = new EnumMap<>(LimitKind.class);
        Map.of(
                        LimitKind.MEMBERS, LIMITS_MEMBERS,
                        LimitKind.TENANTS, LIMITS_TENANTS,
                        LimitKind.ENDPOINTS, LIMITS_ENDPOINTS,
                        LimitKind.TRIGGERS, LIMITS_TRIGGERS,
                        LimitKind.PILET_BYTES, LIMITS_PILET_BYTES)
                .forEach((kind, key) -> settings.find(key).ifPresent(limit -> values.put(kind, limit)));
        settings.find(LIMITS_TRIGGER_PERIOD)
                .ifPresent(period -> values.put(LimitKind.TRIGGER_PERIOD, period.toSeconds()));
        return new Limits(values);
    }
}
