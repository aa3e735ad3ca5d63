package dev.productify.manager.server.config;

/** What readers see of the keys: the reference page and the example file, both made from the declarations. */
public final class Reference {
    private Reference() {}

    /** The page {@code docs/configuration.md}. */
    public static String page() {
        StringBuilder page = new StringBuilder("""
                # Configuration

                <!-- Made from the code: java -jar manager-server/target/manager-server.jar configuration > docs/configuration.md -->

                The server reads `config.yml` in its working folder, or the file named by `--config FILE`, and environment
                variables that start with `PFY_`. A variable wins over the file, the file over the default. Everything is
                optional. An empty value counts as absent. Lists are YAML sequences in the file and comma-separated in
                variables. An unknown key, an unknown `PFY_` variable (those that start with `PFY_TEST_` are left alone) or
                a value that is not allowed stops the start with one line for each.

                ```yaml
                server:
                  port: 8080
                  trusted_proxies: [10.0.0.0/8]
                ```

                | Key | Variable | Default | Allowed | Meaning |
                | --- | --- | --- | --- | --- |
                """);
        for (Key<?> key : Keys.ALL) {
            page.append("| `%s` | `%s` | %s | %s | %s%s |\n"
                    .formatted(
                            key.name(),
                            key.variable(),
                            shownDefault(key),
                            key.allowed(),
                            key.description(),
                            key.secret() ? " Never shown." : ""));
        }
        return page.toString();
    }

    /** A {@code config.yml} in which every key stands as a comment. */
    public static String example() {
        StringBuilder file = new StringBuilder("""
                # Configuration of the Manager. Everything is optional; what is commented out has its default.
                # Each key is also an environment variable: server.port is PFY_SERVER_PORT, and the variable wins.
                """);
        String section = "";
        for (Key<?> key : Keys.ALL) {
            boolean nested = !key.name().equals(key.section());
            if (!key.section().equals(section)) {
                section = key.section();
                file.append(nested ? "\n" + section + ":\n" : "\n");
            }
            String indent = nested ? "  " : "";
            String leaf = key.name().substring(key.name().lastIndexOf('.') + 1);
            file.append(indent).append("# ").append(key.description()).append('\n');
            file.append(indent).append("# Allowed: ").append(key.allowed());
            file.append("; default: ").append(key.fallbackText()).append('\n');
            file.append(indent)
                    .append("# ")
                    .append(leaf)
                    .append(": ")
                    .append(key.example())
                    .append("\n");
        }
        return file.toString();
    }

    private static String shownDefault(Key<?> key) {
        return key.fallback().isPresent() && !key.fallbackText().equals("none")
                ? "`" + key.fallbackText() + "`"
                : key.fallbackText();
    }
}
