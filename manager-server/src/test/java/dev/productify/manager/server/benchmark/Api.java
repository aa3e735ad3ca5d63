package dev.productify.manager.server.benchmark;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GraphQL of a Manager, for a caller. */
record Api(URI query, String token) {

    /** A request with a document, to be sent again and again. */
    Target target(String name, String document) {
        return new Target(name, query, token, body(document));
    }

    static String body(String document) {
        return "{\"query\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(document)) + "\"}";
    }

    String run(String document) throws IOException {
        return HttpConnection.once(target("", document));
    }

    /** The value of the first field of that name in the answer. */
    String fieldOf(String field, String document) throws IOException {
        String answer = run(document);
        Matcher value = Pattern.compile("\"" + field + "\":\"([^\"]*)\"").matcher(answer);
        if (!value.find()) {
            throw new IOException("no field " + field + " in " + answer);
        }
        return value.group(1);
    }
}
