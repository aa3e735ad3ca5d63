package dev.productify.manager.server.config;

import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.limits.Rate;
import dev.productify.manager.domain.session.ClaimRules;
import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.domain.shared.Cidr;
import dev.productify.manager.server.config.LogSection.Format;
import dev.productify.manager.server.config.LogSection.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Every key there is, in the order of the reference. A key that is not here does not exist. */
public final class Keys {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|[0-9A-Fa-f:.]+");
    private static final String HOST_ALLOWED = "a host name or an IP address to listen on";
    private static final String CIDR_ALLOWED = "addresses or networks such as 10.0.0.0/8 or fd00::/8";
    private static final String NO_LIMIT = "no limit";
    private static final String RATE_ALLOWED =
            "a whole number from 1 to 1000000 a minute, or with a period of up to a day such as 100/10s";
    private static final String TEXT_ALLOWED = "a text that is not empty";

    static final Key<Integer> SERVER_PORT =
            Key.integer("server.port", 8080, 0, 65535, "Port of the HTTP listener; 0 takes any free one.");
    static final Key<String> SERVER_HOST = Key.of(
            "server.host",
            "127.0.0.1",
            HOST_ALLOWED,
            Keys::host,
            "Address of the HTTP listener. `0.0.0.0` listens on all IPv4 interfaces, `::` on all.");
    static final Key<URI> SERVER_PUBLIC_URL = Key.optional(
            "server.public_url",
            "the origin of each request",
            "https://manager.example.com",
            "an http or https address without path, query or fragment",
            Keys::origin,
            "Where browsers and clients reach the Manager; links in feeds and sign-in redirects start with it.");
    static final Key<List<Cidr>> SERVER_TRUSTED_PROXIES = Key.list(
            "server.trusted_proxies",
            "[10.0.0.0/8]",
            CIDR_ALLOWED,
            Cidr::parse,
            "Proxies whose `X-Forwarded-*` or `Forwarded` headers are believed: source address, scheme, host. "
                    + "When both kinds arrive, `X-Forwarded-*` counts. Each proxy must add to the header it "
                    + "writes and drop the other one.");
    static final Key<Path> DATA_DIR = Key.of(
            "data.dir",
            "./data",
            "a folder; it is created when absent",
            Path::of,
            "Embedded database, generated key and the first administrator's token; relative to the working folder.");
    static final Key<String> DATABASE_URL = Key.optional(
            "database.url",
            "the embedded PostgreSQL in data.dir",
            "jdbc:postgresql://db.example.com:5432/manager",
            "an address that starts with jdbc:postgresql: (credentials belong into their own keys)",
            Keys::databaseUrl,
            "An own PostgreSQL instead of the embedded one.");
    static final Key<String> DATABASE_USER = Key.optional(
            "database.user",
            "absent",
            "manager",
            TEXT_ALLOWED,
            Keys::text,
            "Login of requests; it needs no rights to change tables. Belongs to `database.url`.");
    static final Key<String> DATABASE_PASSWORD = Key.optional(
                    "database.password", "absent", "change-me", TEXT_ALLOWED, Keys::text, "Password of that login.")
            .hidden();
    static final Key<String> DATABASE_MIGRATION_USER = Key.optional(
            "database.migration_user",
            "database.user",
            "manager_owner",
            TEXT_ALLOWED,
            Keys::text,
            "Login that owns and changes the tables when a new version starts.");
    static final Key<String> DATABASE_MIGRATION_PASSWORD = Key.optional(
                    "database.migration_password",
                    "database.password",
                    "change-me",
                    TEXT_ALLOWED,
                    Keys::text,
                    "Password of that login.")
            .hidden();
    static final Key<Integer> DATABASE_POOL_SIZE = Key.integer(
            "database.pool_size", 10, 2, 200, "Connections that requests share; those of migrations come on top.");
    static final Key<String> SECRETS_KEY = Key.optional(
                    "secrets.key",
                    "made at first start in data.dir/secrets.key",
                    "<44 characters, from: openssl rand -base64 32>",
                    "32 bytes in base64 (44 characters)",
                    Keys::key,
                    "Seals credentials at rest. All nodes of one database need the same one; "
                            + "without it sealed credentials are lost.")
            .hidden();
    static final Key<List<Cidr>> OUTBOUND_ALLOW = Key.list(
            "outbound.allow",
            "[10.20.0.0/16]",
            CIDR_ALLOWED,
            Cidr::parse,
            "Private networks that the service bus and callbacks may reach. Public addresses need no entry.");
    static final Key<RunMode> RUN_MODE = Key.word(
            "run.mode",
            RunMode.BOTH,
            "What this node does: `api` answers requests and fires no trigger, `executor` fires triggers, "
                    + "`both` does both.");
    static final Key<Boolean> DEV = Key.flag(
            "dev",
            "true when server.host is loopback, else false",
            "Serves GraphiQL at `/gql`. It loosens nothing else.");
    static final Key<Integer> METRICS_PORT = Key.integer(
            "metrics.port", 9090, 0, 65535, "Port of the listener that answers `GET /metrics`; 0 takes any free one.");
    static final Key<String> METRICS_HOST = Key.optional(
            "metrics.host", "server.host", "127.0.0.1", HOST_ALLOWED, Keys::host, "Address of that listener.");
    static final Key<Format> LOG_FORMAT =
            Key.word("log.format", Format.TEXT, "One line of text per event, or one JSON object.");
    static final Key<Level> LOG_LEVEL = Key.word(
            "log.level",
            Level.INFO,
            "Least level that is written. `debug` adds a line per request and stack traces when a start fails; "
                    + "libraries never get chattier than `info`.");
    static final Key<ProjectCreation> PROJECTS_CREATION = Key.word(
            "projects.creation",
            ProjectCreation.ADMINISTRATORS,
            "Who may create projects: platform administrators or all.");
    static final Key<Duration> AUDIT_SEAL_PERIOD = Key.duration(
            "audit.seal_period",
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            "How often new rows of the audit log are sealed into their chains, over all nodes together.");
    static final Key<Duration> ESB_LOG_RETENTION = Key.duration(
            "esb.log_retention",
            Duration.ofDays(30),
            Duration.ofHours(1),
            Duration.ofDays(3650),
            "How long calls of the service bus are kept in its log.");
    static final Key<Duration> TRIGGERS_MISFIRE_AFTER = Key.duration(
            "triggers.misfire_after",
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How late an instant of a trigger may be run as if it were in time.");
    static final Key<Duration> TRIGGERS_CATCH_UP = Key.duration(
            "triggers.catch_up",
            Duration.ofHours(1),
            Duration.ofSeconds(0),
            Duration.ofDays(7),
            "How late the latest of the instants that were missed may be run.");
    static final Key<Duration> TRIGGERS_RUN_RETENTION = Key.duration(
            "triggers.run_retention",
            Duration.ofDays(30),
            Duration.ofHours(1),
            Duration.ofDays(3650),
            "How long runs of triggers are kept.");
    static final Key<Integer> TRIGGERS_ATTEMPTS = Key.integer(
            "triggers.attempts", 200, 1, 5_000, "How many callbacks of triggers a node has in progress at most.");
    static final Key<Integer> TRIGGERS_ATTEMPTS_PER_BACKEND = Key.integer(
            "triggers.attempts_per_backend",
            50,
            1,
            5_000,
            "How many of these may be at one backend, so that a slow one leaves room for others.");
    static final Key<Long> LIMITS_MEMBERS =
            limit(LimitKind.MEMBERS, "100", "How many people may have a role anywhere in a project.");
    static final Key<Long> LIMITS_TENANTS = limit(LimitKind.TENANTS, "50", "How many tenants a project may have.");
    static final Key<Long> LIMITS_ENDPOINTS =
            limit(LimitKind.ENDPOINTS, "1000", "How many endpoints all applications of a project may have together.");
    static final Key<Long> LIMITS_TRIGGERS =
            limit(LimitKind.TRIGGERS, "200", "How many triggers all applications of a project may have together.");
    static final Key<Duration> LIMITS_TRIGGER_PERIOD = Key.optional(
            "limits.trigger_period",
            NO_LIMIT,
            "1m",
            "a duration from 1s to 366d: a whole number and s, m, h or d",
            Keys::triggerPeriod,
            "The least time from one instant of a trigger to its next.");
    static final Key<Long> LIMITS_PILET_BYTES = limit(
            LimitKind.PILET_BYTES,
            "1073741824",
            "How many bytes a project may have of pilets: archives and files as they are kept, equal contents once, and "
                    + "replaced ones until they are removed.");
    static final Key<Rate> RATE_LIMITS_PER_PRINCIPAL = Key.optional(
            "rate_limits.per_principal",
            NO_LIMIT,
            "600",
            RATE_ALLOWED,
            Rates::parse,
            "How many requests one user or machine user may make of a node, by whatever they prove who they are.");
    static final Key<Integer> RATE_LIMITS_PRINCIPAL_BURST = burst("principal");
    static final Key<Rate> RATE_LIMITS_PER_SOURCE = Key.optional(
            "rate_limits.per_source",
            NO_LIMIT,
            "1200",
            RATE_ALLOWED,
            Rates::parse,
            "How many requests may come to a node from one address of IPv4, or one /64 of IPv6; what "
                    + "`server.trusted_proxies` report counts.");
    static final Key<Integer> RATE_LIMITS_SOURCE_BURST = burst("source");
    static final Key<Integer> PASSWORDS_MEMORY = Key.integer(
            "passwords.memory",
            19_456,
            7_168,
            65_536,
            "KiB of memory that Argon2id takes to check a chosen password; as many are checked at once as there are "
                    + "processors.");
    static final Key<Integer> PASSWORDS_ITERATIONS =
            Key.integer("passwords.iterations", 2, 1, 5, "Passes of Argon2id over that memory.");
    static final Key<Integer> PASSWORDS_LANES =
            Key.integer("passwords.lanes", 1, 1, 4, "Degree of parallelism of Argon2id.");
    static final Key<String> PROXY_TOKEN = Key.optional(
                    "proxy.token",
                    "no proxy is believed",
                    "change-me-change-me-change-me-42",
                    "at least 16 characters without blanks",
                    Keys::proxyToken,
                    "Shared with the authenticating proxy, which proves itself by `X-Proxy-Token`.")
            .hidden();
    static final Key<URI> POCKET_ID_HOST = Key.optional(
            "pocket_id.host",
            "there are no people but the users",
            "http://pocketid:1411",
            "an http or https address without path, query or fragment",
            Keys::origin,
            "Where the Manager reaches Pocket ID, whose people can be found and made members. It may be a private "
                    + "address. Belongs to `pocket_id.api_key`.");
    static final Key<String> POCKET_ID_API_KEY = Key.optional(
                    "pocket_id.api_key",
                    "absent",
                    "change-me",
                    "1 to 1000 visible characters of ASCII",
                    Keys::apiKey,
                    "API key of a Pocket ID administrator, by which the Manager looks people up.")
            .hidden();
    static final Key<URI> OIDC_ISSUER = Key.optional(
            "oidc.issuer",
            "nobody can sign in with a browser",
            "https://id.example.com",
            "an http or https address without query or fragment, as the provider itself writes it",
            Keys::issuer,
            "Provider of OpenID Connect at which people sign in; its `/.well-known/openid-configuration` must name exactly "
                    + "this issuer. It may be a private address. Belongs to `oidc.client_id`.");
    static final Key<String> OIDC_CLIENT_ID = Key.optional(
            "oidc.client_id",
            "absent",
            "manager",
            "1 to 1000 visible characters of ASCII",
            Keys::apiKey,
            "What the provider calls the Manager. Register `<server.public_url>/api/auth/callback` there.");
    static final Key<String> OIDC_CLIENT_SECRET = Key.optional(
                    "oidc.client_secret",
                    "a public client, which PKCE alone protects",
                    "change-me",
                    "1 to 1000 visible characters of ASCII",
                    Keys::apiKey,
                    "By which the Manager proves itself to the provider.")
            .hidden();
    static final Key<List<String>> OIDC_AUDIENCES = Key.list(
            "oidc.audiences",
            "[https://api.example.com]",
            "values of `aud`",
            Keys::apiKey,
            "Whose tokens are taken as Bearer besides the Manager's own: those for which other clients ask the provider.");
    static final Key<Duration> OIDC_CLOCK_SKEW = Key.duration(
            "oidc.clock_skew",
            Duration.ofSeconds(60),
            Duration.ofSeconds(0),
            ClaimRules.MOST_SKEW,
            "How far the clocks of the provider and the Manager may lie apart.");
    static final Key<Duration> SESSION_IDLE_TIMEOUT = Key.duration(
            "session.idle_timeout",
            SessionTimes.STANDARD.idle(),
            Duration.ofMinutes(5),
            Duration.ofDays(90),
            "How long a session lasts that nobody uses; uses are noted by the minute.");
    static final Key<Duration> SESSION_LIFETIME = Key.duration(
            "session.lifetime",
            SessionTimes.STANDARD.lifetime(),
            Duration.ofMinutes(5),
            Duration.ofDays(365),
            "How long a session lasts at most; not less than `session.idle_timeout`.");
    static final Key<Boolean> SESSION_ALLOW_HTTP = Key.flag(
            "session.allow_http",
            "false",
            "Lets people sign in over http, with cookies that are not protected by TLS. For development alone.");
    static final Key<Duration> TOKENS_RETENTION = Key.duration(
            "tokens.retention",
            Duration.ofDays(90),
            Duration.ofDays(1),
            Duration.ofDays(3650),
            "How long personal access tokens stay listed after they were revoked or expired.");
    static final Key<List<String>> CORS_ORIGINS = Key.list(
            "cors.origins",
            "[https://portal.example.com]",
            "origins such as https://portal.example.com",
            text -> origin(text).toString(),
            "Web origins that may call with credentials.");
    static final Key<URI> ASSETS_ORIGIN = Key.optional(
            "assets.origin",
            "server.public_url",
            "https://assets.example.com",
            "an http or https address without path, query or fragment",
            Keys::origin,
            "Where browsers load the files of pilets, if not from the Manager's own origin; it must lead here.");
    static final Key<Duration> PILETS_REPLACED_RETENTION = Key.duration(
            "pilets.replaced_retention",
            Duration.ofHours(1),
            Duration.ofSeconds(0),
            Duration.ofDays(30),
            "How long the files of a version of a pilet stay after its package was replaced, for shells that were told of "
                    + "them before.");
    static final Key<Duration> IDEMPOTENCY_RETENTION = Key.duration(
            "idempotency.retention",
            Duration.ofHours(24),
            Duration.ofMinutes(10),
            Duration.ofDays(30),
            "How long an `Idempotency-Key` counts, and the answer to its request is kept.");
    static final Key<Integer> GRAPHQL_MAX_DEPTH =
            Key.integer("graphql.max_depth", 15, 1, 200, "Deepest nesting of fields.");
    static final Key<Integer> GRAPHQL_MAX_BODY =
            Key.integer("graphql.max_body", 1_048_576, 1024, 67_108_864, "Longest request body, in bytes.");
    static final Key<Integer> GRAPHQL_MAX_TOKENS =
            Key.integer("graphql.max_tokens", 15_000, 100, 1_000_000, "Most tokens in a document.");
    static final Key<Integer> GRAPHQL_MAX_FIELDS =
            Key.integer("graphql.max_fields", 2_000, 10, 100_000, "Most fields in a document, fragments spread out.");
    static final Key<Integer> GRAPHQL_MAX_ROOT_FIELDS =
            Key.integer("graphql.max_root_fields", 30, 1, 1_000, "Most root fields, aliases counted one by one.");
    static final Key<Integer> GRAPHQL_MAX_COST =
            Key.integer("graphql.max_cost", 100_000, 100, 100_000_000, "Most rows that a document may ask for.");
    static final Key<Integer> GRAPHQL_MAX_OBJECTS =
            Key.integer("graphql.max_objects", 10_000, 100, 10_000_000, "Most objects in one answer.");

    /** All keys, in the order of the reference. */
    static final List<Key<?>> ALL = List.of(
            SERVER_PORT,
            SERVER_HOST,
            SERVER_PUBLIC_URL,
            SERVER_TRUSTED_PROXIES,
            DATA_DIR,
            DATABASE_URL,
            DATABASE_USER,
            DATABASE_PASSWORD,
            DATABASE_MIGRATION_USER,
            DATABASE_MIGRATION_PASSWORD,
            DATABASE_POOL_SIZE,
            SECRETS_KEY,
            OUTBOUND_ALLOW,
            RUN_MODE,
            DEV,
            METRICS_PORT,
            METRICS_HOST,
            LOG_FORMAT,
            LOG_LEVEL,
            PROJECTS_CREATION,
            AUDIT_SEAL_PERIOD,
            ESB_LOG_RETENTION,
            TRIGGERS_MISFIRE_AFTER,
            TRIGGERS_CATCH_UP,
            TRIGGERS_RUN_RETENTION,
            TRIGGERS_ATTEMPTS,
            TRIGGERS_ATTEMPTS_PER_BACKEND,
            LIMITS_MEMBERS,
            LIMITS_TENANTS,
            LIMITS_ENDPOINTS,
            LIMITS_TRIGGERS,
            LIMITS_TRIGGER_PERIOD,
            LIMITS_PILET_BYTES,
            RATE_LIMITS_PER_PRINCIPAL,
            RATE_LIMITS_PRINCIPAL_BURST,
            RATE_LIMITS_PER_SOURCE,
            RATE_LIMITS_SOURCE_BURST,
            PASSWORDS_MEMORY,
            PASSWORDS_ITERATIONS,
            PASSWORDS_LANES,
            PROXY_TOKEN,
            POCKET_ID_HOST,
            POCKET_ID_API_KEY,
            OIDC_ISSUER,
            OIDC_CLIENT_ID,
            OIDC_CLIENT_SECRET,
            OIDC_AUDIENCES,
            OIDC_CLOCK_SKEW,
            SESSION_IDLE_TIMEOUT,
            SESSION_LIFETIME,
            SESSION_ALLOW_HTTP,
            TOKENS_RETENTION,
            CORS_ORIGINS,
            ASSETS_ORIGIN,
            PILETS_REPLACED_RETENTION,
            IDEMPOTENCY_RETENTION,
            GRAPHQL_MAX_DEPTH,
            GRAPHQL_MAX_BODY,
            GRAPHQL_MAX_TOKENS,
            GRAPHQL_MAX_FIELDS,
            GRAPHQL_MAX_ROOT_FIELDS,
            GRAPHQL_MAX_COST,
            GRAPHQL_MAX_OBJECTS);

    private Keys() {}

    private static String text(String text) {
        return checked(text, value -> !value.isBlank());
    }

    private static String host(String text) {
        return checked(text, value -> HOST.matcher(value).matches());
    }

    private static String databaseUrl(String text) {
        return checked(text, value -> value.startsWith("jdbc:postgresql:") && !value.matches(".*[?&]password=.*"));
    }

    private static String proxyToken(String text) {
        return checked(text, value -> value.matches("\\S{16,}"));
    }

    private static String apiKey(String text) {
        return checked(text, value -> value.matches("[!-~]{1,1000}"));
    }

    private static String key(String text) {
        return checked(text, value -> Base64.getDecoder().decode(value).length == 32);
    }

    private static URI issuer(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            if (web && bare && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException notAnAddress) {
            throw new IllegalArgumentException(notAnAddress);
        }
        throw new IllegalArgumentException("not an issuer");
    }

    private static URI origin(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            boolean bare = uri.getRawPath() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            if (web && bare && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException notAnAddress) {
            throw new IllegalArgumentException(notAnAddress);
        }
        throw new IllegalArgumentException("not an origin");
    }

    private static Key<Long> limit(LimitKind kind, String example, String description) {
        String name = "limits." + kind.key();
        return Key.optionalNumber(name, NO_LIMIT, example, kind.least(), kind.most(), description);
    }

    private static Duration triggerPeriod(String text) {
        Duration period = Durations.parse(text);
        checked(
                text,
                given -> period.toSeconds() >= LimitKind.TRIGGER_PERIOD.least()
                        && period.toSeconds() <= LimitKind.TRIGGER_PERIOD.most());
        return period;
    }

    private static Key<Integer> burst(String whose) {
        Function<String, Integer> parser = text -> {
            int burst = Integer.parseInt(text);
            if (burst < 1 || burst > Rates.MOST) {
                throw new IllegalArgumentException("out of bounds");
            }
            return burst;
        };
        return Key.optional(
                "rate_limits." + whose + "_burst",
                "as many as in the whole period",
                "50",
                "a whole number from 1 to " + Rates.MOST,
                parser,
                "How many of them may come at once after a pause. Belongs to `rate_limits.per_" + whose + "`.");
    }

    private static String checked(String text, Function<String, Boolean> rule) {
        if (!rule.apply(text)) {
            throw new IllegalArgumentException("not allowed");
        }
        return text;
    }
}
