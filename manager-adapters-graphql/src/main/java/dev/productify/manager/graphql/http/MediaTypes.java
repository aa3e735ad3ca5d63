package dev.productify.manager.graphql.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which media types are spoken (RFC 9110, sections 8.3.1 and 12.5.1). */
final class MediaTypes {
    static final String GRAPHQL = "application/graphql-response+json";
    static final String JSON = "application/json";

    private MediaTypes() {}

    /** A type in lower case with its parameters; their names are in lower case too. */
    private record MediaType(String name, Map<String, String> parameters) {
        static MediaType parse(String text) {
            String[] parts = text.split(";", -1);
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 1; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                if (equals > 0) {
                    parameters.put(lower(parts[i].substring(0, equals)), unquoted(parts[i].substring(equals + 1)));
                }
            }
            return new MediaType(lower(parts[0]), parameters);
        }

        boolean isUtf8() {
            return parameters.getOrDefault("charset", "utf-8").equalsIgnoreCase("utf-8");
        }

        /** How much it is wanted; 0 for what cannot be read. */
        double quality() {
            try {
                double quality = Double.parseDouble(parameters.getOrDefault("q", "1"));
                return quality > 0 && quality <= 1 ? quality : 0;
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        private static String lower(String text) {
            return text.strip().toLowerCase(Locale.ROOT);
        }

        private static String unquoted(String text) {
            String value = text.strip();
            boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
            return quoted ? value.substring(1, value.length() - 1) : value;
        }
    }

    /** Whether a body of that {@code Content-Type} is read: JSON in UTF-8. */
    static boolean isReadable(String contentType) {
        if (contentType == null) {
            return false;
        }
        MediaType type = MediaType.parse(contentType);
        return type.name().equals(JSON) && type.isUtf8();
    }

    /**
     * The type to answer with; {@code application/json} to clients that do not mind, which is what older ones expect.
     *
     * @return empty when the client takes neither
     */
    static Optional<String> answering(String accept) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(JSON);
        }
        List<MediaType> wanted = new ArrayList<>();
        for (String part : accept.split(",")) {
            wanted.add(MediaType.parse(part));
        }
        double graphql = quality(GRAPHQL, wanted);
        double json = quality(JSON, wanted);
        if (graphql == 0 && json == 0) {
            return Optional.empty();
        }
        boolean named = wanted.stream().anyMatch(type -> type.name().equals(GRAPHQL));
        return Optional.of(graphql > json || named && graphql == json ? GRAPHQL : JSON);
    }

    /** By the most specific range that covers the type. */
    private static double quality(String offered, List<MediaType> wanted) {
        for (String range : List.of(offered, "application/*", "*/*")) {
            for (MediaType type : wanted) {
                if (type.name().equals(range) && type.isUtf8()) {
                    return type.quality();
                }
            }
        }
        return 0;
    }
}
