package dev.productify.manager.ports.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Makes archives of npm packages, sound ones and others. Equal ones have equal bytes. */
public final class NpmPackage {
    /** Of the forms that {@link #asForm} makes. */
    public static final String FORM_TYPE = "multipart/form-data; boundary=----boundary-of-the-form";

    private static final int BLOCK = 512;

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    /** One with a {@code package.json} and a main file of the format v2. */
    public static byte[] of(String name, String version, String main) {
        return new NpmPackage()
                .file(
                        "package/package.json",
                        "{\"name\":\"%s\",\"version\":\"%s\",\"main\":\"dist/index.js\",\"custom\":{\"a\":1}}"
                                .formatted(name, version))
                .file("package/dist/index.js", "//@pilet v:2(webpackChunkpr_test,{\"dep\":\"./dep.js\"})\n" + main)
                .tgz();
    }

    public NpmPackage file(String path, String content) {
        return file(path, content.getBytes(UTF_8));
    }

    public NpmPackage file(String path, byte[] content) {
        return entry(path, '0', content, "");
    }

    /** @param type as the tar format has it: {@code 0} a file, {@code 2} a symbolic link, {@code 5} a folder … */
    public NpmPackage entry(String path, char type, byte[] content, String link) {
        return entry(path, type, content.length, content, link);
    }

    /** @param size that is said, whatever it is */
    public NpmPackage entry(String path, char type, long size, byte[] content, String link) {
        byte[] header = new byte[BLOCK];
        put(header, 0, 100, path.getBytes(UTF_8));
        put(header, 100, 8, "0000644\0".getBytes(US_ASCII));
        put(header, 108, 8, "0000000\0".getBytes(US_ASCII));
        put(header, 116, 8, "0000000\0".getBytes(US_ASCII));
        put(header, 124, 12, "%011o\0".formatted(size).getBytes(US_ASCII));
        put(header, 136, 12, "%011o\0".formatted(0).getBytes(US_ASCII));
        Arrays.fill(header, 148, 156, (byte) ' ');
        header[156] = (byte) type;
        put(header, 157, 100, link.getBytes(UTF_8));
        put(header, 257, 8, "ustar\00000".getBytes(US_ASCII));
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, 8, "%06o\0 ".formatted(sum).getBytes(US_ASCII));
        tar.writeBytes(header);
        tar.writeBytes(content);
        tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    private static void put(byte[] header, int offset, int length, byte[] field) {
        System.arraycopy(field, 0, header, offset, Math.min(length, field.length));
    }

    /** The tar archive alone. */
    public byte[] tar() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(tar.toByteArray());
        whole.writeBytes(new byte[2 * BLOCK]);
        return whole.toByteArray();
    }

    public byte[] tgz() {
        return gzip(tar());
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** A form with the file in the field {@code file}, each byte a character (ISO 8859-1); of the type {@link #FORM_TYPE}. */
    public static String asForm(byte[] file) {
        return asForm(file, "");
    }

    /** @param fields before the file, as they stand in a form */
    public static String asForm(byte[] file, String fields) {
        return fields + "------boundary-of-the-form\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"pilet.tgz\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"
                + new String(file, ISO_8859_1)
                + "\r\n------boundary-of-the-form--\r\n";
    }

    /** A field for {@link #asForm}. */
    public static String field(String name, String value) {
        return "------boundary-of-the-form\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n"
                + new String(value.getBytes(UTF_8), ISO_8859_1) + "\r\n";
    }
}
