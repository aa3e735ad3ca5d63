package dev.productify.manager.esb.gateway;

/** What the bus itself answers instead of a backend, besides the refusals of the use cases. The words are published. */
enum BusError {
    METHOD_NOT_ALLOWED(405, "The bus does not pass this method on"),
    REQUEST_TIMEOUT(408, "The request did not arrive in time"),
    BAD_REQUEST(400, "The request's body is not well-formed"),
    /** Of a caller's body that is converted. */
    PAYLOAD_TOO_LARGE(413, "The body is larger than the 10 MiB that are converted"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is not of the type that the endpoint takes"),
    NOT_MAPPABLE(422, "The body cannot be converted"),
    /** SOAP. */
    MUST_UNDERSTAND(422, "A header of the envelope demands to be understood"),
    VERSION_MISMATCH(422, "The envelope is of another version of SOAP than is said"),
    CONVERSIONS_FULL(503, "The bodies that are being converted leave no room for another one"),
    BACKEND_NOT_MAPPABLE(502, "The backend's answer cannot be converted, or is larger than the 10 MiB that are"),
    /** The name is not resolved, nobody accepts the connection, or it breaks before the answer begins. */
    BACKEND_UNREACHABLE(502, "The backend cannot be reached, or broke the connection off before it answered"),
    BACKEND_TIMEOUT(504, "The backend did not answer in time"),
    /** The endpoint's owner or an operator must act, not the caller: so it is no 403. */
    ESB_TARGET_FORBIDDEN(
            502,
            "The endpoint leads to an address that the Manager does not call;"
                    + " an operator can permit private networks by outbound.allow"),
    CIRCUIT_OPEN(503, "The backend failed too often and is given time to recover"),
    TOO_MANY_CALLS(503, "Too many calls of this endpoint, or of its tenant, are in flight"),
    LOOP_DETECTED(508, "The request came back to the bus that sent it");

    private final int status;
    private final String message;

    BusError(int status, String message) {
        this.status = status;
        this.message = message;
    }

    int status() {
        return status;
    }

    /** Safe to show. */
    String message() {
        return message;
    }
}
