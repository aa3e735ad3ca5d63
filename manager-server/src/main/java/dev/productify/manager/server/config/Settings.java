package dev.productify.manager.server.config;

import dev.productify.manager.domain.limits.Rate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The values of all keys. A variable wins over the file, the file over the default. */
final class Settings {
    private static final Path USUAL_FILE = Path.of("config.yml");
    private static final String PREFIX = "PFY_";
    private static final String TESTS_ONLY = "PFY_TEST_";

    private final Map<Key<?>, Object> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Settings() {}

    static Settings read(Optional<Path> file, Map<String, String> environment) {
        Optional<Path> found = file.isPresent() ? file : Optional.of(USUAL_FILE).filter(Files::exists);
        Settings settings = new Settings();
        found.map(YamlFile::read).ifPresent(given -> given.forEach(settings::accept));
        new TreeMap<>(environment).forEach(settings::acceptVariable);
        settings.checkTogether();
        if (!settings.problems.isEmpty()) {
            throw new ConfigurationException(settings.problems);
        }
        return settings;
    }

    /** The value of a key that has a default. */
    <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException(key.name() + " has no default"));
    }

    /** The value of a key that may be absent. */
    @SuppressWarnings("unchecked") // values are only put under the key whose parser made them
    <T> Optional<T> find(Key<T> key) {
        Optional<T> value = Optional.ofNullable((T) values.get(key));
        return value.isPresent() ? value : key.fallback();
    }

    private void acceptVariable(String variable, String text) {
        if (!variable.startsWith(PREFIX) || variable.startsWith(TESTS_ONLY)) {
            return;
        }
        Optional<Key<?>> key =
                Keys.ALL.stream().filter(one -> one.variable().equals(variable)).findFirst();
        if (key.isPresent()) {
            accept(new Given(key.get().name(), variable, text));
        } else {
            problems.add(variable + ": there is no such variable; did you mean " + nearestVariable(variable) + "?");
        }
    }

    /** An empty value is an absent one, so that templates may leave lines blank. */
    private void accept(Given given) {
        Optional<Key<?>> key =
                Keys.ALL.stream().filter(one -> one.name().equals(given.key())).findFirst();
        if (key.isEmpty()) {
            refuseUnknown(given);
        } else if (!given.text().isBlank()) {
            parse(key.get(), given);
        }
    }

    private void parse(Key<?> key, Given given) {
        try {
            values.put(key, key.parser().apply(given.text().strip()));
        } catch (IllegalArgumentException refused) {
            String shown = key.secret() ? "this value (not shown)" : "\"" + given.text() + "\"";
            problems.add(
                    given.origin() + ": " + key.name() + ": " + shown + " is not allowed; allowed: " + key.allowed());
        }
    }

    private void refuseUnknown(Given given) {
        List<String> inside = Keys.ALL.stream()
                .map(Key::name)
                .filter(name -> name.startsWith(given.key() + "."))
                .toList();
        if (inside.isEmpty()) {
            problems.add(given.origin() + ": " + given.key() + ": there is no such key; did you mean "
                    + nearestKey(given.key()) + "?");
        } else if (!given.text().isBlank()) {
            problems.add(given.origin() + ": " + given.key() + ": this is a section, not a key; it has "
                    + String.join(", ", inside));
        }
    }

    /** Keys that only make sense together. */
    private void checkTogether() {
        checkPocketId();
        checkSignIn();
        checkBurst(Keys.RATE_LIMITS_PER_PRINCIPAL, Keys.RATE_LIMITS_PRINCIPAL_BURST);
        checkBurst(Keys.RATE_LIMITS_PER_SOURCE, Keys.RATE_LIMITS_SOURCE_BURST);
        if (values.containsKey(Keys.DATABASE_URL)) {
            return;
        }
        String orphans = List.of(
                        Keys.DATABASE_USER,
                        Keys.DATABASE_PASSWORD,
                        Keys.DATABASE_MIGRATION_USER,
                        Keys.DATABASE_MIGRATION_PASSWORD)
                .stream()
                .filter(values::containsKey)
                .map(Key::name)
                .collect(Collectors.joining(", "));
        if (!orphans.isEmpty()) {
            problems.add(orphans + ": given without database.url (" + Keys.DATABASE_URL.variable()
                    + "); the embedded database makes its own logins");
        }
    }

    private void checkPocketId() {
        if (values.containsKey(Keys.POCKET_ID_HOST) != values.containsKey(Keys.POCKET_ID_API_KEY)) {
            problems.add("pocket_id.host (" + Keys.POCKET_ID_HOST.variable() + ") and pocket_id.api_key ("
                    + Keys.POCKET_ID_API_KEY.variable() + ") belong together: give both, or none");
        }
    }

    private void checkSignIn() {
        if (values.containsKey(Keys.OIDC_ISSUER) != values.containsKey(Keys.OIDC_CLIENT_ID)) {
            problems.add("oidc.issuer (" + Keys.OIDC_ISSUER.variable() + ") and oidc.client_id ("
                    + Keys.OIDC_CLIENT_ID.variable() + ") belong together: give both, or none");
        }
        if (get(Keys.SESSION_LIFETIME).compareTo(get(Keys.SESSION_IDLE_TIMEOUT)) < 0) {
            problems.add("session.lifetime (" + Keys.SESSION_LIFETIME.variable()
                    + ") must not be less than session.idle_timeout (" + Keys.SESSION_IDLE_TIMEOUT.variable() + ")");
        }
    }

    /** A rate with the burst that belongs to it. */
    Optional<Rate> rate(Key<Rate> rate, Key<Integer> burst) {
        return find(rate)
                .map(given -> find(burst)
                        .map(most -> new Rate(given.count(), given.period(), most))
                        .orElse(given));
    }

    private void checkBurst(Key<Rate> rate, Key<Integer> burst) {
        if (values.containsKey(burst) && !values.containsKey(rate)) {
            problems.add(burst.name() + " (" + burst.variable() + ") belongs to " + rate.name() + " (" + rate.variable()
                    + "); give that as well, or neither");
            return;
        }
        try {
            rate(rate, burst);
        } catch (IllegalArgumentException tooSlow) {
            problems.add(burst.name() + " (" + burst.variable() + ") is so much that at " + rate.name()
                    + " it would take more than a year until it may come again; give less");
        }
    }

    private static String nearestKey(String name) {
        return Keys.ALL.stream()
                .map(Key::name)
                .min(Comparator.comparingInt(known -> distance(known, name)))
                .orElseThrow();
    }

    private static String nearestVariable(String name) {
        return Keys.ALL.stream()
                .map(Key::variable)
                .min(Comparator.comparingInt(known -> distance(known, name)))
                .orElseThrow();
    }

    /** How many characters must be added, dropped or changed to get from one to the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] here = new int[above.length];
            here[0] = row;
            for (int column = 1; column < here.length; column++) {
                int change = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                here[column] = Math.min(change, 1 + Math.min(above[column], here[column - 1]));
            }
            above = here;
        }
        return above[other.length()];
    }
}
