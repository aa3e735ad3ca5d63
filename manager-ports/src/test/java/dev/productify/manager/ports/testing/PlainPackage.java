package dev.productify.manager.ports.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.FilePath;
import dev.productify.manager.domain.pilet.PackageFile;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.pilet.PiletPackage;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.ports.pilet.ReadPackage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A package in memory whose archive is no archive but some bytes, for what does not look into it. */
public final class PlainPackage implements ReadPackage {
    private final PiletPackage facts;
    private final byte[] archive;
    private final Map<String, byte[]> files;

    private PlainPackage(PiletPackage facts, byte[] archive, Map<String, byte[]> files) {
        this.facts = facts;
        this.archive = archive;
        this.files = files;
    }

    /** Of the format v2, with a main file of that text. */
    public static PlainPackage of(String name, String version, String main) {
        return of(name, version, Map.of("dist/index.js", main.getBytes(UTF_8)));
    }

    /** @param files with {@code dist/index.js} among them */
    public static PlainPackage of(String name, String version, Map<String, byte[]> files) {
        byte[] archive = (name + version + hash(files.get("dist/index.js")) + files.keySet()).getBytes(UTF_8);
        PiletPackage facts = new PiletPackage(
                new PiletName(name),
                new SemanticVersion(version),
                hash(archive),
                archive.length,
                "v2",
                Optional.of("webpackChunkpr_test"),
                new FilePath("dist/index.js"),
                hash(files.get("dist/index.js")),
                Optional.empty(),
                Map.of("dependency", "./dependency.js"),
                Optional.of("{\"a\":1}"));
        return new PlainPackage(facts, archive, new LinkedHashMap<>(files));
    }

    public static ContentHash hash(byte[] bytes) {
        try {
            return ContentHash.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] archive() {
        return archive.clone();
    }

    @Override
    public PiletPackage facts() {
        return facts;
    }

    @Override
    public Optional<Description> description() {
        return Optional.of(new Description("Pilet " + facts.name()));
    }

    @Override
    public List<PackageFile> files() {
        return files.entrySet().stream()
                .map(file ->
                        new PackageFile(new FilePath(file.getKey()), hash(file.getValue()), file.getValue().length))
                .toList();
    }

    @Override
    public void contents(Sink sink) throws IOException {
        sink.take(facts.hash(), archive.length, new ByteArrayInputStream(archive));
        for (byte[] file : files.values()) {
            sink.take(hash(file), file.length, new ByteArrayInputStream(file));
        }
    }
}
