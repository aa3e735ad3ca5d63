package dev.productify.manager.graphql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The documents that the API reference prints. */
public final class PrintedDocuments {
    /** By their headings, in the order of the reference. */
    public static final Map<String, String> ALL = read();

    private PrintedDocuments() {}

    private static Map<String, String> read() {
        Map<String, String> documents = new LinkedHashMap<>();
        String[] parts = resource("/reference/printed-documents.graphql").split("(?m)^## ");
        for (int i = 1; i < parts.length; i++) {
            String heading = parts[i].lines().findFirst().orElseThrow();
            if (documents.put(heading, parts[i].substring(heading.length())) != null) {
                throw new IllegalStateException("heading twice: " + heading);
            }
        }
        return Collections.unmodifiableMap(documents);
    }

    static String resource(String name) {
        try (InputStream in = PrintedDocuments.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
