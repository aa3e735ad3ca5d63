package dev.productify.manager.jdbc.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.productify.manager.jdbc.schema.SchemaVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two descriptions in a backup as JSON. */
final class BackupJson {
    private static final String FORMAT = "productify-manager-backup";
    private static final int FORMAT_VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private BackupJson() {}

    static byte[] write(BackupManifest manifest) {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("format_version", FORMAT_VERSION);
        json.put("product_version", manifest.product());
        json.put("made_at", manifest.madeAt().toString());
        json.put("postgresql_version", manifest.postgresql());
        ArrayNode migrations = json.putArray("migrations");
        manifest.schema()
                .migrations()
                .forEach(migration -> migrations
                        .addObject()
                        .put("version", migration.version())
                        .put("checksum", migration.checksum()));
        manifest.canary().ifPresent(canary -> json.put("secrets_canary", canary));
        return bytes(json);
    }

    /** @throws BackupRefusedException when the format is another one, or something is missing */
    static BackupManifest manifest(byte[] bytes) {
        JsonNode json = tree(bytes);
        if (!FORMAT.equals(json.path("format").textValue())) {
            throw new BackupRefusedException("The file is no backup of the Manager.");
        }
        int format = json.path("format_version").asInt();
        if (format != FORMAT_VERSION) {
            throw new BackupRefusedException("The backup has format " + format + ", and this Manager reads format "
                    + FORMAT_VERSION + ". It was made by Manager "
                    + json.path("product_version").asText("unknown") + "; restore it with that version.");
        }
        List<SchemaVersion.Migration> migrations = new ArrayList<>();
        for (JsonNode migration : json.path("migrations")) {
            migrations.add(
                    new SchemaVersion.Migration(text(migration, "version"), (int) number(migration, "checksum")));
        }
        return new BackupManifest(
                text(json, "product_version"),
                instant(text(json, "made_at")),
                text(json, "postgresql_version"),
                new SchemaVersion(migrations),
                Optional.ofNullable(json.path("secrets_canary").textValue()));
    }

    static byte[] write(List<TableContent> contents) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode tables = json.putArray("tables");
        for (TableContent content : contents) {
            ObjectNode table = tables.addObject();
            table.put("table", content.table());
            ArrayNode columns = table.putArray("columns");
            content.columns().forEach(columns::add);
            table.put("rows", content.rows()).put("bytes", content.bytes()).put("sha256", content.sha256());
        }
        return bytes(json);
    }

    static List<TableContent> contents(byte[] bytes) {
        List<TableContent> contents = new ArrayList<>();
        for (JsonNode table : tree(bytes).path("tables")) {
            List<String> columns = new ArrayList<>();
            table.path("columns").forEach(column -> columns.add(column.asText()));
            contents.add(new TableContent(
                    text(table, "table"),
                    columns,
                    number(table, "rows"),
                    number(table, "bytes"),
                    text(table, "sha256")));
        }
        return contents;
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException wrong) {
            throw BackupRefusedException.damaged("a description in it is no JSON");
        }
    }

    private static String text(JsonNode json, String member) {
        String text = json.path(member).textValue();
        if (text == null) {
            throw BackupRefusedException.damaged("a description in it has no " + member);
        }
        return text;
    }

    private static long number(JsonNode json, String member) {
        JsonNode number = json.path(member);
        if (!number.canConvertToLong()) {
            throw BackupRefusedException.damaged("a description in it has no " + member);
        }
        return number.longValue();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw BackupRefusedException.damaged("made_at is no time");
        }
    }
}
