package dev.productify.manager.ports.catalogue;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How an operation is asked for, with names from the fixture. */
public sealed interface Sample {

    /**
     * A GraphQL document.
     *
     * @param variables by the names of the document's variables
     */
    record Document(String text, Function<Names, Map<String, Object>> variables) implements Sample {
        public Document {
            requireNonNull(text, "text");
            requireNonNull(variables, "variables");
        }
    }

    /**
     * A request of REST.
     *
     * @param body as JSON, or each byte a character (ISO 8859-1)
     * @param type of the body
     */
    record Http(String method, Function<Names, String> path, Function<Names, Optional<String>> body, String type)
            implements Sample {
        public static final String JSON = "application/json";

        /** With a body of JSON, or none. */
        public Http(String method, Function<Names, String> path, Function<Names, Optional<String>> body) {
            this(method, path, body, JSON);
        }

        public Http {
            requireNonNull(type, "type");
            requireNonNull(method, "method");
            requireNonNull(path, "path");
            requireNonNull(body, "body");
        }
    }
}
