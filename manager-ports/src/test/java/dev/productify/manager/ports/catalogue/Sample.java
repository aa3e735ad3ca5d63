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
     * @param body as JSON
     */
    record Http(String method, Function<Names, String> path, Function<Names, Optional<String>> body) implements Sample {
        public Http {
            requireNonNull(method, "method");
            requireNonNull(path, "path");
            requireNonNull(body, "body");
        }
    }
}
