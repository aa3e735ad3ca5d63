package dev.productify.manager.graphql.http;

import dev.productify.manager.domain.shared.ErrorCode;

/** A request that is refused before there is anything to run. Its message is for the client. */
final class HttpRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    HttpRefusal(int status, String message) {
        this(status, message, ErrorCode.BAD_USER_INPUT.name(), null);
    }

    HttpRefusal(int status, String message, String code, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
    }

    static HttpRefusal badRequest(String message) {
        return new HttpRefusal(400, message);
    }

    static HttpRefusal badRequest(String message, Throwable cause) {
        return new HttpRefusal(400, message, ErrorCode.BAD_USER_INPUT.name(), cause);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
