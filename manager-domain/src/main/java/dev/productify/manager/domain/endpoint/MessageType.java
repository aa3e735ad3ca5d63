package dev.productify.manager.domain.endpoint;

import java.util.Optional;

/** What the body of a message is written in (contract E4). */
public enum MessageType {
    JSON,
    XML,
    /** A SOAP envelope, version 1.1 or 1.2. */
    SOAP;

    /** Whether bodies are converted by an endpoint with these types, or filled into its template. */
    public static boolean converts(
            Optional<MessageType> input, Optional<MessageType> output, Optional<TransformationTemplate> template) {
        return template.isPresent() || input.isPresent() && output.isPresent() && !input.equals(output);
    }
}
