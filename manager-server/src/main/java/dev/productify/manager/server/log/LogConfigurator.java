package dev.productify.manager.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;

/**
 * How the log looks before the configuration is read: one line of text per event on standard output. Written as code,
 * since reading the same from XML loads hundreds of classes at every start. Logback finds it as a service; its system
 * property {@code logback.configurationFile} names a file that goes before.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    static final String CONSOLE = "console";

    /** Key-value pairs follow the message; line breaks inside an event cannot start a forged line. */
    private static final String LINE = "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\", UTC} %-5level %-28logger{28}"
            + " %replace(%msg %kvp{DOUBLE}){'[\\r\\n]+', ' '}%n%ex";

    private static final Map<String, Level> LIBRARIES = Map.ofEntries(
            Map.entry("org.eclipse.jetty", Level.WARN),
            // What these two say about failed requests is said by our own classes, with the request's id.
            Map.entry("org.eclipse.jetty.server.Response", Level.ERROR),
            Map.entry("io.javalin", Level.ERROR),
            Map.entry("com.zaxxer.hikari", Level.WARN),
            Map.entry("org.flywaydb", Level.WARN),
            Map.entry("org.postgresql", Level.WARN),
            Map.entry("graphql", Level.WARN),
            Map.entry("notprivacysafe.graphql", Level.OFF),
            Map.entry("org.dataloader", Level.WARN),
            Map.entry("com.nimbusds", Level.WARN),
            Map.entry("io.micrometer", Level.WARN));

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setName(CONSOLE);
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
