package dev.productify.manager.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.productify.manager.server.config.LogSection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogsTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger own = context.getLogger("dev.productify.manager.server.Sample");

    @BeforeEach
    @AfterEach
    void fresh() {
        context.reset();
        new LogConfigurator().configure(context);
    }

    @Test
    void withoutAnySettingNothingBelowInfoIsWritten() {
        assertThat(root.getLevel()).isEqualTo(Level.INFO);
        assertThat(context.getLogger("org.eclipse.jetty.server").getEffectiveLevel())
                .isEqualTo(Level.WARN);
        assertThat(context.getLogger("notprivacysafe.graphql.GraphQL").getEffectiveLevel())
                .isEqualTo(Level.OFF);
    }

    @Test
    void debugIsForOurOwnClassesOnly() {
        Logs.configure(new LogSection(LogSection.Format.TEXT, LogSection.Level.DEBUG));

        assertThat(own.getEffectiveLevel()).isEqualTo(Level.DEBUG);
        assertThat(root.getLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void quieterLevelsHoldForAll() {
        Logs.configure(new LogSection(LogSection.Format.TEXT, LogSection.Level.ERROR));

        assertThat(own.getEffectiveLevel()).isEqualTo(Level.ERROR);
        assertThat(root.getLevel()).isEqualTo(Level.ERROR);
    }

    @Test
    void aTextLineShowsKeyValuePairsAndCannotBeForged() {
        String written = written(LogSection.Format.TEXT, "first\nsecond");

        assertThat(written).contains("INFO  ").contains("first second request_id=\"id-1\"");
        assertThat(written.lines()).hasSize(1);
    }

    @Test
    void aJsonLineHoldsMessageAndKeyValuePairs() {
        String written = written(LogSection.Format.JSON, "say \"hi\"\n");

        assertThat(written.lines()).hasSize(1);
        assertThat(written)
                .startsWith("{")
                .contains(
                        "\"level\":\"INFO\"",
                        "\"formattedMessage\":\"say \\\"hi\\\"\\n\"",
                        "\"request_id\"",
                        "\"id-1\"");
    }

    private String written(LogSection.Format format, String message) {
        Logs.configure(new LogSection(format, LogSection.Level.INFO));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStreamAppender<ILoggingEvent> console = (OutputStreamAppender<ILoggingEvent>) root.getAppender("console");
        console.setOutputStream(bytes);
        own.atInfo().addKeyValue(Logs.REQUEST_ID, "id-1").log(message);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
