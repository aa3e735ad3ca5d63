package dev.productify.manager.domain.endpoint;

/** How the Manager proves itself to a backend (contract E3). */
public enum AuthType {
    /** Nothing is sent. */
    NONE("None"),
    /** User name and password (RFC 7617). */
    BASIC("Basic"),
    /** A token (RFC 6750). */
    BEARER("Bearer");

    private final String word;

    AuthType(String word) {
        this.word = word;
    }

    /** As the API writes it. */
    public String word() {
        return word;
    }
}
