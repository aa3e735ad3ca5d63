package dev.productify.manager.server.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Reads a YAML file into paths and texts, each with its line. Knows no key. */
final class YamlFile {
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final List<Given> values = new ArrayList<>();

    private YamlFile(Path file) {
        this.file = file;
    }

    /**
     * The values of the file, from top to bottom. Keys without a value are left out, unless they are names of nothing.
     *
     * @throws ConfigurationException when the file cannot be read or is no YAML
     */
    static List<Given> read(Path file) {
        YamlFile reading = new YamlFile(file);
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                JsonParser parser = YAML.createParser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                reading.object("", parser);
            } else if (parser.currentToken() != null && parser.currentToken() != JsonToken.VALUE_NULL) {
                throw reading.wrong(parser, "expected keys and values, such as \"server:\"");
            }
            if (parser.nextToken() != null) {
                throw reading.wrong(parser, "expected one document only");
            }
        } catch (JsonProcessingException malformed) {
            int line = malformed.getLocation() == null
                    ? 1
                    : malformed.getLocation().getLineNr();
            String reason = firstLine(malformed.getOriginalMessage());
            throw new ConfigurationException(List.of(file + ":" + line + ": this is not valid YAML: " + reason));
        } catch (IOException unreadable) {
            String reason = Files.exists(file) ? "cannot be read as UTF-8 text" : "does not exist";
            throw new ConfigurationException(List.of(file + ": the configuration file " + reason));
        }
        return reading.values;
    }

    private void object(String prefix, JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = prefix + parser.currentName();
            int line = parser.currentTokenLocation().getLineNr();
            switch (parser.nextToken()) {
                case START_OBJECT -> object(key + ".", parser);
                case START_ARRAY -> add(key, line, list(key, parser));
                case VALUE_NULL -> add(key, line, "");
                default -> add(key, line, parser.getText());
            }
        }
    }

    private String list(String key, JsonParser parser) throws IOException {
        StringJoiner joined = new StringJoiner(",");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isScalarValue()) {
                throw wrong(parser, key + ": expected a list of plain values");
            }
            joined.add(parser.getText());
        }
        return joined.toString();
    }

    private void add(String key, int line, String text) {
        values.add(new Given(key, file + ":" + line, text));
    }

    private ConfigurationException wrong(JsonParser parser, String text) {
        int line = parser.currentTokenLocation().getLineNr();
        return new ConfigurationException(List.of(file + ":" + line + ": " + text));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("malformed");
    }
}
