package dev.productify.manager.server.config;

import dev.productify.manager.server.StartFailure;
import java.util.List;

/** The configuration is wrong. The message has one line for each thing that is, and never a secret. */
public final class ConfigurationException extends StartFailure {
    private static final long serialVersionUID = 1L;

    ConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
