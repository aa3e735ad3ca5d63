package dev.productify.manager.jdbc.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.productify.manager.jdbc.schema.SchemaVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a backup, without any database. */
class BackupFileTest {
    private static final BackupManifest MANIFEST = new BackupManifest(
            "1.2.3",
            Instant.parse("2026-11-23T05:00:00.123456Z"),
            "18.6",
            new SchemaVersion(List.of(new SchemaVersion.Migration("0001", -5))),
            Optional.of("abb6d93a:c2VhbGVk"));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("manager.backup");
        try (FileChannel channel = created(file)) {
            BackupWriter writer = new BackupWriter(channel, MANIFEST, BackupProgress.SILENT);
            writer.key("the key");
            writer.table("project", List.of("id", "name"), out -> out.write("1\tshop\n2\t\\N\n".getBytes(UTF_8)));
            writer.table("tenant", List.of("id"), out -> {});
            writer.finish();
        }
    }

    @Test
    void whatWasWrittenIsRead() {
        List<String> told = new ArrayList<>();
        try (BackupFile backup = BackupFile.open(file)) {
            backup.verify((table, rows, bytes, done) -> told.add(table + " " + rows + " " + bytes + " " + done));

            assertThat(backup.manifest()).isEqualTo(MANIFEST);
            assertThat(backup.key()).contains("the key");
            assertThat(backup.rows()).isEqualTo(2);
            assertThat(backup.contents())
                    .extracting(TableContent::table, TableContent::columns, TableContent::rows, TableContent::bytes)
                    .containsExactly(
                            tuple("project", List.of("id", "name"), 2L, 12L), tuple("tenant", List.of("id"), 0L, 0L));
            assertThat(told).containsExactly("project 2 12 true", "tenant 0 0 true");
        }
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertRefused("it was cut off or damaged");
        }
    }

    @Test
    void aByteThatChangedAnywhereIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);

            assertRefused("it was cut off or damaged");
        }
    }

    @Test
    void whatWasAppendedIsFound() throws IOException {
        Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);

        assertRefused("it was cut off or damaged");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(file);

        assertRefused("There is no file " + file);
    }

    @Test
    void anotherZipFileIsNoBackup() throws IOException {
        zipped(Map.of("readme.txt", "hello"));
        assertRefused("The backup is damaged: manifest.json is missing");

        zipped(Map.of("manifest.json", "{\"format\":\"other\"}"));
        assertRefused("The file is no backup of the Manager.");
    }

    @Test
    void anotherFormatIsRefusedWithTheVersionThatReadsIt() throws IOException {
        change("manifest.json", "\"format_version\" : 1", "\"format_version\" : 2");

        assertRefused("The backup has format 2, and this Manager reads format 1. It was made by Manager 1.2.3;");
    }

    @Test
    void rowsThatAreNotThoseWrittenDownAreFoundThoughTheFileIsWhole() throws IOException {
        change("tables/project.copy", "shop", "shoq");

        assertRefused("the rows of project are not those that were written");
    }

    @Test
    void aNumberOfRowsThatIsNotTheOneWrittenDownIsFound() throws IOException {
        change("contents.json", "\"rows\" : 2", "\"rows\" : 3");

        assertRefused("the rows of project are not those that were written");
    }

    @Test
    void aTableThatIsMissingIsFound() throws IOException {
        Map<String, String> parts = parts();
        parts.remove("tables/tenant.copy");
        zipped(parts);

        assertRefused("the rows of tenant are missing");
    }

    /** More than 4 GiB of one table would need ZIP64; here are enough rows for several pieces of the stream, and word of them. */
    @Test
    void aLongTableIsToldOfMeanwhile() throws IOException {
        byte[] row = "0123456789abcdef".repeat(4096).getBytes(UTF_8);
        row[row.length - 1] = '\n';
        List<String> told = new ArrayList<>();
        Path large = folder.resolve("large.backup");
        try (FileChannel channel = created(large)) {
            BackupWriter writer = new BackupWriter(
                    channel, MANIFEST, (table, rows, bytes, done) -> told.add(rows + " " + (bytes >> 20) + " " + done));
            writer.table("piece", List.of("bytes"), out -> write(out, row, 5000));
            writer.finish();
        }

        assertThat(told).containsExactly("4096 256 false", "5000 312 true");
        try (BackupFile backup = BackupFile.open(large)) {
            backup.verify(BackupProgress.SILENT);
        }
    }

    private static void write(OutputStream out, byte[] row, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            out.write(row);
        }
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> {
                    try (BackupFile backup = BackupFile.open(file)) {
                        backup.verify(BackupProgress.SILENT);
                    }
                })
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageContaining(why);
    }

    private void change(String part, String from, String to) throws IOException {
        Map<String, String> parts = parts();
        assertThat(parts.get(part)).contains(from);
        parts.computeIfPresent(part, (name, text) -> text.replace(from, to));
        zipped(parts);
    }

    private Map<String, String> parts() throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                parts.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
            }
        }
        return parts;
    }

    /** With the seal of a whole file. */
    private void zipped(Map<String, String> parts) throws IOException {
        try (FileChannel channel = created(file)) {
            ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel));
            zip.setComment(FileSeal.PLACE);
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(UTF_8));
                zip.closeEntry();
            }
            zip.finish();
            FileSeal.put(channel);
        }
    }

    static FileChannel created(Path file) throws IOException {
        return FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }
}
