package dev.productify.manager.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.productify.manager.server.config.LogSection;
import org.slf4j.LoggerFactory;

/**
 * Sets format and level of the log. What belongs to an event, such as a request's id, travels as its key-value pairs
 * ({@code log.atInfo().addKeyValue("request_id", id).log("…")}), never in thread-locals: requests change threads.
 */
public final class Logs {
    /** Key under which every event that belongs to a request carries that request's id. */
    public static final String REQUEST_ID = "request_id";

    private static final String OWN = "dev.productify.manager";

    private Logs() {}

    /** Applies the section to the running log. Libraries follow the level only upwards, to warnings and errors. */
    public static void configure(LogSection section) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = Level.valueOf(section.level().name());
        context.getLogger(OWN).setLevel(level);
        root.setLevel(level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO);
        if (section.format() == LogSection.Format.JSON) {
            root.iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
                    writeJson(stream, context);
                }
            });
        }
    }

    private static void writeJson(OutputStreamAppender<ILoggingEvent> appender, LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithMDC(false);
        encoder.setWithMarkers(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        appender.stop();
        appender.setEncoder(encoder);
        appender.start();
    }
}
