package dev.productify.manager.domain.endpoint;

import java.util.List;

/** Headers that do not outlive a conversion of the body that they speak of. */
public final class ConvertedHeaders {
    /** They speak of a body as it was, in a request or in an answer. */
    private static final List<String> OF_OLD_BODY = List.of(
            "accept-ranges",
            "content-digest",
            "content-encoding",
            "content-md5",
            "content-range",
            "digest",
            "repr-digest",
            "transfer-encoding");

    /** What callers ask of an answer's body, which is not the one that the backend has. */
    private static final List<String> OF_OTHER_BODY =
            List.of("accept-charset", "accept-encoding", "if-range", "range", "want-digest");

    public static final String SOAP_ACTION = "SOAPAction";

    private ConvertedHeaders() {}

    /** Whether a header of a request has no meaning for the backend, because answers are converted. */
    public static boolean isOfOtherBody(String name) {
        return isAmong(OF_OTHER_BODY, name);
    }

    /** Whether a header has no meaning once the body beside it is converted. */
    public static boolean isOfOldBody(String name) {
        return isAmong(OF_OLD_BODY, name);
    }

    public static boolean isSoapAction(String name) {
        return HeaderNames.is(name, "soapaction");
    }

    private static boolean isAmong(List<String> names, String name) {
        return names.stream().anyMatch(other -> HeaderNames.is(name, other));
    }
}
