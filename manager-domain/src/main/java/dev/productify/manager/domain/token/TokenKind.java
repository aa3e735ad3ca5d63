package dev.productify.manager.domain.token;

/** What a secret is for; the prefix tells it to people and to secret scanners (contract A4). */
public enum TokenKind {
    PERSONAL_ACCESS("pfy_"),
    MACHINE_USER("muser_"),
    SESSION("psn_");

    private final String prefix;

    TokenKind(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }
}
