package dev.productify.manager.domain.endpoint;

/** What the body of a message is written in (contract E4). */
public enum MessageType {
    JSON,
    XML,
    /** A SOAP envelope, version 1.1 or 1.2. */
    SOAP
}
